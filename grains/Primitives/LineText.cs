using System.Text;

namespace Distribution.Primitives;

/// <summary>Text of one line that people read, such as a name.</summary>
internal static class LineText
{
    /// <summary>
    /// No control character, no half of a surrogate pair, which no database takes, and nothing that turns the direction of what follows: with that one name can look like another.
    /// </summary>
    public static bool Prints(string text) => !text.Any(letter => char.IsControl(letter) || Turns(letter)) && !text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar);

    private static bool Turns(char letter) => letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
