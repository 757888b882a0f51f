using System.Collections.Immutable;
using Distribution.Api.GraphQL.Nodes;
using Distribution.Api.Security;
using Distribution.Tests.Fixtures;
using GraphQL.Types;

namespace Distribution.Tests.Api.Venues;

/// <summary>A way from a root of the schema to an object type.</summary>
/// <param name="Operation">Such as <c>query</c>.</param>
/// <param name="Steps">The fields on it; one that answers an interface says on which type the way goes on.</param>
internal sealed record SchemaWay(string Operation, ImmutableArray<(FieldType Field, IObjectGraphType To, bool IsAbstract)> Steps)
{
    public IObjectGraphType To => Steps[^1].To;

    public bool HasList => Steps.Any(step => SchemaWalk.IsList(step.Field));

    /// <summary>The role that all fields on it need together.</summary>
    public Role Role => Steps.Max(step => SchemaWalk.RoleOf(step.Field));

    public override string ToString() => $"{Operation} {string.Join('.', Steps.Select(step => step.IsAbstract ? $"{step.Field.Name}<{step.To.Name}>" : step.Field.Name))}";

    public SchemaWay Then(FieldType field, IObjectGraphType to, bool isAbstract) => this with { Steps = Steps.Add((field, to, isAbstract)) };

    /// <summary>A document that goes it.</summary>
    /// <param name="id">The id for an argument of a field.</param>
    /// <param name="last">What is asked for at its end.</param>
    public string Text(Func<FieldType, string, Guid> id, string last)
    {
        var text = last;
        foreach (var (field, to, isAbstract) in Steps.Reverse())
        {
            text = $"{(isAbstract ? OfNode(field, to, id) : Call(field, id))} {{ {(isAbstract ? $"... on {to.Name} {{ {text} }}" : text)} }}";
        }

        return $"{Operation} {{ {text} }}";
    }

    private static string OfNode(FieldType field, IObjectGraphType to, Func<FieldType, string, Guid> id) =>
        field.Name == "node" ? $"node(id: \"{NodeId(to, id)}\")" : $"nodes(ids: [\"{NodeId(to, id)}\"])";

    private static string Call(FieldType field, Func<FieldType, string, Guid> id) =>
        SchemaWalk.Call(field, name => SchemaWalk.IsNeeded(field, name) ? IdOf(field, name, id) : null);

    private static Guid IdOf(FieldType field, string name, Func<FieldType, string, Guid> id) =>
        ThingsOfVenue.AreAskedWith(field, name) || ThingsOfVenue.IsWithinAnother(field, name) ? id(field, name) : NewId.Guid();

    private static GlobalId NodeId(IObjectGraphType to, Func<FieldType, string, Guid> id)
    {
        var name = char.ToLowerInvariant(to.Name[0]) + to.Name[1..];
        return new GlobalId(name, name switch
        {
            // No test has these at hand.
            "ticket" or "tariff" or "activityProfile" => NewId.Guid(),
            "distributorInterface" => id(new FieldType { Name = name }, "interface"),
            "logicalConfiguration" => id(new FieldType { Name = name }, "configuration"),
            "audienceSubCategory" => id(new FieldType { Name = name }, "audience"),
            "salesChannel" => id(new FieldType { Name = name }, "channel"),
            _ => id(new FieldType { Name = name }, name),
        });
    }
}
