using System.Collections.Concurrent;
using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution.Plans;

/// <summary>How an operation of a valid document is run: everything about it that does not depend on who asks, or on the values of most variables.</summary>
internal sealed class OperationPlan
{
    /// <summary>Selections kept of an operation with <c>@skip</c> or <c>@include</c>, one for each set of the values that decide.</summary>
    public const int MaxSelections = 4;

    private readonly ISchema _schema;
    private readonly GraphQLDocument _document;
    private readonly ConcurrentDictionary<string, Selection> _selections = new(StringComparer.Ordinal);
    private readonly Selection? _only;
    private readonly long? _complexity;

    public OperationPlan(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        (_schema, _document, Operation) = (schema, document, operation);
        Root = RootOf(schema, operation.Operation)
            ?? throw new InvalidOperationException($"The schema has no {operation.Operation}; the document was not validated.");
        Facts = new OperationFacts(schema, document, operation, Root);
        Variables = new PlannedVariables(schema, document, operation);
        var complexity = new Complexity(schema, document, operation, Inputs.Empty);
        var count = complexity.Of(Root);
        _complexity = complexity.NamesVariables ? null : count;
        _only = Facts.Conditions.Count == 0 ? Read([]) : null;
    }

    public GraphQLDocument Document => _document;

    public GraphQLOperationDefinition Operation { get; }

    public IObjectGraphType Root { get; }

    public OperationFacts Facts { get; }

    public PlannedVariables Variables { get; }

    /// <summary>How many values it asks for at most.</summary>
    public long Complexity(Inputs variables) => _complexity ?? new Complexity(_schema, _document, Operation, variables).Of(Root);

    /// <summary>What is asked for with these variables.</summary>
    public Selection Selection(Variables variables)
    {
        if (_only is not null)
        {
            return _only;
        }

        var values = Condition.Values(Facts.Conditions, variables);
        var key = string.Concat(Facts.Conditions.Select(name => values[name] ? '1' : '0'));
        if (_selections.TryGetValue(key, out var known))
        {
            return known;
        }

        var read = Read(values);
        return _selections.Count < MaxSelections ? _selections.GetOrAdd(key, read) : read;
    }

    public static IObjectGraphType? RootOf(ISchema schema, OperationType type) => type switch
    {
        OperationType.Query => schema.Query,
        OperationType.Mutation => schema.Mutation,
        _ => schema.Subscription,
    };

    private Selection Read(Dictionary<string, bool> conditions)
    {
        var reader = new SelectionReader(_schema, _document, Facts, selection => Condition.Excludes(selection, conditions));
        return new Selection(reader, [Operation.SelectionSet], Root);
    }
}
