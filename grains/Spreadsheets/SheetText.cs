using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Distribution.Spreadsheets;

/// <summary>Excel writes a character that XML can't hold as <c>_x001F_</c>, and hence an underscore before such a text as <c>_x005F_</c>.</summary>
internal static partial class SheetText
{
    /// <summary>What XML can't hold becomes U+FFFD.</summary>
    public static string Encode(string text) => Underscore().Replace(Sound(text), "_x005F_");

    public static string Decode(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? Escape().Replace(text, match => ((char)ushort.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())
        : text;

    private static string Sound(string text)
    {
        if (text.All(XmlConvert.IsXmlChar))
        {
            return text;
        }

        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            sound.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune);
        }

        return sound.ToString();
    }

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Escape();

    /// <summary>One that would begin an escape; the next may begin where this one ends.</summary>
    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Underscore();
}
