using Distribution.Api.GraphQL.Errors;
using Distribution.Api.Security;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>
/// Refuses an operation whole when one of its fields requires a higher role than the caller's, before any of it runs.
/// Only the operation that will run counts, with the fragments it uses.
/// </summary>
internal sealed class AuthorizationRule : ValidationRuleBase
{
    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context) =>
        new(new Visitor(Caller.In(context.UserContext), context.GetRecursivelyReferencedFragments(context.Operation) ?? []));

    private sealed class Visitor(Caller caller, IList<GraphQLFragmentDefinition> fragments) : INodeVisitor
    {
        private bool _runs;

        public ValueTask EnterAsync(ASTNode node, ValidationContext context)
        {
            switch (node)
            {
                case GraphQLOperationDefinition operation:
                    _runs = operation == context.Operation;
                    break;
                case GraphQLFragmentDefinition fragment:
                    _runs = fragments.Contains(fragment);
                    break;
                case GraphQLField field when _runs:
                    Check(field, context);
                    break;
            }

            return default;
        }

        public ValueTask LeaveAsync(ASTNode node, ValidationContext context) => default;

        private void Check(GraphQLField field, ValidationContext context)
        {
            if (context.TypeInfo.GetFieldDef() is { } definition
                && definition.Metadata.TryGetValue(RequiresAttribute.MetadataKey, out var required)
                && required is Role role
                && !caller.Is(role))
            {
                context.ReportError(new ForbiddenError(context.Document.Source, field, role));
            }
        }
    }
}
