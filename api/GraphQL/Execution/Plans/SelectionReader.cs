using GraphQL;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution.Plans;

/// <summary>Puts fragments in where they are spread, and makes one field of those of one answer's name ("CollectFields" of the specification).</summary>
/// <param name="excluded">What a <c>@skip</c> or <c>@include</c> leaves out.</param>
internal sealed class SelectionReader(ISchema schema, GraphQLDocument document, OperationFacts facts, Func<IHasDirectivesNode, bool> excluded)
{
    public PlannedField[] Fields(IReadOnlyList<GraphQLSelectionSet> sets, IObjectGraphType type)
    {
        var found = new OrderedDictionary<ROM, List<GraphQLField>>();
        var spread = new HashSet<ROM>();
        foreach (var set in sets)
        {
            Collect(set, type, found, spread);
        }

        return found.Values.Select(same => Planned(same, type)).ToArray();
    }

    private PlannedField Planned(List<GraphQLField> same, IObjectGraphType type)
    {
        var first = same[0];
        var definition = SchemaFields.Find(schema, type, first)
            ?? throw new InvalidOperationException($"The type {type.Name} has no field {first.Name.StringValue}; the document was not validated.");
        var sets = same.Where(field => field.SelectionSet is not null).Select(field => field.SelectionSet!).ToList();
        var answered = definition.ResolvedType!.GetNamedType();
        var selection = sets.Count == 0 ? null : new Selection(this, sets, answered);
        return new PlannedField(NameOf(first).ToString(), first, type, definition, facts.ArgumentsOf(first), selection);
    }

    private void Collect(GraphQLSelectionSet selections, IObjectGraphType type, OrderedDictionary<ROM, List<GraphQLField>> found, HashSet<ROM> spread)
    {
        foreach (var selection in selections.Selections)
        {
            if (selection is IHasDirectivesNode { Directives.Count: > 0 } conditional && excluded(conditional))
            {
                continue;
            }

            switch (selection)
            {
                case GraphQLField field:
                    Add(field, found);
                    break;
                case GraphQLInlineFragment inline when Applies(inline.TypeCondition, type):
                    Collect(inline.SelectionSet, type, found, spread);
                    break;
                case GraphQLFragmentSpread named when spread.Add(named.FragmentName.Name.Value)
                    && document.FindFragmentDefinition(named.FragmentName.Name.Value) is { } fragment && Applies(fragment.TypeCondition, type):
                    Collect(fragment.SelectionSet, type, found, spread);
                    break;
            }
        }
    }

    private static void Add(GraphQLField field, OrderedDictionary<ROM, List<GraphQLField>> found)
    {
        if (!found.TryAdd(NameOf(field), [field]))
        {
            found[NameOf(field)].Add(field);
        }
    }

    private static ROM NameOf(GraphQLField field) => field.Alias?.Name.Value ?? field.Name.Value;

    private bool Applies(GraphQLTypeCondition? condition, IObjectGraphType type) =>
        condition is null || schema.AllTypes[condition.Type.Name.Value] switch
        {
            IAbstractGraphType many => many.IsPossibleType(type),
            var one => one == type,
        };
}

internal static class SchemaFields
{
    /// <summary>A field of a type, or one of those that the specification adds.</summary>
    public static FieldType? Find(ISchema schema, IGraphType? type, GraphQLField field)
    {
        var name = field.Name.Value;
        if (name.Length < 2 || name.Span[0] != '_' || name.Span[1] != '_')
        {
            return (type as IComplexGraphType)?.GetField(name);
        }

        if (name == schema.TypeNameMetaFieldType.Name)
        {
            return schema.TypeNameMetaFieldType;
        }

        if (type != schema.Query)
        {
            return null;
        }

        return name == schema.SchemaMetaFieldType.Name ? schema.SchemaMetaFieldType : name == schema.TypeMetaFieldType.Name ? schema.TypeMetaFieldType : null;
    }
}
