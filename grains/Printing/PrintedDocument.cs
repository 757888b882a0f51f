using System.Globalization;
using Distribution.Spreadsheets;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Distribution.Printing;

/// <summary>What stands on every page.</summary>
/// <param name="Kind">What the document is, in small capitals above the title.</param>
/// <param name="Facts">Label and value, below the title.</param>
/// <param name="Introduction">A few sentences to the reader.</param>
/// <param name="Footer">On the left of every page.</param>
/// <param name="PageOf">With <c>{0}</c> for the page and <c>{1}</c> for their number.</param>
internal sealed record PrintedHead(
    string Kind, string Title, string Subtitle, IReadOnlyList<(string Label, string Value)> Facts, string Introduction, string Footer, string PageOf);

/// <summary>Prints tables on A4 in landscape, one below the other, with their headings repeated on each page.</summary>
internal sealed class PrintedDocument
{
    public const string ContentType = "application/pdf";

    /// <summary>Pages; a document beyond is for a screen, as a spreadsheet.</summary>
    public const int MaxPages = 1_000;

    private const double Foot = 24;

    private readonly PdfDocument _document = new();
    private readonly PrintedHead _head;
    private readonly CultureInfo _culture;
    private XGraphics? _page;

    private PrintedDocument(PrintedHead head, CultureInfo culture)
    {
        _head = head;
        _culture = culture;
    }

    /// <summary>How far down the page is filled, in points.</summary>
    private double Top { get; set; }

    private XGraphics Page => _page!;

    private double Bottom => Page.PageSize.Height - PrintStyle.Margin - Foot;

    /// <param name="madeAt">Stands in the file as the moment it was made.</param>
    public static byte[] Print(PrintedHead head, IEnumerable<SheetTable> tables, CultureInfo culture, DateTimeOffset madeAt)
    {
        InterFonts.Register();
        var printed = new PrintedDocument(head, culture);
        printed._document.Info.Title = $"{head.Kind} · {head.Title}";
        printed._document.Info.CreationDate = madeAt.UtcDateTime;
        printed.StartPage();
        printed.PrintHead();
        foreach (var table in tables)
        {
            printed.PrintTable(table);
        }

        return printed.Finish();
    }

    private void StartPage()
    {
        if (_document.PageCount == MaxPages)
        {
            throw new PrintLimitException($"The document would have more than {MaxPages} pages.");
        }

        _page?.Dispose();
        var page = _document.AddPage();
        page.Size = PdfSharp.PageSize.A4;
        page.Orientation = PdfSharp.PageOrientation.Landscape;
        _page = XGraphics.FromPdfPage(page);
        _page.DrawRectangle(PrintStyle.Accent, 0, 0, _page.PageSize.Width, 6);
        Top = PrintStyle.Margin;
    }

    private void PrintHead()
    {
        var width = Page.PageSize.Width - (2 * PrintStyle.Margin);
        Write(_head.Kind.ToUpper(_culture), PrintStyle.Kind, PrintStyle.Accent, 14);
        foreach (var line in PrintStyle.Lines(Page, _head.Title, PrintStyle.Title, width).Take(3))
        {
            Write(line, PrintStyle.Title, PrintStyle.Ink, 27);
        }

        Write(PrintStyle.Fitted(Page, _head.Subtitle, PrintStyle.Subtitle, width), PrintStyle.Subtitle, PrintStyle.Faded, 26);
        PrintFacts(width);
        foreach (var line in PrintStyle.Lines(Page, _head.Introduction, PrintStyle.Body, width).Take(6))
        {
            Write(line, PrintStyle.Body, PrintStyle.Ink, 13);
        }

        Top += 6;
    }

    private void PrintFacts(double width)
    {
        var each = width / Math.Max(1, _head.Facts.Count);
        Page.DrawRectangle(PrintStyle.Tint, PrintStyle.Margin, Top, width, 40);
        for (var i = 0; i < _head.Facts.Count; i++)
        {
            var left = PrintStyle.Margin + (i * each) + 10;
            Page.DrawString(_head.Facts[i].Label, PrintStyle.Small, PrintStyle.Faded, new XPoint(left, Top + 15));
            Page.DrawString(PrintStyle.Fitted(Page, _head.Facts[i].Value, PrintStyle.Strong, each - 14), PrintStyle.Strong, PrintStyle.Ink, new XPoint(left, Top + 30));
        }

        Top += 54;
    }

    private void PrintTable(SheetTable table)
    {
        var printed = new PrintedTable(Page, table, _culture);
        // A heading alone at the foot of a page is of no use.
        if (Top + PrintedTable.TitleHeight + printed.HeadingHeight + (2 * PrintedTable.LineHeight) > Bottom)
        {
            StartPage();
        }

        Top = PrintedTable.Title(Page, table.Name, table.Rows.Length, Top, _culture);
        Top = printed.Headings(Page, Top);
        for (var row = 0; row < table.Rows.Length; row++)
        {
            if (Top + printed.HeightOf(Page, row) > Bottom)
            {
                StartPage();
                Top = printed.Headings(Page, Top);
            }

            Top = printed.Row(Page, row, Top);
        }

        Top += 16;
    }

    private void Write(string text, XFont font, XBrush brush, double height)
    {
        Page.DrawString(text, font, brush, new XPoint(PrintStyle.Margin, Top + (height * 0.75)));
        Top += height;
    }

    /// <summary>How many pages there are is known only now.</summary>
    private byte[] Finish()
    {
        _page?.Dispose();
        for (var number = 0; number < _document.PageCount; number++)
        {
            using var page = XGraphics.FromPdfPage(_document.Pages[number]);
            var line = page.PageSize.Height - PrintStyle.Margin;
            var text = string.Format(_culture, _head.PageOf, number + 1, _document.PageCount);
            var right = page.PageSize.Width - PrintStyle.Margin - page.MeasureString(text, PrintStyle.Small).Width;
            page.DrawLine(PrintStyle.Rule, PrintStyle.Margin, line - 12, page.PageSize.Width - PrintStyle.Margin, line - 12);
            page.DrawString(PrintStyle.Fitted(page, _head.Footer, PrintStyle.Small, right - PrintStyle.Margin - 20), PrintStyle.Small, PrintStyle.Faded, new XPoint(PrintStyle.Margin, line));
            page.DrawString(text, PrintStyle.Small, PrintStyle.Faded, new XPoint(right, line));
        }

        using var stream = new MemoryStream();
        _document.Save(stream, closeStream: false);
        return stream.ToArray();
    }
}

/// <summary>What was to be printed is over a limit; the message says which.</summary>
internal sealed class PrintLimitException(string message) : Exception(message);
