using System.Collections.Immutable;
using Dapper;
using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.Spreadsheets;
using Distribution.Storage;

namespace Distribution.Sales.Statements;

/// <summary>Reads statements from the tickets: nothing is kept for them, so they can't disagree.</summary>
public sealed class DistributorStatements(Database database, IGrainFactory grains)
{
    /// <summary>Lines in one page.</summary>
    public const int MaxPage = 1_000;

    /// <summary>Lines of a file.</summary>
    public const int MaxFileLines = 200_000;

    private static readonly ImmutableArray<string> Headings = ["at", "kind", "sale", "ticket", "performance", "place", "amount", "currency", "performance id"];

    private const string Lines =
        """
        SELECT t.sold_at AS At, 0 AS IsCancellation, o.sale_reference AS Sale, t.ticket_reference AS Ticket, t.performance_id AS Performance,
               t.place_name AS Place, t.price AS Amount, t.currency AS Currency
        FROM ticket t JOIN sales_order o ON o.id = t.order_id
        WHERE t.interface_id IN ({0}) AND NOT t.reserved AND t.sold_at >= @From AND t.sold_at < @To
        UNION ALL
        SELECT t.cancelled_at, 1, o.sale_reference, t.ticket_reference, t.performance_id, t.place_name, -t.price, t.currency
        FROM ticket t JOIN sales_order o ON o.id = t.order_id
        WHERE t.interface_id IN ({0}) AND NOT t.reserved AND t.cancelled_at >= @From AND t.cancelled_at < @To
        ORDER BY At, Ticket, IsCancellation LIMIT @First OFFSET @Skip
        """;

    private const string Balances =
        """
        SELECT currency AS Currency,
            sum(CASE WHEN sold_at < @From THEN price ELSE 0 END) - sum(CASE WHEN cancelled_at < @From THEN price ELSE 0 END) AS Opening,
            sum(CASE WHEN sold_at >= @From AND sold_at < @To THEN price ELSE 0 END) AS Sales,
            sum(CASE WHEN sold_at >= @From AND sold_at < @To THEN 1 ELSE 0 END) AS SalesCount,
            sum(CASE WHEN cancelled_at >= @From AND cancelled_at < @To THEN price ELSE 0 END) AS Cancellations,
            sum(CASE WHEN cancelled_at >= @From AND cancelled_at < @To THEN 1 ELSE 0 END) AS CancellationsCount
        FROM ticket WHERE interface_id IN ({0}) AND NOT reserved AND sold_at < @To GROUP BY currency ORDER BY currency
        """;

    public async Task<Outcome<Statement>> Find(DistributorId distributor, DateTimeOffset from, DateTimeOffset to) =>
        await With(distributor, from, to, async (scope, _) =>
        {
            var rows = await database.Read(connection => connection.QueryAsync<BalanceRow>(scope.Command(Balances)));
            return new Statement(distributor, from, to, [.. rows.Select(row => row.View())]);
        });

    /// <summary>In the order in which they happened.</summary>
    public Task<Outcome<ImmutableArray<StatementLine>>> Page(DistributorId distributor, DateTimeOffset from, DateTimeOffset to, int skip, int first) =>
        With(distributor, from, to, (scope, _) => Read(scope, Math.Max(0, skip), Math.Clamp(first, 1, MaxPage)));

    public Task<Outcome<WrittenFile>> Csv(DistributorId distributor, DateTimeOffset from, DateTimeOffset to) =>
        File(distributor, from, to, "csv", CsvTable.ContentType, (lines, names) => CsvTable.Write(Headings, lines.Select(line => Cells(line, names))));

    public Task<Outcome<WrittenFile>> Xlsx(DistributorId distributor, DateTimeOffset from, DateTimeOffset to) =>
        File(distributor, from, to, "xlsx", SpreadsheetWriter.ContentType, (lines, names) => SpreadsheetWriter.Write(
        [
            new SheetTable(
                "Statement",
                [.. Headings.Select(heading => new SheetColumn(heading, heading == "amount" ? ColumnUse.Number : ColumnUse.Plain))],
                [.. lines.Select(line => ImmutableArray.CreateRange(Cells(line, names).Select((cell, at) => at == 6 ? Amount(line) : new SheetValue(cell))))]),
        ]));

