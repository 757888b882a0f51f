using GraphQL.Types;

namespace Distribution.Api.GraphQL.Execution.Plans;

/// <summary>What a field answers: exactly one of <see cref="Item"/>, <see cref="Leaf"/> and <see cref="Selection"/> is there.</summary>
/// <param name="Type">With its <c>!</c>, for messages.</param>
/// <param name="Item">Of a list.</param>
internal sealed record Shape(IGraphType Type, bool NonNull, Shape? Item, Leaf? Leaf, Selection? Selection)
{
    /// <param name="selection">What is asked of the objects, if it is objects in the end.</param>
    public static Shape Of(IGraphType type, Selection? selection) => type switch
    {
        NonNullGraphType required => Of(required.ResolvedType!, selection) with { Type = type, NonNull = true },
        ListGraphType list => new Shape(type, false, Of(list.ResolvedType!, selection), null, null),
        ScalarGraphType scalar => new Shape(type, false, null, new Leaf(scalar), null),
        _ => new Shape(type, false, null, null, selection),
    };

    /// <summary>The selection of the objects in here, however many lists they are in.</summary>
    public Selection? Innermost => Item?.Innermost ?? Selection;
}
