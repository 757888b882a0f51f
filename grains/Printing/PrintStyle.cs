using PdfSharp.Drawing;

namespace Distribution.Printing;

/// <summary>Fonts, colours and the setting of text, the same in everything printed. In points.</summary>
internal static class PrintStyle
{
    public const double Margin = 40;

    private const string Ellipsis = "…";

    public static XFont Kind { get; } = Font(9, bold: true);

    public static XFont Title { get; } = Font(22, bold: true);

    public static XFont Subtitle { get; } = Font(12);

    public static XFont Section { get; } = Font(12, bold: true);

    public static XFont Strong { get; } = Font(10, bold: true);

    public static XFont Body { get; } = Font(9);

    public static XFont Small { get; } = Font(7.5);

    public static XFont Heading { get; } = Font(7.5, bold: true);

    public static XBrush Ink { get; } = Brush(0x1F, 0x29, 0x33);

    public static XBrush Faded { get; } = Brush(0x61, 0x6E, 0x7C);

    public static XBrush Accent { get; } = Brush(0x1F, 0x3A, 0x5F);

    public static XBrush Tint { get; } = Brush(0xF1, 0xF4, 0xF8);

    /// <summary>Of what is to be filled in.</summary>
    public static XBrush Blank { get; } = Brush(0xFF, 0xF8, 0xDC);

    public static XPen Rule { get; } = new(XColor.FromArgb(0xD5, 0xDB, 0xE3), 0.6);

    /// <summary>The text in lines no wider than this; a word that is wider by itself is cut.</summary>
    public static IReadOnlyList<string> Lines(XGraphics page, string text, XFont font, double width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && page.MeasureString(longer, font).Width > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = Fitted(page, longer, font, width);
        }

        if (line.Length > 0)
        {
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>The text, or its beginning with an ellipsis where it is too wide.</summary>
    public static string Fitted(XGraphics page, string text, XFont font, double width)
    {
        if (page.MeasureString(text, font).Width <= width)
        {
            return text;
        }

        var (fits, tooLong) = (0, text.Length);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            (fits, tooLong) = page.MeasureString(text[..middle] + Ellipsis, font).Width <= width ? (middle, tooLong) : (fits, middle);
        }

        // Half of a surrogate pair would print as a box.
        return text[..(fits > 0 && char.IsHighSurrogate(text[fits - 1]) ? fits - 1 : fits)] + Ellipsis;
    }

    private static XFont Font(double size, bool bold = false) => new(InterFonts.Family, size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular);

    private static XSolidBrush Brush(byte red, byte green, byte blue) => new(XColor.FromArgb(red, green, blue));
}
