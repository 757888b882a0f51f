using System.Collections.Immutable;
using System.Globalization;
using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.Spreadsheets;

namespace Distribution.Sales.Statements;

/// <summary>Writes a statement as a file: its lines with the names that people know, then what they come to in each currency.</summary>
internal sealed class StatementFile(StatementWords words, CatalogView catalog)
{
    private readonly Dictionary<PerformanceId, Performance> _performances = catalog.Performances.ToDictionary(performance => performance.Id);
    private readonly Dictionary<EventId, string> _events = catalog.Events.ToDictionary(@event => @event.Id, @event => @event.Name);
    private readonly Dictionary<AudienceSubCategoryId, string> _audiences = catalog.AudienceSubCategories.ToDictionary(audience => audience.Id, audience => audience.Name);

    public byte[] Csv(Statement statement, ImmutableArray<StatementLine> lines) =>
        CsvTable.Write(words.Headings, Rows(statement, lines).Select(row => row.Select(words.Written)), words.Separator);

    public byte[] Xlsx(Statement statement, ImmutableArray<StatementLine> lines) => SpreadsheetWriter.Write(
    [
        new SheetTable(
            words.Title,
            [.. words.Headings.Select((heading, at) => new SheetColumn(heading, at == StatementWords.AmountAt ? ColumnUse.Number : ColumnUse.Plain))],
            [.. Rows(statement, lines)]),
    ]);

    private IEnumerable<ImmutableArray<SheetValue>> Rows(Statement statement, ImmutableArray<StatementLine> lines) =>
        lines.Select(Row).Concat(statement.Balances.SelectMany(balance => new (string Kind, long Amount)[]
        {
            (words.Totals.Opening, balance.Opening),
            (words.Totals.Sales, balance.Sales),
            (words.Totals.Cancellations, -balance.Cancellations),
            (words.Totals.Closing, balance.Closing),
        }.Select(total => Total(total.Kind, new Money(total.Amount, balance.Currency)))));

    private ImmutableArray<SheetValue> Row(StatementLine line)
    {
        var performance = _performances.GetValueOrDefault(line.Performance);
        return
        [
            line.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            line.IsCancellation ? words.Cancellation : words.Sale,
            line.SaleReference,
            line.TicketReference,
            performance is null ? null : _events.GetValueOrDefault(performance.Event),
            performance?.Name,
            line.Category,
            _audiences.GetValueOrDefault(line.Audience),
            Amount(line.Amount),
            line.Amount.Currency,
            line.Place,
            performance?.Event.ToString(),
            line.Performance.ToString(),
            line.Audience.ToString(),
        ];
    }

    private ImmutableArray<SheetValue> Total(string kind, Money amount) =>
        [.. words.Headings.Select((_, at) => at switch { 1 => kind, StatementWords.AmountAt => Amount(amount), StatementWords.AmountAt + 1 => amount.Currency, _ => default(SheetValue) })];

    private static SheetValue Amount(Money money) => new(null, money.ToDecimal(), Money.DecimalsOf(money.Currency));
}
