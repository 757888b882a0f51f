using System.Collections.Concurrent;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution.Plans;

/// <summary>What is asked of an object, in one or several places of a document at once. Which fields that are depends on the object's type.</summary>
internal sealed class Selection
{
    private readonly SelectionReader _reader;
    private readonly IReadOnlyList<GraphQLSelectionSet> _sets;
    private readonly IObjectGraphType? _type;
    private readonly PlannedField[] _fields = [];
    private readonly ConcurrentDictionary<IObjectGraphType, PlannedField[]>? _fieldsByType;

    /// <param name="type">An object type, an interface or a union.</param>
    public Selection(SelectionReader reader, IReadOnlyList<GraphQLSelectionSet> sets, IGraphType type)
    {
        (_reader, _sets, _type) = (reader, sets, type as IObjectGraphType);
        if (_type is null)
        {
            // Only the types that really come are planned: an interface in an interface in an interface would have very many.
            _fieldsByType = new ConcurrentDictionary<IObjectGraphType, PlannedField[]>();
        }
        else
        {
            _fields = reader.Fields(sets, _type);
            IsImmediate = Array.TrueForAll(_fields, field => field.IsImmediate);
        }
    }

    /// <summary>Whether nothing in it has to be called; see <see cref="PlannedField.IsImmediate"/>.</summary>
    public bool IsImmediate { get; }

    /// <summary>The one type that the object can be of; null behind an interface or a union.</summary>
    public IObjectGraphType? Type => _type;

    public PlannedField[] Of(IObjectGraphType type) =>
        _fieldsByType is null ? _fields : _fieldsByType.GetOrAdd(type, static (asked, own) => own._reader.Fields(own._sets, asked), this);
}
