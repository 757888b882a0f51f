using Distribution.Api.Security;
using GraphQL;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution.Plans;

/// <summary>
/// What is true of an operation whoever asks and whatever the variables are, with the fragments it uses: it is found out
/// once. Fields that a <c>@skip</c> may leave out count too.
/// </summary>
internal sealed class OperationFacts
{
    private readonly ISchema _schema;
    private readonly GraphQLDocument _document;
    private readonly HashSet<ROM> _spread = [];
    private readonly List<(GraphQLField Field, Role Role)> _required = [];
    private readonly Dictionary<GraphQLField, PlannedArguments?> _arguments = new(ReferenceEqualityComparer.Instance);
    private readonly List<PlannedArguments> _variable = [];
    private readonly SortedSet<string> _conditions = new(StringComparer.Ordinal);

    public OperationFacts(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation, IObjectGraphType root)
    {
        (_schema, _document) = (schema, document);
        Walk(operation.SelectionSet, root);
    }

    /// <summary>The fields that are not for everybody, in the document's order, each with the role from which on it may be used.</summary>
    public IReadOnlyList<(GraphQLField Field, Role Role)> Required => _required;

    /// <summary>The arguments that have to be made for each request; each knows its place among them.</summary>
    public IReadOnlyList<PlannedArguments> VariableArguments => _variable;

    /// <summary>The variables that decide what a <c>@skip</c> or <c>@include</c> leaves out.</summary>
    public IReadOnlyCollection<string> Conditions => _conditions;

    /// <summary>Null for a field that takes none.</summary>
    public PlannedArguments? ArgumentsOf(GraphQLField field) => _arguments[field];

    private void Walk(GraphQLSelectionSet? selections, IGraphType? type)
    {
        foreach (var selection in selections?.Selections ?? [])
        {
            _conditions.UnionWith(Condition.VariablesIn(selection));
            switch (selection)
            {
                case GraphQLField field when SchemaFields.Find(_schema, type, field) is { } definition:
                    Add(field, definition, type);
                    Walk(field.SelectionSet, definition.ResolvedType!.GetNamedType());
                    break;
                case GraphQLInlineFragment inline:
                    Walk(inline.SelectionSet, TypeOf(inline.TypeCondition) ?? type);
                    break;
                case GraphQLFragmentSpread named when _spread.Add(named.FragmentName.Name.Value)
                    && _document.FindFragmentDefinition(named.FragmentName.Name.Value) is { } fragment:
                    Walk(fragment.SelectionSet, TypeOf(fragment.TypeCondition));
                    break;
            }
        }
    }

    private void Add(GraphQLField field, FieldType definition, IGraphType? type)
    {
        if (RoleOf(field, definition, type) is { } role)
        {
            _required.Add((field, role));
        }

        var planned = PlannedArguments.Of(_document, field, definition, _variable.Count);
        _arguments.Add(field, planned);
        if (planned is { Constant: null })
        {
            _variable.Add(planned);
        }
    }

    /// <summary>Of a field of an interface the highest of the objects' own fields counts: any of them may come.</summary>
    private static Role? RoleOf(GraphQLField field, FieldType definition, IGraphType? type)
    {
        var objects = (type as IAbstractGraphType)?.PossibleTypes ?? Enumerable.Empty<IObjectGraphType>();
        return objects.Select(possible => possible.GetField(field.Name.Value)).Append(definition).Max(each => (Role?)each?.GetMetadata<object?>(RequiresAttribute.MetadataKey));
    }

    private IGraphType? TypeOf(GraphQLTypeCondition? condition) => condition is null ? null : _schema.AllTypes[condition.Type.Name.Value];
}
