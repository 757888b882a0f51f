using GraphQL;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution.Plans;

/// <summary>
/// How many values an operation may ask for. A list counts as many times as its argument <c>first</c> or <c>last</c> says, also where that
/// stands at the page around it, and otherwise as <see cref="Unsaid"/>. What a document may hold bounds the time that this takes.
/// </summary>
internal sealed class Complexity(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation, Inputs variables)
{
    /// <summary>Items of a list of which nobody says how long it is.</summary>
    private const int Unsaid = 10;

    /// <summary>Counted no further, so that nothing overflows.</summary>
    private const long Enough = 1_000_000_000;

    private static readonly string[] Sizes = ["first", "last"];

    /// <summary>Fragments that are put in just now; one that spreads itself is refused elsewhere.</summary>
    private readonly HashSet<ROM> _open = [];

    /// <summary>Whether a variable says how long a list is, so that it has to be counted again with each request's own.</summary>
    public bool NamesVariables { get; private set; }

    public long Of(IGraphType root) => Of(operation.SelectionSet, root, null);

    /// <param name="size">How long the next list is, as said around here.</param>
    private long Of(GraphQLSelectionSet? selections, IGraphType? parent, long? size)
    {
        var total = 0L;
        foreach (var selection in selections?.Selections ?? [])
        {
            total += selection switch
            {
                GraphQLField field => OfField(field, parent as IComplexGraphType, size),
                GraphQLInlineFragment inline => Of(inline.SelectionSet, TypeOf(inline.TypeCondition) ?? parent, size),
                GraphQLFragmentSpread spread => OfFragment(spread.FragmentName.Name.Value, size),
                _ => 0,
            };
        }

        return Math.Min(total, Enough);
    }

    private long OfFragment(ROM name, long? size)
    {
        if (document.FindFragmentDefinition(name) is not { } fragment || !_open.Add(name))
        {
            return 0;
        }

        var total = Of(fragment.SelectionSet, TypeOf(fragment.TypeCondition), size);
        _open.Remove(name);
        return total;
    }

    private long OfField(GraphQLField field, IComplexGraphType? parent, long? size)
    {
        var definition = parent?.GetField(field.Name.Value);
        var said = (definition is null ? null : SizeOf(field, definition)) ?? size;
        var type = definition?.ResolvedType is NonNullGraphType { ResolvedType: var inner } ? inner : definition?.ResolvedType;
        return type is ListGraphType
            ? Math.Min((said ?? Unsaid) * (1 + Of(field.SelectionSet, type.GetNamedType(), null)), Enough)
            : 1 + Of(field.SelectionSet, type, said);
    }

    private long? SizeOf(GraphQLField field, FieldType definition)
    {
        foreach (var name in Sizes)
        {
            if (definition.Arguments?.Find(name) is not { } argument)
            {
                continue;
            }

            var value = field.Arguments?.Find(name)?.Value;
            var number = value is null ? argument.DefaultValue : Number(value);
            if (number is int or long)
            {
                return Math.Clamp(Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture), 0, Enough);
            }
        }

        return null;
    }

    /// <summary>Null for what is no number, which is refused elsewhere.</summary>
    private object? Number(GraphQLValue value) => value switch
    {
        GraphQLIntValue literal when long.TryParse(literal.Value.Span, out var number) => number,
        GraphQLVariable variable => OfVariable(variable),
        _ => null,
    };

    private object? OfVariable(GraphQLVariable variable)
    {
        NamesVariables = true;
        return variables.GetValueOrDefault(variable.Name.StringValue) ?? DefaultOf(variable);
    }

    private object? DefaultOf(GraphQLVariable variable) =>
        operation.Variables?.Items.Find(defined => defined.Variable.Name.Value == variable.Name.Value)?.DefaultValue is GraphQLIntValue literal ? Number(literal) : null;

    private IGraphType? TypeOf(GraphQLTypeCondition? condition) => condition is null ? null : schema.AllTypes[condition.Type.Name.Value];
}
