using System.Text;
using System.Xml;

namespace Distribution.Spreadsheets;

/// <summary>The texts that cells refer to by number, and texts in general: plain or in pieces with formats of their own.</summary>
internal static class SharedTexts
{
    /// <summary>Excel's own limit for a cell.</summary>
    public const int MaxText = 32_767;

    public static List<string> Read(XmlReader reader)
    {
        var texts = new List<string>();
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                texts.Add(TextOf(reader));
                if (texts.Count > SpreadsheetReader.MaxCells)
                {
                    throw new SheetLimitException($"The file has more than {SpreadsheetReader.MaxCells} texts.");
                }
            }
        }

        return texts;
    }

    /// <summary>All text pieces inside the element the reader is on, joined; how Japanese is pronounced is left out.</summary>
    public static string TextOf(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var text = new StringBuilder();
        var end = reader.Depth;
        var phonetic = int.MaxValue;
        while (reader.Read() && reader.Depth > end)
        {
            if (reader.NodeType is XmlNodeType.Element && reader.LocalName is "rPh" && phonetic == int.MaxValue && !reader.IsEmptyElement)
            {
                phonetic = reader.Depth;
            }
            else if (reader.NodeType is XmlNodeType.EndElement && reader.Depth == phonetic)
            {
                phonetic = int.MaxValue;
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace && phonetic == int.MaxValue)
            {
                Append(text, SheetText.Decode(reader.Value));
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string more)
    {
        if (text.Length + more.Length > MaxText)
        {
            throw new SheetLimitException($"A cell holds more than {MaxText} characters.");
        }

        text.Append(more);
    }
}
