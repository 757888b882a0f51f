using System.Collections.Immutable;
using Dapper;
using Distribution.Catalog;
using Distribution.Distributors.OnSaleSheets;
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

    private const string Lines =
        """
        SELECT t.sold_at AS At, 0 AS IsCancellation, o.sale_reference AS Sale, t.ticket_reference AS Ticket, t.performance_id AS Performance,
               t.place_name AS Place, t.price AS Amount, t.currency AS Currency, t.category AS Category, t.audience_id AS Audience
        FROM ticket t JOIN sales_order o ON o.id = t.order_id
        WHERE t.interface_id IN ({0}) AND NOT t.reserved AND t.sold_at >= @From AND t.sold_at < @To
        UNION ALL
        SELECT t.cancelled_at, 1, o.sale_reference, t.ticket_reference, t.performance_id, t.place_name, -t.price, t.currency, t.category, t.audience_id
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

    public Task<Outcome<Statement>> Find(DistributorId distributor, DateTimeOffset from, DateTimeOffset to) => With(distributor, from, to, Read);

    /// <summary>In the order in which they happened.</summary>
    public Task<Outcome<ImmutableArray<StatementLine>>> Page(DistributorId distributor, DateTimeOffset from, DateTimeOffset to, int skip, int first) =>
        With(distributor, from, to, scope => Read(scope, Math.Max(0, skip), Math.Clamp(first, 1, MaxPage)));

    public Task<Outcome<WrittenFile>> Csv(DistributorId distributor, DateTimeOffset from, DateTimeOffset to, SheetLanguage language) =>
        File(distributor, from, to, language, "csv", CsvTable.ContentType, (file, statement, lines) => file.Csv(statement, lines));

    public Task<Outcome<WrittenFile>> Xlsx(DistributorId distributor, DateTimeOffset from, DateTimeOffset to, SheetLanguage language) =>
        File(distributor, from, to, language, "xlsx", SpreadsheetWriter.ContentType, (file, statement, lines) => file.Xlsx(statement, lines));

    private async Task<Outcome<WrittenFile>> File(
        DistributorId distributor,
        DateTimeOffset from,
        DateTimeOffset to,
        SheetLanguage language,
        string extension,
        string contentType,
        Func<StatementFile, Statement, ImmutableArray<StatementLine>, byte[]> write) =>
        (await With<Outcome<WrittenFile>>(distributor, from, to, async scope =>
        {
            var lines = await Read(scope, 0, MaxFileLines + 1);
            if (lines.Length > MaxFileLines)
            {
                return new Refusal(RefusalCode.LimitExceeded, "to", $"The period has more than {MaxFileLines} lines; ask for a shorter one.");
            }

            var words = StatementWords.In(language);
            var name = WrittenFile.NameOf(extension, words.Title, scope.Distributor.Name, $"{from:yyyy-MM-dd}", $"{to:yyyy-MM-dd}");
            return new WrittenFile(name, contentType, write(new StatementFile(words, scope.Catalog), await Read(scope), lines));
        })).Match(file => file, refusals => new Outcome<WrittenFile>.Refused(refusals));

    private async Task<Statement> Read(Scope scope)
    {
        var rows = await database.Read(connection => connection.QueryAsync<BalanceRow>(scope.Command(Balances)));
        return new Statement(scope.Distributor.Id, scope.From, scope.To, [.. rows.Select(row => row.View())]);
    }

    private Task<ImmutableArray<StatementLine>> Read(Scope scope, int skip, int first) => database.Read(async connection =>
        (await connection.QueryAsync<LineRow>(scope.Command(Lines, skip, first))).Select(row => row.View()).ToImmutableArray());

    private async Task<Outcome<T>> With<T>(DistributorId distributor, DateTimeOffset from, DateTimeOffset to, Func<Scope, Task<T>> work)
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

        return await work(new Scope(found, catalog, from, to));
    }

    /// <summary>The interfaces of a distributor and a period.</summary>
    private sealed record Scope(Distributor Distributor, CatalogView Catalog, DateTimeOffset From, DateTimeOffset To)
    {
        /// <summary>A distributor without an interface has sold nothing.</summary>
        public CommandDefinition Command(string text, int skip = 0, int first = 0)
        {
            var parameters = new DynamicParameters();
            parameters.Add("From", From.ToUnixTimeMilliseconds());
            parameters.Add("To", To.ToUnixTimeMilliseconds());
            parameters.Add("Skip", skip);
            parameters.Add("First", first);
            var ids = parameters.AddIds(Catalog.Interfaces.Where(own => own.Distributor == Distributor.Id).Select(own => own.Id.Value));
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

        public string Category { get; init; } = "";

        public Guid Audience { get; init; }

        public StatementLine View() => new(
            DateTimeOffset.FromUnixTimeMilliseconds(At),
            IsCancellation == 1,
            Sale,
            Ticket,
            new PerformanceId(Performance),
            Place,
            new Money(Amount, Currency),
            Category,
            new AudienceSubCategoryId(Audience));
    }
}
