using System.Text;
using System.Text.Json;
using Distribution.Primitives;

namespace Distribution.Catalog.SeatingPlans;

/// <summary>
/// Opens untrusted JSON. A first pass, which keeps nothing, bounds the depth and the number of tokens (a document takes 12
/// bytes for each) and finds the escapes that stand for no character, so that reading the document can't fail any more.
/// </summary>
internal static class JsonText
{
    public const int MaxDepth = 32;

    /// <summary>A seat takes about 16, so this is twice what the largest plan needs.</summary>
    public const int MaxTokens = 8_000_000;

    /// <summary>Null, with the reason among the problems, when it can't be opened.</summary>
    public static JsonDocument? Open(byte[] utf8, PlanProblems problems)
    {
        if (WrongWith(utf8) is { } refusal)
        {
            problems.Add(refusal.Code, refusal.Subject, refusal.Message);
            return null;
        }

        return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth });
    }

    private static Refusal? WrongWith(byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            for (var tokens = 0; reader.Read(); tokens++)
            {
                if (tokens == MaxTokens)
                {
                    return new Refusal(RefusalCode.LimitExceeded, "$", $"The file has more than {MaxTokens} values and brackets.");
                }

                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    reader.GetString();
                }
            }

            return null;
        }
        catch (JsonException failure)
        {
            var reason = failure.Message.Split(" LineNumber:")[0];
            return new Refusal(
                RefusalCode.Invalid,
                $"line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}",
                $"This is not JSON that can be read: {reason}");
        }
        catch (InvalidOperationException)
        {
            return new Refusal(
                RefusalCode.Invalid,
                Position(utf8, reader.TokenStartIndex),
                "The text here has an escape that stands for no character (half of a surrogate pair).");
        }
    }

    private static string Position(byte[] utf8, long index)
    {
        var before = utf8.AsSpan(0, (int)index);
        return $"line {before.Count((byte)'\n') + 1}, byte {before.Length - before.LastIndexOf((byte)'\n')}";
    }
}
