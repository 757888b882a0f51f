using System.Buffers.Text;
using System.Text;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Scalars;

/// <summary>The serializer writes the bytes straight into the answer, so no string is made of them.</summary>
internal sealed class BytesScalar : ScalarGraphType
{
    public BytesScalar()
    {
        Name = "Bytes";
        Description = "Bytes as base64 (RFC 4648, section 4, with padding). Numbers in them have their low bytes first.";
        SpecifiedBy.Mark(this, "https://www.rfc-editor.org/rfc/rfc4648#section-4");
    }

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => Parse(text.Value.ToString()),
        GraphQLNullValue => null,
        _ => throw NotBytes(),
    };

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        ReadOnlyMemory<byte> typed => typed,
        string text => Parse(text),
        _ => throw NotBytes(),
    };

    public override object? Serialize(object? value) => value is ReadOnlyMemory<byte> ? value : null;

    private static object Parse(string text) =>
        Base64.IsValid(text) && !text.Any(char.IsWhiteSpace) ? (ReadOnlyMemory<byte>)Convert.FromBase64String(text) : throw NotBytes();

    private static FormatException NotBytes() => new("Bytes are written as a string of base64.");
}
