using System.Text;
using System.Text.Unicode;
using System.Xml;

namespace Distribution.Connectors.Fnac.Wire;

/// <summary>
/// An answer as a document, held to its limits before anything in it is read: UTF-8, no document type and so no entities, no depth and no tag that
/// would cost memory out of proportion. What it is made of is then read element by element, never as a whole.
/// </summary>
internal static class FnacDocument
{
    public const string Namespace = "urn:example:fnac:billetterie:1";

    /// <summary>Elements within elements; the protocol has 4.</summary>
    public const int MaxDepth = 16;

    /// <summary>Bytes of one tag with its attributes.</summary>
    public const int MaxTagLength = 16 * 1024;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>What is wrong with the document as such; null when nothing is.</summary>
    public static string? Problem(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
        {
            return "it is not UTF-8";
        }

        if (TagProblem(body.Span) is { } problem)
        {
            return problem;
        }

        try
        {
            using var reader = Open(body);
            while (reader.Read())
            {
                if (reader.NodeType is XmlNodeType.XmlDeclaration
                    && reader.GetAttribute("encoding") is { } encoding
                    && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
                {
                    return $"it says that its encoding is “{Text.Quoted(encoding)}”, not UTF-8";
                }

                if (reader.Depth > MaxDepth)
                {
                    return $"its elements are nested more than {MaxDepth} deep";
                }
            }

            return null;
        }
        catch (XmlException exception)
        {
            return $"it is not well-formed XML ({Where(exception)})";
        }
    }

    /// <summary>Forwards only. Nothing it names is fetched, and nothing is expanded.</summary>
    public static XmlReader Open(ReadOnlyMemory<byte> body)
    {
        var text = body.Span.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
        return Open(new StreamReader(new MemoryStream(text.ToArray(), writable: false), Encoding.UTF8, detectEncodingFromByteOrderMarks: false));
    }

    public static XmlReader Open(TextReader text) => XmlReader.Create(text, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1,
        CheckCharacters = true,
        ConformanceLevel = ConformanceLevel.Document,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    });

    /// <summary>Where XML goes wrong, without the text of .NET's message.</summary>
    public static string Where(XmlException exception) => $"line {exception.LineNumber}, position {exception.LinePosition}";

    /// <summary>Looks at the bytes alone, since a reader keeps all attributes of a tag before it shows the first.</summary>
    private static string? TagProblem(ReadOnlySpan<byte> rest)
    {
        while (rest.IndexOf((byte)'<') is var start and >= 0)
        {
            rest = rest[start..];
            if (rest.StartsWith("<!--"u8) || rest.StartsWith("<![CDATA["u8))
            {
                var end = rest.IndexOf(rest.StartsWith("<!--"u8) ? "-->"u8 : "]]>"u8);
                rest = end < 0 ? [] : rest[end..];
            }
            else if (rest.StartsWith("<!"u8))
            {
                return "it has a document type (DTD), which is not read";
            }
            else if (TagLength(rest) is { } length)
            {
                rest = rest[length..];
            }
            else
            {
                return $"it has a tag of more than {MaxTagLength:N0} bytes, or one that does not end";
            }
        }

        return null;
    }

    /// <summary>Up to the end of the tag, passing over what stands in quotes; null for one that is too long.</summary>
    private static int? TagLength(ReadOnlySpan<byte> tag)
    {
        byte? quote = null;
        for (var i = 1; i < Math.Min(tag.Length, MaxTagLength); i++)
        {
            var letter = tag[i];
            if (quote is null && letter == '>')
            {
                return i;
            }

            if (letter == quote)
            {
                quote = null;
            }
            else if (quote is null && letter is (byte)'"' or (byte)39)
            {
                quote = letter;
            }
        }

        return null;
    }
}
