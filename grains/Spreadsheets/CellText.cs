using System.Globalization;
using Distribution.Primitives;

namespace Distribution.Spreadsheets;

/// <summary>The text of a cell that an id or a code is expected in; what can't be one is a problem.</summary>
internal sealed class CellText(FileProblems problems, List<FileNote> notes)
{
    /// <summary>Digits that Excel keeps of a number.</summary>
    private const int ExactDigits = 15;

    /// <summary>Without the spaces around it. Empty for an empty cell; null when something is wrong with it.</summary>
    /// <param name="max">Characters.</param>
    public string? Of(Cell? cell, string place, int max)
    {
        if (cell is not { } filled)
        {
            return "";
        }

        switch (filled.Kind)
        {
            case CellKind.Text:
                return Trimmed(filled.Text, place, max);
            case CellKind.Number:
                return Whole(filled.Text, place);
            case CellKind.Formula:
                problems.Add(place, "holds a formula, whose value may be of another day; copy it and paste it as a value.");
                return null;
            case CellKind.Boolean:
                problems.Add(place, "holds a yes or no, not an id; format the cell as text and type the id.");
                return null;
            default:
                problems.Add(place, $"holds the error {FileProblems.Quoted(filled.Text)}; type the id.");
                return null;
        }
    }

    private string? Trimmed(string text, string place, int max)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length > max)
        {
            problems.Add(place, $"holds {trimmed.Length} characters; an id or code has at most {max}.", RefusalCode.LimitExceeded);
            return null;
        }

        return trimmed.Length == text.Length ? text : trimmed.ToString();
    }

    /// <summary>An id of digits that was not typed as text. What went before its zeros nobody can tell, so it is taken and noted.</summary>
    private string? Whole(string text, string place)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || number != decimal.Truncate(number) || number < 0 || number >= 1_000_000_000_000_000m)
        {
            problems.Add(place, $"holds the number {FileProblems.Quoted(text)}, which is no whole number of at most {ExactDigits} digits, or a date; format the cell as text and type the id again.");
            return null;
        }

        if (notes.Count < FileNote.MaxTold)
        {
            notes.Add(new FileNote(place, $"{place}: holds a number, not a text. It was taken as {number.ToString("0", CultureInfo.InvariantCulture)}; if the id starts with zeros, format the cell as text and type it again."));
        }

        return number.ToString("0", CultureInfo.InvariantCulture);
    }
}
