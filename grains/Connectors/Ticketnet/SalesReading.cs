using System.Text.Json;
using Distribution.Connectors.Ticketnet.Wire;

namespace Distribution.Connectors.Ticketnet;

/// <summary>Reads a page of sales. The page is read or not; its lines are read one by one, by <see cref="SaleLineReading"/>.</summary>
internal static class SalesReading
{
    private const int MaxCursorLength = 128;

    /// <summary>The page, or what is wrong with it.</summary>
    public static PullAnswer.Page? Read(ReadOnlyMemory<byte> body, int limit, out string problem)
    {
        try
        {
            var reply = JsonSerializer.Deserialize(body.Span, TicketnetJson.Default.SalesReply);
            problem = Problem(reply, limit) ?? "";
            return problem.Length == 0 ? new PullAnswer.Page([.. reply!.Lines!.Select(SaleLineReading.Read)], reply.Cursor, reply.More!.Value) : null;
        }
        catch (JsonException exception)
        {
            problem = $"it is not the JSON that was agreed ({TicketnetWords.Where(exception)})";
            return null;
        }
    }

    /// <summary>A file: the same list of lines, of any length.</summary>
    public static SalesFileAnswer Read(SalesFile file)
    {
        try
        {
            return JsonSerializer.Deserialize(file.Content.Span, TicketnetJson.Default.SalesReply)?.Lines switch
            {
                null => SalesFileWords.Unusable(file, "it has no list of lines"),
                { Count: > SalesFile.MaxLines } => SalesFileWords.Unusable(file, SalesFileWords.TooManyLines),
                var lines => new SalesFileAnswer.Read(lines.Select((line, index) => SalesFileWords.At(file, $"line {index + 1}", SaleLineReading.Read(line)))),
            };
        }
        catch (JsonException exception)
        {
            return SalesFileWords.Unusable(file, $"it is not the JSON that was agreed ({TicketnetWords.Where(exception)})");
        }
    }

    private static string? Problem(SalesReply? reply, int limit) => reply switch
    {
        null => "it is empty",
        { Lines: null } => "it has no list of lines",
        { Lines.Count: var count } when count > limit => $"it has {count} lines where at most {limit} were asked for",
        { More: null } => "it does not say whether more lines wait",
        { Lines.Count: 0, Cursor: not null } or { Lines.Count: 0, More: true } => "it has no lines and says that there are some",
        { Lines.Count: > 0, Cursor: null } => "it has lines and no cursor to acknowledge them by",
        { Cursor: { } cursor } when cursor.Length is 0 or > MaxCursorLength || cursor.Any(char.IsControl) => "its cursor is not a text of 1 to 128 characters",
        _ => null,
    };
}
