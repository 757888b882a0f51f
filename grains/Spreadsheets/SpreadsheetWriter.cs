using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Distribution.Spreadsheets;

/// <summary>Writes tables as the sheets of an XLSX file: headings that stay in view and can be filtered by, columns as wide as what they hold.</summary>
internal static class SpreadsheetWriter
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int MinWidth = 10;
    private const int MaxWidth = 60;

    public static byte[] Write(IReadOnlyList<SheetTable> tables)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = SheetStyles.All();
            var sheets = new Sheets();
            for (var i = 0; i < tables.Count; i++)
            {
                var part = workbook.AddNewPart<WorksheetPart>();
                WriteSheet(part, tables[i]);
                sheets.Append(new DocumentFormat.OpenXml.Spreadsheet.Sheet
                {
                    Name = SheetText.Encode(tables[i].Name),
                    SheetId = (uint)i + 1,
                    Id = workbook.GetIdOfPart(part),
                    State = tables[i].Hidden ? SheetStateValues.Hidden : SheetStateValues.Visible,
                });
            }

            workbook.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(sheets);
        }

        return stream.ToArray();
    }

    private static void WriteSheet(WorksheetPart part, SheetTable table)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        writer.WriteElement(new SheetViews(HeadingsInView()));
        writer.WriteElement(new Columns(table.Columns.Select((_, index) => Width(table, index))));
        writer.WriteStartElement(new SheetData());
        WriteRow(writer, 1, [.. table.Columns.Select(column => ((SheetValue)column.Heading, SheetStyles.Heading))]);
        for (var row = 0; row < table.Rows.Length; row++)
        {
            WriteRow(writer, row + 2, [.. table.Rows[row].Select((value, column) => (value, SheetStyles.Of(table.Columns[column].Use, value)))]);
        }

        writer.WriteEndElement();
        writer.WriteElement(new AutoFilter { Reference = $"A1:{new CellAddress(table.Columns.Length, table.Rows.Length + 1)}" });
        writer.WriteElement(new PageSetup { Orientation = OrientationValues.Landscape, FitToHeight = 0, PaperSize = 9 });
        writer.WriteEndElement();
    }

    private static void WriteRow(OpenXmlWriter writer, int row, IReadOnlyList<(SheetValue Value, uint Style)> cells)
    {
        writer.WriteStartElement(new Row { RowIndex = (uint)row });
        for (var column = 0; column < cells.Count; column++)
        {
            var cell = Filled(cells[column].Value);
            cell.CellReference = new CellAddress(column + 1, row).ToString();
            cell.StyleIndex = cells[column].Style;
            writer.WriteElement(cell);
        }

        writer.WriteEndElement();
    }

    private static DocumentFormat.OpenXml.Spreadsheet.Cell Filled(SheetValue value) => value switch
    {
        { Number: { } number } => new() { CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture)) },
        { Text: { Length: > 0 } text } => new(new InlineString(new Text(SheetText.Encode(text)) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString },
        _ => new(),
    };

    private static SheetView HeadingsInView() => new(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
    {
        WorkbookViewId = 0,
    };

    private static Column Width(SheetTable table, int index)
    {
        var longest = table.Rows.Select(row => row[index].Text?.Length ?? 0).Append(table.Columns[index].Heading.Length + 3).Max();
        return new Column { Min = (uint)index + 1, Max = (uint)index + 1, Width = Math.Clamp(longest + 2, MinWidth, MaxWidth), CustomWidth = true };
    }
}
