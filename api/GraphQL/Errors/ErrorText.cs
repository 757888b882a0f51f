namespace Distribution.Api.GraphQL.Errors;

/// <summary>What was sent, in a message: its beginning, and nothing that would break the line.</summary>
internal static class ErrorText
{
    private const int Max = 60;

    public static string Start(string text)
    {
        var start = text.Length <= Max ? text : text[..(char.IsHighSurrogate(text[Max - 1]) ? Max - 1 : Max)] + "…";
        return string.Concat(start.Select(letter => char.IsControl(letter) ? '·' : letter));
    }
}
