using DocumentFormat.OpenXml.Spreadsheet;

namespace Distribution.Spreadsheets;

/// <summary>How cells look, by the use of their column.</summary>
internal static class SheetStyles
{
    public const uint Heading = 1;

    private const uint Plain = 2;
    private const uint Code = 3;
    private const uint Input = 4;
    private const uint Whole = 5;
    private const uint Hundredths = 6;

    /// <summary>Numbers of formats that every program has built in.</summary>
    private const uint TextFormat = 49;

    private const uint WholeFormat = 3;
    private const uint HundredthsFormat = 4;

    public static uint Of(ColumnUse use, SheetValue value) => use switch
    {
        ColumnUse.Code => Code,
        ColumnUse.Input => Input,
        ColumnUse.Number => value.Decimals switch { 0 => Whole, 2 => Hundredths, _ => 0 },
        _ => Plain,
    };

    public static Stylesheet All() => new(
        new Fonts(Font("FF1F2933"), Font("FFFFFFFF", bold: true), Font("FF7B8794")),
        // The first two are fixed by the format.
        new Fills(Pattern(PatternValues.None), Pattern(PatternValues.Gray125), Solid("FF1F3A5F"), Solid("FFF1F4F8"), Solid("FFFFF8DC")),
        new Borders(new Border(), Thin("FFD9C98A")),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            Format(font: 1, fill: 2),
            Format(number: TextFormat),
            Format(font: 2, fill: 3, number: TextFormat),
            Format(fill: 4, border: 1, number: TextFormat),
            Format(number: WholeFormat),
            Format(number: HundredthsFormat)));

    private static Font Font(string color, bool bold = false)
    {
        var font = new Font(new FontSize { Val = 11 }, new Color { Rgb = color }, new FontName { Val = "Calibri" });
        if (bold)
        {
            font.PrependChild(new Bold());
        }

        return font;
    }

    private static Fill Pattern(PatternValues pattern) => new(new PatternFill { PatternType = pattern });

    private static Fill Solid(string color) => new(new PatternFill(new ForegroundColor { Rgb = color }) { PatternType = PatternValues.Solid });

    private static Border Thin(string color) => new(
        new LeftBorder(new Color { Rgb = color }) { Style = BorderStyleValues.Thin },
        new RightBorder(new Color { Rgb = color }) { Style = BorderStyleValues.Thin },
        new TopBorder(new Color { Rgb = color }) { Style = BorderStyleValues.Thin },
        new BottomBorder(new Color { Rgb = color }) { Style = BorderStyleValues.Thin });

    private static CellFormat Format(uint font = 0, uint fill = 0, uint border = 0, uint number = 0) => new()
    {
        FontId = font,
        FillId = fill,
        BorderId = border,
        NumberFormatId = number,
        ApplyFont = true,
        ApplyFill = true,
        ApplyBorder = true,
        ApplyNumberFormat = true,
    };
}
