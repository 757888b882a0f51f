using GraphQL.Types;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Scalars;

/// <summary>
/// Every id of the system: one scalar, since clients' caches and tools know <c>ID</c>. It is read as a <see cref="Guid"/>
/// here and made into the id type that the argument asks for where it is bound.
/// </summary>
internal sealed class IdScalar : IdGraphType
{
    public IdScalar()
    {
        Description = "The identity of a thing: a UUID that is not empty. It is opaque; compare it, don't read it.";
    }

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => Parse(text.Value.Span),
        GraphQLNullValue => null,
        _ => throw NotAnId(),
    };

    public override bool CanParseLiteral(GraphQLValue value) =>
        value is GraphQLNullValue || value is GraphQLStringValue text && Guid.TryParse(text.Value.Span, out var id) && id != Guid.Empty;

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        string text => Parse(text),
        _ => throw NotAnId(),
    };

    public override object? Serialize(object? value) => value?.ToString();

    private static object Parse(ReadOnlySpan<char> text) => Guid.TryParse(text, out var id) && id != Guid.Empty ? id : throw NotAnId();

    private static FormatException NotAnId() => new("An ID is a UUID that is not empty, such as 7e9f1c9e-6c1b-4b8e-9a53-0d2f6f0a1b11.");
}
