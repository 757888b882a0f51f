using System.Collections.Immutable;
using Distribution.Spreadsheets;

namespace Distribution.Tests.Rules.OnSaleSheets;

/// <summary>What people do to a sheet.</summary>
internal static class Editing
{
    public static ImmutableArray<Sheet> In(this ImmutableArray<Sheet> sheets, string name, Func<Sheet, Sheet> edit) =>
        [.. sheets.Select(sheet => sheet.Name == name ? edit(sheet) : sheet)];

    /// <summary>Types into a cell, over whatever is there.</summary>
    public static ImmutableArray<Sheet> Type(this ImmutableArray<Sheet> sheets, string place, string text, CellKind kind = CellKind.Text)
    {
        var parts = place.Split('!');
        var address = CellAddress.Parse(parts[1])!.Value;
        return sheets.In(parts[0], sheet => sheet.Type(new Cell(address, kind, text)));
    }

    public static Sheet Type(this Sheet sheet, Cell cell)
    {
        var row = sheet.Rows.FirstOrDefault(it => it.Number == cell.Address.Row) ?? new SheetRow(cell.Address.Row, []);
        var cells = row.Cells.Where(it => it.Address.Column != cell.Address.Column).Append(cell).OrderBy(it => it.Address.Column);
        return sheet with { Rows = [.. sheet.Rows.Where(it => it.Number != row.Number).Append(row with { Cells = [.. cells] }).OrderBy(it => it.Number)] };
    }

    /// <summary>Puts the columns into another order: the first is where the first number says, and so on.</summary>
    public static Sheet WithColumns(this Sheet sheet, int[] order) => sheet with
    {
        Rows = [.. sheet.Rows.Select(row => row with { Cells = [.. row.Cells.Select(cell => cell with { Address = new CellAddress(order[cell.Address.Column - 1], row.Number) }).OrderBy(cell => cell.Address.Column)] })],
    };

    /// <summary>Puts rows below the headings into another order; those not named are deleted.</summary>
    public static Sheet WithRows(this Sheet sheet, int[] order) => sheet with
    {
        Rows = [sheet.Rows[0], .. order.Select((from, index) => Moved(sheet.Rows[from + 1], index + 2))],
    };

    private static SheetRow Moved(SheetRow row, int to) => new(to, [.. row.Cells.Select(cell => cell with { Address = new CellAddress(cell.Address.Column, to) })]);
}
