using System.Globalization;
using System.Text;

namespace Distribution.Spreadsheets;

/// <summary>
/// A name as people compare names: without regard to case, accents, ligatures, punctuation and spaces. "Œuvre n° 5" and "oeuvre N 5" are
/// the same.
/// </summary>
internal static class FoldedName
{
    public static string Of(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var rune in Sound(name).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                Append(folded, Rune.ToLowerInvariant(rune));
            }
        }

        return folded.ToString();
    }

    private static void Append(StringBuilder folded, Rune rune) => _ = rune.Value switch
    {
        'œ' => folded.Append("oe"),
        'æ' => folded.Append("ae"),
        'ß' => folded.Append("ss"),
        'ø' => folded.Append('o'),
        'ł' => folded.Append('l'),
        'đ' => folded.Append('d'),
        _ => folded.Append(rune),
    };

    /// <summary>Halves of surrogate pairs, which can't be normalized, become U+FFFD, which is no letter.</summary>
    private static string Sound(string name)
    {
        var sound = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            sound.Append(rune);
        }

        return sound.ToString();
    }
}