    private async Task<Outcome<WrittenFile>> File(
        DistributorId distributor,
        DateTimeOffset from,
        DateTimeOffset to,
        string extension,
        string contentType,
        Func<ImmutableArray<StatementLine>, IReadOnlyDictionary<PerformanceId, string>, byte[]> write) =>
        (await With<Outcome<WrittenFile>>(distributor, from, to, async (scope, name) =>
        {
            var lines = await Read(scope, 0, MaxFileLines + 1);
            return lines.Length > MaxFileLines
                ? new Refusal(RefusalCode.LimitExceeded, "to", $"The period has more than {MaxFileLines} lines; ask for a shorter one.")
                : new WrittenFile(WrittenFile.NameOf(extension, "Statement", name, $"{from:yyyy-MM-dd}", $"{to:yyyy-MM-dd}"), contentType, write(lines, scope.Performances));
        })).Match(file => file, refusals => new Outcome<WrittenFile>.Refused(refusals));

    private Task<ImmutableArray<StatementLine>> Read(Scope scope, int skip, int first) => database.Read(async connection =>
        (await connection.QueryAsync<LineRow>(scope.Command(Lines, skip, first))).Select(row => row.View()).ToImmutableArray());

    private async Task<Outcome<T>> With<T>(DistributorId distributor, DateTimeOffset from, DateTimeOffset to, Func<Scope, string, Task<T>> work)
    {
        if (from >= to)
        {
            return new Refusal(RefusalCode.Invalid, "to", "A period ends after it begins.");
        }

        var directory = grains.GetGrain<ICatalogDirectoryGrain>(0);
        if (await directory.VenueOf(distributor.Value) is not { } venue
            || await grains.GetGrain<IVenueGrain>(venue.Value).Get() is not { } catalog
            || catalog.Distributors.FirstOrDefault(own => own.Id == distributor) is not { } found)
        {
            return new Refusal(RefusalCode.NotFound, distributor.ToString(), "There is no such distributor.");
        }

        return await work(new Scope([.. catalog.Interfaces.Where(own => own.Distributor == distributor).Select(own => own.Id)], from, to, catalog.Performances.ToDictionary(own => own.Id, own => own.Name)), found.Name);
    }

    private static string?[] Cells(StatementLine line, IReadOnlyDictionary<PerformanceId, string> names) =>
    [
        line.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        line.IsCancellation ? "cancellation" : "sale",
        line.SaleReference,
        line.TicketReference,
        names.GetValueOrDefault(line.Performance),
        line.Place,
        line.Amount.ToAmount(),
        line.Amount.Currency,
        line.Performance.ToString(),
    ];

    private static SheetValue Amount(StatementLine line) => new(null, line.Amount.ToDecimal(), Money.DecimalsOf(line.Amount.Currency));

    /// <summary>The interfaces of a distributor and a period.</summary>
    private sealed record Scope(
        ImmutableArray<DistributorInterfaceId> Interfaces, DateTimeOffset From, DateTimeOffset To, IReadOnlyDictionary<PerformanceId, string> Performances)
    {
        /// <summary>A distributor without an interface has sold nothing.</summary>
        public CommandDefinition Command(string text, int skip = 0, int first = 0)
        {
            var parameters = new DynamicParameters();
            parameters.Add("From", From.ToUnixTimeMilliseconds());
            parameters.Add("To", To.ToUnixTimeMilliseconds());
            parameters.Add("Skip", skip);
            parameters.Add("First", first);
            var ids = parameters.AddIds(Interfaces.Select(id => id.Value));
            return new CommandDefinition(text.Replace("{0}", ids, StringComparison.Ordinal), parameters);
        }
    }

    private sealed class BalanceRow
    {
        public string Currency { get; init; } = "";

        public long Opening { get; init; }

        public long Sales { get; init; }

        public long SalesCount { get; init; }

        public long Cancellations { get; init; }

        public long CancellationsCount { get; init; }

        public StatementBalance View() => new(
            Currency, Opening, Sales, checked((int)SalesCount), Cancellations, checked((int)CancellationsCount), checked(Opening + Sales - Cancellations));
    }

    private sealed class LineRow
    {
        public long At { get; init; }

        public int IsCancellation { get; init; }

        public string Sale { get; init; } = "";

        public string Ticket { get; init; } = "";

        public Guid Performance { get; init; }

        public string Place { get; init; } = "";

        public long Amount { get; init; }

        public string Currency { get; init; } = "";

        public StatementLine View() => new(
            DateTimeOffset.FromUnixTimeMilliseconds(At), IsCancellation == 1, Sale, Ticket, new PerformanceId(Performance), Place, new Money(Amount, Currency));
    }
}
