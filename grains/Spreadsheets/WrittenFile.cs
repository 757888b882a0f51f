using System.Buffers;

namespace Distribution.Spreadsheets;

/// <summary>A file to be handed to a person.</summary>
/// <param name="Name">For every file system, with its extension.</param>
public sealed record WrittenFile(string Name, string ContentType, byte[] Content)
{
    private const int MaxName = 120;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\\/:*?\"<>|");

    /// <summary>The words as a name: without what some file system forbids, and not too long.</summary>
    internal static string NameOf(string extension, params IEnumerable<string> words)
    {
        var name = new string([.. string.Join(" - ", words).Select(letter => char.IsControl(letter) || Forbidden.Contains(letter) ? '-' : letter)]);
        return $"{(name.Length > MaxName ? name[..MaxName] : name).Trim(' ', '.')}.{extension}";
    }
}
