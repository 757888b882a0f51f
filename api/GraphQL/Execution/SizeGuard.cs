using System.Runtime.InteropServices;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Limits;
using GraphQLParser;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>
/// Measures a document before it is validated, in time linear in its text: each fragment is measured once, however often
/// it is spread.
/// </summary>
internal sealed class SizeGuard
{
    private readonly Dictionary<ROM, GraphQLFragmentDefinition> _fragments = [];
    private readonly Dictionary<ROM, Size> _sizes = [];
    private readonly HashSet<ROM> _open = [];
    private readonly ApiLimits _limits;
    private int _fields;
    private int _aliases;
    private int _directives;

    private SizeGuard(ApiLimits limits) => _limits = limits;

    /// <exception cref="ApiError">The document is over a limit, or a fragment spreads itself.</exception>
    /// <returns>The fields and spreads of all operations, every fragment put in.</returns>
    public static int Check(GraphQLDocument document, ApiLimits limits) => new SizeGuard(limits).Measure(document);

    private int Measure(GraphQLDocument document)
    {
        var operations = document.Definitions.OfType<GraphQLOperationDefinition>().ToList();
        var fragments = document.Definitions.OfType<GraphQLFragmentDefinition>().ToList();
        _limits.Definitions.Check(operations.Count);
        _limits.Fragments.Check(fragments.Count);
        foreach (var fragment in fragments)
        {
            _fragments.TryAdd(fragment.FragmentName.Name.Value, fragment);
        }

        foreach (var fragment in fragments)
        {
            CountDirectives(fragment.Directives);
            Check(OfFragment(fragment.FragmentName.Name.Value));
        }

        var expanded = 0;
        foreach (var operation in operations)
        {
            CountDirectives(operation.Directives);
            foreach (var variable in operation.Variables?.Items ?? [])
            {
                CountDirectives(variable.Directives);
            }

            var size = OfSelections(operation.SelectionSet);
            Check(size);
            expanded += size.Expanded;
        }

        return expanded;
    }

    private void Check(Size size)
    {
        _limits.ExpandedFields.Check(size.Expanded);
        _limits.Depth.Check(size.Depth);
    }

    private Size OfSelections(GraphQLSelectionSet? selections)
    {
        var total = default(Size);
        foreach (var selection in selections?.Selections ?? [])
        {
            CountDirectives((selection as IHasDirectivesNode)?.Directives);
            total = total.Beside(selection switch
            {
                GraphQLField field => OfField(field),
                GraphQLInlineFragment inline => OfSelections(inline.SelectionSet).Counted(),
                GraphQLFragmentSpread spread => OfFragment(spread.FragmentName.Name.Value).Counted(),
                _ => default,
            });
        }

        return total;
    }

    private Size OfField(GraphQLField field)
    {
        _limits.Fields.Check(++_fields);
        _limits.Aliases.Check(field.Alias is null ? _aliases : ++_aliases);
        return OfSelections(field.SelectionSet).Counted().Deeper();
    }

    private Size OfFragment(ROM name)
    {
        if (_sizes.TryGetValue(name, out var known))
        {
            return known;
        }

        if (!_fragments.TryGetValue(name, out var fragment))
        {
            return default;
        }

        if (!_open.Add(name))
        {
            throw new ApiError(ErrorCodes.Validation, $"The fragment {name} spreads itself.", subject: name.ToString());
        }

        var size = OfSelections(fragment.SelectionSet);
        _open.Remove(name);
        return _sizes[name] = size;
    }

    private void CountDirectives(GraphQLDirectives? directives) =>
        _limits.Directives.Check(_directives += directives?.Count ?? 0);

    /// <param name="Expanded">Fields and spreads with every fragment put in, counted no further than a million.</param>
    /// <param name="Depth">Fields inside fields.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Size(int Expanded, int Depth)
    {
        public Size Beside(Size other) => new(Bounded(Expanded + other.Expanded), Math.Max(Depth, other.Depth));

        public Size Counted() => this with { Expanded = Bounded(Expanded + 1) };

        public Size Deeper() => this with { Depth = Depth + 1 };

        private static int Bounded(int count) => Math.Min(count, 1_000_000);
    }
}
