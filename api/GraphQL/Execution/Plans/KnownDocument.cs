using System.Collections.Concurrent;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution.Plans;

/// <summary>A document that was read, and from then on keeps what is found out about it.</summary>
/// <param name="fields">Fields of all operations, fragments put in.</param>
internal sealed class KnownDocument(ISchema schema, string text, GraphQLDocument document, int fields)
{
    private readonly ConcurrentDictionary<GraphQLOperationDefinition, OperationPlan> _plans = new(ReferenceEqualityComparer.Instance);

    /// <summary>In the document's order.</summary>
    public GraphQLOperationDefinition[] Operations { get; } = [.. document.Definitions.OfType<GraphQLOperationDefinition>()];

    public string Text => text;

    public GraphQLDocument Document => document;

    /// <summary>Whether it was found to fit the schema.</summary>
    public bool IsValid { get; set; }

    /// <summary>Bytes that it takes at most, about: of the tree for each character, of the plans for each field.</summary>
    public long Size => (24L * text.Length) + (600L * fields * OperationPlan.MaxSelections);

    public OperationPlan PlanOf(GraphQLOperationDefinition operation) =>
        _plans.GetOrAdd(operation, static (asked, of) => new OperationPlan(of.Schema, of.Document, asked), (Schema: schema, Document: document));
}
