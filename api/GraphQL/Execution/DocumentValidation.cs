using Distribution.Api.GraphQL.Execution.Plans;
using Distribution.Api.GraphQL.Limits;
using GraphQL;
using GraphQL.Instrumentation;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQL.Validation.Rules;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>
/// Whether a document fits the schema, and the variables of a request fit the document. The first is found out once for each
/// document. Both use the library's rules, apart from its way through them, which would go through the document for each request.
/// </summary>
internal sealed class DocumentValidation(ISchema schema, IntrospectionSwitch introspection)
{
    private readonly IValidationRule[] _rules =
    [
        .. DocumentValidator.CoreRules.Where(rule => rule is not OverlappingFieldsCanBeMerged),
        new FieldsMergeRule(),
        .. introspection.IsOn ? [] : new IValidationRule[] { new IntrospectionRule() },
    ];

    private static readonly Dictionary<string, object?> NoUserContext = [];

    /// <returns>What is wrong with it; nothing for a valid one.</returns>
    /// <exception cref="Errors.ApiError">It asks for the schema, which is not told.</exception>
    public async ValueTask<ExecutionErrors> Check(GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        var context = Context(document, operation, Inputs.Empty);
        var visitors = new List<INodeVisitor> { context.TypeInfo };
        foreach (var rule in _rules)
        {
            if (await rule.GetPreNodeVisitorAsync(context) is { } visitor)
            {
                visitors.Add(visitor);
            }
        }

        await new BasicVisitor(visitors).VisitAsync(document, new BasicVisitor.State(context));
        return Errors(context.Errors);
    }

    /// <returns>The variables as the resolvers get them, or what is wrong with them.</returns>
    public async ValueTask<(Variables Variables, ExecutionErrors Errors)> Read(OperationPlan plan, Inputs given)
    {
        var context = Context(plan.Document, plan.Operation, given);
        var (variables, errors) = await context.GetVariablesValuesAsync();
        return (variables, Errors([.. context.Errors, .. errors ?? []]));
    }

    private ValidationContext Context(GraphQLDocument document, GraphQLOperationDefinition operation, Inputs variables) => new()
    {
        TypeInfo = new TypeInfo(schema),
        Schema = schema,
        Document = document,
        Operation = operation,
        Variables = variables,
        Extensions = Inputs.Empty,
        UserContext = NoUserContext,
        Metrics = Metrics.None,
    };

    private static ExecutionErrors Errors(IEnumerable<ExecutionError> errors)
    {
        var all = new ExecutionErrors();
        all.AddRange(errors);
        return all;
    }
}
