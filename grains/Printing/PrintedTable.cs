using System.Globalization;
using Distribution.Spreadsheets;
using PdfSharp.Drawing;

namespace Distribution.Printing;

/// <summary>One table of a printed document: columns share the width by what they hold, and long texts go on over up to three lines.</summary>
internal sealed class PrintedTable
{
    public const double TitleHeight = 22;
    public const double LineHeight = 11;

    private const double Padding = 5;
    private const double MinWidth = 44;
    private const double MaxWidth = 260;
    private const double MinInputWidth = 110;
    private const int MaxLines = 3;

    private readonly SheetTable _table;
    private readonly CultureInfo _culture;
    private readonly double[] _widths;

    public PrintedTable(XGraphics page, SheetTable table, CultureInfo culture)
    {
        _table = table;
        _culture = culture;
        _widths = Widths(page);
    }

    public double HeadingHeight => LineHeight + (2 * Padding);

    /// <summary>Answers where the table goes on.</summary>
    public static double Title(XGraphics page, string name, int rows, double top, CultureInfo culture)
    {
        page.DrawString(name, PrintStyle.Section, PrintStyle.Ink, new XPoint(PrintStyle.Margin, top + 13));
        var after = PrintStyle.Margin + page.MeasureString(name, PrintStyle.Section).Width + 8;
        page.DrawString(rows.ToString("N0", culture), PrintStyle.Small, PrintStyle.Faded, new XPoint(after, top + 13));
        return top + TitleHeight;
    }

    public double Headings(XGraphics page, double top)
    {
        page.DrawRectangle(PrintStyle.Accent, PrintStyle.Margin, top, _widths.Sum(), HeadingHeight);
        var left = PrintStyle.Margin;
        for (var column = 0; column < _widths.Length; column++)
        {
            var text = PrintStyle.Fitted(page, _table.Columns[column].Heading, PrintStyle.Heading, _widths[column] - (2 * Padding));
            Place(page, text, PrintStyle.Heading, XBrushes.White, column, left, top + Padding);
            left += _widths[column];
        }

        return top + HeadingHeight;
    }

    public double HeightOf(XGraphics page, int row) =>
        (Enumerable.Range(0, _widths.Length).Max(column => LinesOf(page, row, column).Count) * LineHeight) + (2 * Padding) - 2;

    public double Row(XGraphics page, int row, double top)
    {
        var height = HeightOf(page, row);
        var left = PrintStyle.Margin;
        for (var column = 0; column < _widths.Length; column++)
        {
            var use = _table.Columns[column].Use;
            if (use is ColumnUse.Input)
            {
                page.DrawRectangle(PrintStyle.Rule, PrintStyle.Blank, left + 2, top + 2, _widths[column] - 4, height - 4);
            }

            var lines = LinesOf(page, row, column);
            for (var line = 0; line < lines.Count; line++)
            {
                Place(page, lines[line], FontOf(row, column), IsId(row, column) ? PrintStyle.Faded : PrintStyle.Ink, column, left, top + Padding - 1 + (line * LineHeight));
            }

            left += _widths[column];
        }

        page.DrawLine(PrintStyle.Rule, PrintStyle.Margin, top + height, left, top + height);
        return top + height;
    }

    private void Place(XGraphics page, string text, XFont font, XBrush brush, int column, double left, double top)
    {
        var x = _table.Columns[column].Use is ColumnUse.Number
            ? left + _widths[column] - Padding - page.MeasureString(text, font).Width
            : left + Padding;
        page.DrawString(text, font, brush, new XPoint(x, top + (LineHeight * 0.75)));
    }

    private IReadOnlyList<string> LinesOf(XGraphics page, int row, int column)
    {
        var font = FontOf(row, column);
        var width = _widths[column] - (2 * Padding);
        var lines = PrintStyle.Lines(page, Text(_table.Rows[row][column]), font, width);
        return lines.Count switch
        {
            0 => [""],
            > MaxLines => [.. lines.Take(MaxLines - 1), PrintStyle.Fitted(page, string.Join(' ', lines.Skip(MaxLines - 1)), font, width)],
            _ => lines,
        };
    }

    private XFont FontOf(int row, int column) => IsId(row, column) ? PrintStyle.Small : PrintStyle.Body;

    /// <summary>A code that is there for programs. One that people call the thing by is printed as a name.</summary>
    private bool IsId(int row, int column) => _table.Columns[column].Use is ColumnUse.Code && Guid.TryParse(_table.Rows[row][column].Text, out _);

    private string Text(SheetValue value) => value switch
    {
        { Number: { } number } => number.ToString($"N{value.Decimals}", _culture),
        _ => value.Text ?? "",
    };

    /// <summary>As wide as the widest of the first rows, within bounds; then all are stretched or shrunk to the page, but never what is to be filled in.</summary>
    private double[] Widths(XGraphics page)
    {
        const int Looked = 200;
        var wanted = _table.Columns.Select((column, index) =>
        {
            var widest = Enumerable.Range(0, Math.Min(Looked, _table.Rows.Length))
                .Select(row => page.MeasureString(Text(_table.Rows[row][index]), FontOf(row, index)).Width)
                .Append(page.MeasureString(column.Heading, PrintStyle.Heading).Width)
                .Max() + (2 * Padding) + 2;
            return Math.Clamp(widest, column.Use is ColumnUse.Input ? MinInputWidth : MinWidth, MaxWidth);
        }).ToArray();
        var room = page.PageSize.Width - (2 * PrintStyle.Margin);
        var inputs = wanted.Where((_, index) => _table.Columns[index].Use is ColumnUse.Input).Sum();
        var scale = wanted.Sum() - inputs <= 0 ? 1 : (room - inputs) / (wanted.Sum() - inputs);
        return [.. wanted.Select((width, index) => _table.Columns[index].Use is ColumnUse.Input ? width : width * scale)];
    }
}
