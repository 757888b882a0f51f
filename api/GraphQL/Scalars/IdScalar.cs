using Distribution.Api.GraphQL.Nodes;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Scalars;

/// <summary>
/// Every id of the system: one scalar, since clients' caches and tools know <c>ID</c>. It is read as a <see cref="GlobalId"/>
/// here and made into the id type that the argument asks for where it is bound.
/// </summary>
internal sealed class IdScalar : IdGraphType
{
    public IdScalar()
    {
        Description = "The identity of a thing, such as event_fp8cnmwbS46aUw0vbwobEQ: opaque, so compare it and don't read it, and the same for ever. Where an id is asked for, "
            + "the UUID that the caller chose as commandId is taken too: what a command makes is known by the command's id.";
    }

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => Parse(text.Value.Span),
        GraphQLNullValue => null,
        _ => throw NotAnId(),
    };

    public override bool CanParseLiteral(GraphQLValue value) =>
        value is GraphQLNullValue || value is GraphQLStringValue text && GlobalId.TryParse(text.Value.Span, out _);

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        string text => Parse(text),
        _ => throw NotAnId(),
    };

    public override object? Serialize(object? value) => value switch
    {
        null => null,
        GlobalId id => id.ToString(),
        _ => IdTypes.Write(value),
    };

    private static object Parse(ReadOnlySpan<char> text) => GlobalId.TryParse(text, out var id) ? id : throw NotAnId();

    private static FormatException NotAnId() =>
        new("An ID is one that this API answered, such as event_fp8cnmwbS46aUw0vbwobEQ, or a UUID that is not empty, such as 7e9f1c9e-6c1b-4b8e-9a53-0d2f6f0a1b11.");
}
