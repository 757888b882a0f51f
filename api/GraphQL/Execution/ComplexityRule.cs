using Distribution.Api.GraphQL.Limits;
using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>
/// Refuses an operation that may ask for too many values. A list counts as many times as its argument <c>first</c> or <c>last</c> says, also where that
/// stands at the page around it, and otherwise as <see cref="Unsaid"/>. What a document may hold bounds the time that this takes.
/// </summary>
internal sealed class ComplexityRule(Limit limit) : ValidationRuleBase
{
    /// <summary>Items of a list of which nobody says how long it is.</summary>
    private const int Unsaid = 10;

    /// <summary>Counted no further, so that nothing overflows.</summary>
    private const long Enough = 1_000_000_000;

    private static readonly string[] Sizes = ["first", "last"];

    /// <exception cref="Errors.ApiError">It asks for too many.</exception>
    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
    {
        var root = context.Operation.Operation switch
        {
            OperationType.Query => context.Schema.Query,
            OperationType.Mutation => context.Schema.Mutation,
            _ => context.Schema.Subscription,
        };
        limit.Check(new Count(context).Of(context.Operation.SelectionSet, root, null));
        return default;
    }

    private sealed class Count(ValidationContext context)
    {
        /// <summary>Fragments that are put in just now; one that spreads itself is refused elsewhere.</summary>
        private readonly HashSet<ROM> _open = [];

        /// <param name="size">How long the next list is, as said around here.</param>
        public long Of(GraphQLSelectionSet? selections, IGraphType? parent, long? size)
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
            if (context.Document.FindFragmentDefinition(name) is not { } fragment || !_open.Add(name))
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
            GraphQLVariable variable => context.Variables.GetValueOrDefault(variable.Name.StringValue) ?? DefaultOf(variable),
            _ => null,
        };

        private object? DefaultOf(GraphQLVariable variable) =>
            context.Operation.Variables?.Items.Find(defined => defined.Variable.Name.Value == variable.Name.Value)?.DefaultValue is GraphQLIntValue literal ? Number(literal) : null;

        private IGraphType? TypeOf(GraphQLTypeCondition? condition) => condition is null ? null : context.Schema.AllTypes[condition.Type.Name.Value];
    }
}
