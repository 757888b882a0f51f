using System.Globalization;
using Distribution.Spreadsheets;

namespace Distribution.Connectors.SalesFiles;

/// <summary>A spreadsheet's cell as the text that a CSV file would have there. Excel keeps amounts as numbers, and times as days since 1900.</summary>
internal static class SaleCell
{
    private const decimal MaxId = 1_000_000_000_000_000m;

    /// <summary>Of 1900 to 9999; before March 1900 Excel counts a day that there was not.</summary>
    private const decimal FirstDay = 61, LastDay = 2_958_465;

    public static (string Text, string? Problem) Of(Cell? cell, SaleField field) => cell switch
    {
        null => ("", null),
        { Kind: CellKind.Text } text => (text.Text.Trim(), null),
        { Kind: CellKind.Number } number => OfNumber(number.Text, field),
        { Kind: CellKind.Formula } => ("", "it holds a formula, whose value may be of another day; paste it as a value"),
        { Kind: CellKind.Boolean } => ("", "it holds a yes or no"),
        _ => ("", "it holds an error of the spreadsheet"),
    };

    private static (string Text, string? Problem) OfNumber(string text, SaleField field)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return ("", "it holds a number that can't be read");
        }

        return field switch
        {
            SaleField.Price => Math.Abs(number - decimal.Round(number, 2)) < 0.000_000_1m
                ? (decimal.Round(number, 2).ToString("0.00", CultureInfo.InvariantCulture), null)
                : ("", "it holds an amount with more than two decimals"),
            SaleField.Date => number is >= FirstDay and <= LastDay
                ? (DateTime.FromOADate((double)number).AddMilliseconds(500).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture), null)
                : ("", "it holds a number that is no time"),
            _ => number == decimal.Truncate(number) && number is >= 0 and < MaxId
                ? (number.ToString("0", CultureInfo.InvariantCulture), null)
                : ("", "it holds a number that is no whole number of at most 15 digits; format the column as text"),
        };
    }
}
