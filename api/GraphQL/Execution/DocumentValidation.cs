using Distribution.Api.GraphQL.Execution.Plans;
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
internal static class DocumentValidation
{
    private static readonly IValidationRule[] Rules =
        [.. DocumentValidator.CoreRules.Where(rule => rule is not OverlappingFieldsCanBeMerged), new FieldsMergeRule()];

    private static readonly Dictionary<string, object?> NoUserContext = [];

    /// <returns>What is wrong with it; nothing for a valid one.</returns>
    public static async ValueTask<ExecutionErrors> Check(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        var context = Context(schema, document, operation, Inputs.Empty);
        var visitors = new List<INodeVisitor> { context.TypeInfo };
        foreach (var rule in Rules)
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
    public static async ValueTask<(Variables Variables, ExecutionErrors Errors)> Read(ISchema schema, OperationPlan plan, Inputs given)
    {
        var context = Context(schema, plan.Document, plan.Operation, given);
        var (variables, errors) = await context.GetVariablesValuesAsync();
        return (variables, Errors([.. context.Errors, .. errors ?? []]));
    }

    private static ValidationContext Context(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation, Inputs variables) => new()
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
