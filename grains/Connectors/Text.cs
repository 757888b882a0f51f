namespace Distribution.Connectors;

internal static class Text
{
    /// <summary>A distributor's own words, fit to stand in a sentence: on one line, and not longer than that.</summary>
    public static string Quoted(string? text, int length = 100)
    {
        var line = new string([.. (text ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
        return line.Length <= length ? line : $"{line[..(length - 1)]}…";
    }
}
