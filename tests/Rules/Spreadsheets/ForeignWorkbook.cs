using System.Collections.Immutable;
using System.IO.Compression;
using System.Security;
using System.Text;
using Distribution.Spreadsheets;

namespace Distribution.Tests.Rules.Spreadsheets;

/// <summary>
/// A workbook as another program would write it, part by part and without the product's writer: with shared texts, numbers, formulas and
/// merged cells.
/// </summary>
internal sealed class ForeignWorkbook
{
    private readonly List<(string Name, ImmutableArray<SheetRow> Rows, ImmutableArray<CellRange> Merged)> _sheets = [];
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);

    public static ForeignWorkbook Of(IEnumerable<Sheet> sheets)
    {
        var workbook = new ForeignWorkbook();
        foreach (var sheet in sheets)
        {
            workbook._sheets.Add((sheet.Name, sheet.Rows, sheet.Merged));
        }

        return workbook;
    }

    public static MemoryStream Archive(params (string Path, string Text)[] parts)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in parts)
            {
                using var part = archive.CreateEntry(path, CompressionLevel.Fastest).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        stream.Position = 0;
        return stream;
    }

    public MemoryStream Save()
    {
        var sheets = _sheets.Select(sheet => Part(sheet.Rows, sheet.Merged)).ToList();
        var names = _sheets.Select((sheet, index) => $"""<sheet name="{Escaped(sheet.Name)}" sheetId="{index + 1}" r:id="s{index}"/>""");
        var relations = _sheets.Select((_, index) => $"""<Relationship Id="s{index}" Type="http://x/worksheet" Target="/xl/worksheets/{index}.xml"/>""");
        return Archive(
        [
            ("_rels/.rels", """<Relationships><Relationship Id="w" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
            ("xl/workbook.xml", $"""<workbook xmlns:r="r"><sheets>{string.Concat(names)}</sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", $"""<Relationships>{string.Concat(relations)}<Relationship Id="t" Type="http://x/sharedStrings" Target="texts.xml"/></Relationships>"""),
            ("xl/texts.xml", $"<sst>{string.Concat(_texts.OrderBy(text => text.Value).Select(text => Shared(text.Key)))}</sst>"),
            .. sheets.Select((sheet, index) => ($"xl/worksheets/{index}.xml", sheet)),
        ]);
    }

    /// <summary>In two pieces, and with a reading that is no part of the text.</summary>
    private static string Shared(string text)
    {
        var half = text.Length / 2;
        half += half > 0 && char.IsHighSurrogate(text[half - 1]) ? 1 : 0;
        return $"""<si><r><t xml:space="preserve">{Escaped(text[..half])}</t></r><rPh sb="0" eb="1"><t>よみ</t></rPh><r><t xml:space="preserve">{Escaped(text[half..])}</t></r></si>""";
    }

    private static string Escaped(string text) => SecurityElement.Escape(SheetText.Encode(text))!;

    private string Part(ImmutableArray<SheetRow> rows, ImmutableArray<CellRange> merged)
    {
        var text = new StringBuilder("<worksheet><sheetData>");
        foreach (var row in rows)
        {
            text.Append($"""<row r="{row.Number}">""").AppendJoin("", row.Cells.Select(Cell)).Append("</row>");
        }

        return text.Append("</sheetData><mergeCells>").AppendJoin("", merged.Select(range => $"""<mergeCell ref="{range}"/>""")).Append("</mergeCells></worksheet>").ToString();
    }

    private string Cell(Cell cell) => cell.Kind switch
    {
        CellKind.Number => $"""<c r="{cell.Address}"><v>{cell.Text}</v></c>""",
        CellKind.Formula => $"""<c r="{cell.Address}" t="str"><f>A1</f><v>{Escaped(cell.Text)}</v></c>""",
        CellKind.Boolean => $"""<c r="{cell.Address}" t="b"><v>{cell.Text}</v></c>""",
        CellKind.Error => $"""<c r="{cell.Address}" t="e"><v>{Escaped(cell.Text)}</v></c>""",
        _ => $"""<c r="{cell.Address}" t="s"><v>{IndexOf(cell.Text)}</v></c>""",
    };

    private int IndexOf(string text)
    {
        _texts.TryAdd(text, _texts.Count);
        return _texts[text];
    }
}
