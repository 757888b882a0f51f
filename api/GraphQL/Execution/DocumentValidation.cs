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
/// Whether a document fits the schema, by the library's rules: it is found out once for each document.
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
        var context = Context(schema, document, operation, Inputs.Empty);
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

    /// <summary>Everything that is wrong with variables that <see cref="PlannedVariables"/> does not take.</summary>
    /// <returns>The variables all the same, if nothing is.</returns>
    public async ValueTask<(Variables Variables, ExecutionErrors Errors)> Explain(OperationPlan plan, Inputs given)
    {
        var context = Context(schema, plan.Document, plan.Operation, given);
        var (variables, errors) = await context.GetVariablesValuesAsync();
        return (variables, Errors([.. context.Errors, .. errors ?? []]));
    }

    /// <summary>The types at which an operation uses its variables.</summary>
    public static ILookup<string, IGraphType> Usages(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation) =>
        (Context(schema, document, operation, Inputs.Empty).GetRecursiveVariables(operation) ?? [])
        .ToLookup(usage => usage.Node.Name.StringValue, usage => usage.Type, StringComparer.Ordinal);

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
