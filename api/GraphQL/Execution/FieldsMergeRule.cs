using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>
/// "Field selection merging" of the GraphQL specification (5.3.2), in place of the library's rule: that one compares every
/// field with every other and reports every pair, so that a thousand fields that differ in an argument cost it 18 s and an
/// answer of 133 MB. Here each field of a group is compared with the group's first, and the first conflict ends it. What
/// is compared are the fields with every fragment put in, whose number <see cref="SizeGuard"/> has bounded.
/// </summary>
internal sealed class FieldsMergeRule : ValidationRuleBase
{
    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context) =>
        new(new MatchingNodeVisitor<GraphQLOperationDefinition>((operation, at) => new Comparison(at).Run(operation)));

    /// <summary>A field where it stands: the type it is asked of, and its definition there, if there is one.</summary>
    private sealed record Selected(GraphQLField Field, IGraphType? Parent, FieldType? Definition)
    {
        public ROM Answer => Field.Alias?.Name.Value ?? Field.Name.Value;
    }

    private sealed class Comparison(ValidationContext context)
    {
        private bool _conflict;

        public void Run(GraphQLOperationDefinition operation)
        {
            var root = operation.Operation switch
            {
                OperationType.Query => context.Schema.Query,
                OperationType.Mutation => context.Schema.Mutation,
                _ => context.Schema.Subscription,
            };
            var fields = new List<Selected>();
            Collect(operation.SelectionSet, root, fields, []);
            CompareShapes(fields);
            CompareMeaning(fields);
        }

        /// <summary>All fields of one answer's name look alike, wherever they stand: clients read them without knowing which of them it is.</summary>
        private void CompareShapes(List<Selected> fields)
        {
            foreach (var group in fields.GroupBy(field => field.Answer))
            {
                var first = group.First();
                var other = group.FirstOrDefault(field => !SameShape(first.Definition?.ResolvedType, field.Definition?.ResolvedType));
                if (other is not null)
                {
                    Report(first, other, "they answer different types");
                }

                if (_conflict)
                {
                    return;
                }

                CompareShapes(Children(group));
            }
        }

        /// <summary>Fields of one answer's name that can be asked of the same object are the same field with the same arguments.</summary>
        private void CompareMeaning(List<Selected> fields)
        {
            foreach (var group in fields.GroupBy(field => field.Answer).SelectMany(ByPossibleParent))
            {
                var first = group[0];
                var other = group.Find(field => !SameCall(first.Field, field.Field));
                if (other is not null)
                {
                    Report(first, other, "they are different fields, or have different arguments");
                }

                if (_conflict)
                {
                    return;
                }

                CompareMeaning(Children(group));
            }
        }

        /// <summary>An object is of one type only, so fields of two object types never meet; those of an interface or union meet all.</summary>
        private static IEnumerable<List<Selected>> ByPossibleParent(IEnumerable<Selected> group)
        {
            var ofAny = group.Where(field => field.Parent is not IObjectGraphType).ToList();
            var ofObjects = group.Where(field => field.Parent is IObjectGraphType).GroupBy(field => field.Parent!.Name, StringComparer.Ordinal).ToList();
            return ofObjects.Count == 0 ? [ofAny] : ofObjects.Select(fields => (List<Selected>)[.. ofAny, .. fields]);
        }

        private List<Selected> Children(IEnumerable<Selected> group)
        {
            var children = new List<Selected>();
            foreach (var field in group)
            {
                Collect(field.Field.SelectionSet, field.Definition?.ResolvedType?.GetNamedType(), children, []);
            }

            return children;
        }

        private void Collect(GraphQLSelectionSet? selections, IGraphType? parent, List<Selected> fields, HashSet<ROM> spread)
        {
            foreach (var selection in selections?.Selections ?? [])
            {
                switch (selection)
                {
                    case GraphQLField field:
                        fields.Add(new Selected(field, parent, DefinitionOf(field, parent)));
                        break;
                    case GraphQLInlineFragment inline:
                        Collect(inline.SelectionSet, TypeOf(inline.TypeCondition) ?? parent, fields, spread);
                        break;
                    // Within one selection a fragment adds nothing when it is spread again.
                    case GraphQLFragmentSpread named when spread.Add(named.FragmentName.Name.Value) && context.Document.FindFragmentDefinition(named.FragmentName.Name.Value) is { } fragment:
                        Collect(fragment.SelectionSet, TypeOf(fragment.TypeCondition) ?? parent, fields, spread);
                        break;
                }
            }
        }

        private IGraphType? TypeOf(GraphQLTypeCondition? condition) => condition is null ? null : context.Schema.AllTypes[condition.Type.Name.Value];

        private FieldType? DefinitionOf(GraphQLField field, IGraphType? parent)
        {
            var name = field.Name.Value;
            if (name == context.Schema.TypeNameMetaFieldType.Name)
            {
                return context.Schema.TypeNameMetaFieldType;
            }

            if (parent == context.Schema.Query && name == context.Schema.SchemaMetaFieldType.Name)
            {
                return context.Schema.SchemaMetaFieldType;
            }

            return parent == context.Schema.Query && name == context.Schema.TypeMetaFieldType.Name
                ? context.Schema.TypeMetaFieldType
                : (parent as IComplexGraphType)?.GetField(name);
        }

        private void Report(Selected one, Selected other, string why)
        {
            _conflict = true;
            context.ReportError(new ValidationError(
                context.Document.Source, "5.3.2", $"The fields answered as {one.Answer} can't be merged: {why}. Give one of them another alias.", one.Field, other.Field));
        }
    }

    private static bool SameShape(IGraphType? one, IGraphType? other)
    {
        if (one is null || other is null)
        {
            // An unknown field is reported by another rule.
            return true;
        }

        if (one is NonNullGraphType || other is NonNullGraphType)
        {
            return one is NonNullGraphType oneInner && other is NonNullGraphType otherInner && SameShape(oneInner.ResolvedType, otherInner.ResolvedType);
        }

        if (one is ListGraphType || other is ListGraphType)
        {
            return one is ListGraphType oneList && other is ListGraphType otherList && SameShape(oneList.ResolvedType, otherList.ResolvedType);
        }

        var areLeaves = one is ScalarGraphType || other is ScalarGraphType;
        return !areLeaves || one.Name == other.Name;
    }

    private static bool SameCall(GraphQLField one, GraphQLField other) =>
        one.Name.Value == other.Name.Value && SameArguments(one.Arguments?.Items ?? [], other.Arguments?.Items ?? []);

    private static bool SameArguments(List<GraphQLArgument> one, List<GraphQLArgument> other) =>
        one.Count == other.Count
        && one.TrueForAll(argument => other.Find(candidate => candidate.Name.Value == argument.Name.Value) is { } same && SameValue(argument.Value, same.Value));

    private static bool SameValue(GraphQLValue one, GraphQLValue other) => (one, other) switch
    {
        (GraphQLListValue a, GraphQLListValue b) => (a.Values ?? []).Count == (b.Values ?? []).Count && (a.Values ?? []).Zip(b.Values ?? []).All(pair => SameValue(pair.First, pair.Second)),
        (GraphQLObjectValue a, GraphQLObjectValue b) => SameFields(a.Fields ?? [], b.Fields ?? []),
        (GraphQLVariable a, GraphQLVariable b) => a.Name.Value == b.Name.Value,
        (GraphQLNullValue, GraphQLNullValue) => true,
        (IHasValueNode a, IHasValueNode b) => one.Kind == other.Kind && a.Value == b.Value,
        (GraphQLEnumValue a, GraphQLEnumValue b) => a.Name.Value == b.Name.Value,
        _ => false,
    };

    private static bool SameFields(List<GraphQLObjectField> one, List<GraphQLObjectField> other) =>
        one.Count == other.Count
        && one.TrueForAll(field => other.Find(candidate => candidate.Name.Value == field.Name.Value) is { } same && SameValue(field.Value, same.Value));
}
