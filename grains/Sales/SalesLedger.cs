using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Distribution.Primitives;
using Distribution.Sales.Exchanges;
using Distribution.Storage;

namespace Distribution.Sales;

/// <summary>The orders and tickets that sales imports made.</summary>
public sealed class SalesLedger(Database database)
{
    /// <summary>Orders in one page.</summary>
    public const int MaxPage = 1_000;

    private const string TicketColumns =
        """
        id, order_id, ticket_reference, performance_id, place, place_name, category, audience_id, price, currency, barcode,
        sold_at, cancelled_at, execution_id, warning, reserved
        """;

    /// <summary>One order with its tickets for each sale; the line is done in the same transaction.</summary>
    /// <param name="first">What else becomes true by it, and goes before.</param>
    internal Task Book(
        Order order, IReadOnlyList<Ticket> tickets, string reference, Func<DbConnection, DbTransaction, Task>? first = null) => database.Write(async (connection, transaction) =>
    {
        if (first is not null)
        {
            await first(connection, transaction);
        }

        await LedgerRows.Insert(connection, transaction, [order], tickets);
        await SaleInbox.Settle(connection, transaction, order.Interface, reference);
    });

    /// <summary>All that many lines became; the lines are done in the same transaction. An order may be there already, with other tickets.</summary>
    internal Task Book(DistributorInterfaceId distributor, DecidedSales sales) => database.Write(async (connection, transaction) =>
    {
        await LedgerRows.Insert(connection, transaction, sales.Orders, sales.Tickets.Values);
        await SaleInbox.Settle(connection, transaction, distributor, sales.Tickets.Keys);
    });

    /// <summary>A reservation was paid.</summary>
    internal Task Pay(DistributorInterfaceId distributor, IReadOnlyList<Ticket> tickets, string reference) =>
        database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                "UPDATE ticket SET reserved = @IsReserved, price = @Price, currency = @Currency, barcode = @Barcode, sold_at = @SoldAt, warning = @Warning WHERE id = @Id",
                tickets.Select(ticket => new { ticket.Id, ticket.IsReserved, Price = ticket.Price.MinorUnits, ticket.Price.Currency, ticket.Barcode, ticket.SoldAt, ticket.Warning }),
                transaction);
            await connection.ExecuteAsync(
                "UPDATE sales_order SET sold_at = (SELECT min(sold_at) FROM ticket WHERE order_id = @Order) WHERE id = @Order",
                tickets.Select(ticket => new { ticket.Order }).Distinct(),
                transaction);
            await SaleInbox.Settle(connection, transaction, distributor, reference);
        });

    /// <summary>A line brought nothing but a warning.</summary>
    internal Task Warn(DistributorInterfaceId distributor, Ticket warned, string reference) => database.Write(async (connection, transaction) =>
    {
        await connection.ExecuteAsync("UPDATE ticket SET warning = @Warning WHERE id = @Id", new { warned.Warning, warned.Id }, transaction);
        await SaleInbox.Settle(connection, transaction, distributor, reference);
    });

    /// <summary>In the transaction of what cancels it.</summary>
    internal static Task Cancel(DbConnection connection, DbTransaction transaction, TicketId ticket, DateTimeOffset at) => connection.ExecuteAsync(
        "UPDATE ticket SET cancelled_at = @At WHERE id = @Id AND cancelled_at IS NULL", new { Id = ticket, At = at }, transaction);

    internal Task Cancel(DistributorInterfaceId distributor, IReadOnlyList<TicketId> tickets, DateTimeOffset at, string reference) =>
        database.Write(async (connection, transaction) =>
        {
            foreach (var ticket in tickets)
            {
                await Cancel(connection, transaction, ticket, at);
            }

            await SaleInbox.Settle(connection, transaction, distributor, reference);
        });

    /// <summary>Sales are over that never had a place, and the ticket that they came from.</summary>
    internal Task End(DistributorInterfaceId distributor, EndedSales ended, ExchangeChain chain, IEnumerable<string> references) =>
        database.Write(async (connection, transaction) =>
        {
            await ended.Write(connection, transaction, distributor);
            if (chain.Valid is var (ticket, until))
            {
                await Cancel(connection, transaction, ticket.Id, until);
            }

            await SaleInbox.Settle(connection, transaction, distributor, references);
        });

    /// <summary>A ticket whose place another sale has won, in the transaction of that sale.</summary>
    internal static Task CancelOverruled(DbConnection connection, DbTransaction transaction, TicketId ticket, int place, DateTimeOffset at, string why) => connection.ExecuteAsync(
        "UPDATE ticket SET cancelled_at = @At, warning = @Why WHERE id = @Id AND place = @Place AND cancelled_at IS NULL",
        new { Id = ticket, At = at, Why = why, Place = place },
        transaction);

    /// <summary>Those of these ids for which there is a ticket.</summary>
    internal Task<IReadOnlySet<Guid>> Known(IEnumerable<TicketId> ids) => database.Read(async connection =>
    {
        var parameters = new DynamicParameters();
        var known = await connection.QueryAsync<Guid>(
            $"SELECT keys.key FROM {parameters.AddKeys(connection, ids.Select(id => id.Value))} WHERE (SELECT 1 FROM ticket WHERE id = keys.key) = 1", parameters);
        return (IReadOnlySet<Guid>)known.ToHashSet();
    });

    public async Task<Ticket?> Find(TicketId id)
    {
        var found = await Tickets($"SELECT {TicketColumns} FROM ticket WHERE id = @Id", new { Id = id.Value });
        return found.SingleOrDefault();
    }

    public Task<Order?> Find(OrderId id) => database.Read(async connection =>
    {
        var row = await connection.QuerySingleOrDefaultAsync<OrderRow>($"{OrderRow.Select} WHERE id = @Id", new { Id = id.Value });
        return row?.WithTickets(await TicketsOf([row]));
    });

    /// <summary>Null where there is no such order.</summary>
    public Task<VenueId?> VenueOf(OrderId id) => VenueOf("SELECT venue_id FROM sales_order WHERE id = @Id", id.Value);

    /// <summary>Null where there is no such ticket.</summary>
    public Task<VenueId?> VenueOf(TicketId id) =>
        VenueOf("SELECT sales_order.venue_id FROM ticket JOIN sales_order ON sales_order.id = ticket.order_id WHERE ticket.id = @Id", id.Value);

    private Task<VenueId?> VenueOf(string sql, Guid id) => database.Read(async connection =>
    {
        await using var reader = await connection.ExecuteReaderAsync(sql, new { Id = id });
        return await reader.ReadAsync() ? new VenueId(reader.GetGuid(0)) : (VenueId?)null;
    });

    /// <summary>Those of these ids that there are.</summary>
    public Task<ImmutableArray<Ticket>> Find(IReadOnlyCollection<TicketId> ids)
    {
        var parameters = new DynamicParameters();
        return Tickets($"SELECT {TicketColumns} FROM ticket WHERE id IN ({parameters.AddIds(ids.Select(id => id.Value))})", parameters);
    }

    /// <summary>Those of these ids that there are.</summary>
    public async Task<ImmutableArray<Order>> Find(IReadOnlyCollection<OrderId> ids)
    {
        var parameters = new DynamicParameters();
        var sql = $"{OrderRow.Select} WHERE id IN ({parameters.AddIds(ids.Select(id => id.Value))})";
        var rows = (await database.Read(connection => connection.QueryAsync<OrderRow>(sql, parameters))).AsList();
        var tickets = await TicketsOf(rows);
        return [.. rows.Select(row => row.WithTickets(tickets))];
    }

    /// <summary>The same part of the orders of each of these interfaces, the oldest first; none of an interface that there is not.</summary>
    /// <param name="after">The last of the page before.</param>
    public async Task<IReadOnlyDictionary<DistributorInterfaceId, OrderPage>> Orders(IReadOnlyCollection<DistributorInterfaceId> interfaces, OrderId? after, int first)
    {
        first = Math.Clamp(first, 1, MaxPage);
        var beyond = after is null ? "" : "AND (created_at, id) > (SELECT created_at, id FROM sales_order WHERE id = @after)";
        var found = await database.ReadEach<OrderRow>(
            interfaces.Select(id => id.Value), $"{OrderRow.Select} WHERE interface_id = @Of {beyond} ORDER BY created_at, id LIMIT @limit", new { after, limit = first + 1 });
        var pages = interfaces.ToDictionary(id => id, id => (Rows: found[id.Value].Take(first).ToList(), HasMore: found[id.Value].Skip(first).Any()));
        var tickets = await TicketsOf([.. pages.Values.SelectMany(page => page.Rows)]);
        return pages.ToDictionary(
            page => page.Key,
            page => new OrderPage([.. page.Value.Rows.Select(row => row.WithTickets(tickets))], page.Value.HasMore ? new OrderId(page.Value.Rows[^1].Id) : null));
    }

    /// <summary>Of each of these interfaces.</summary>
    public Task<IReadOnlyDictionary<DistributorInterfaceId, SalesTotals>> Totals(IReadOnlyCollection<DistributorInterfaceId> interfaces) => database.Read(async connection =>
    {
        var parameters = new DynamicParameters();
        var rows = await connection.QueryAsync<(Guid Interface, long Orders, long Tickets, long Cancelled)>(
            $"""
            SELECT interface_id, count(DISTINCT order_id), count(*), count(cancelled_at) FROM ticket
            WHERE interface_id IN ({parameters.AddIds(interfaces.Select(id => id.Value))}) GROUP BY interface_id
            """,
            parameters);
        var known = rows.ToDictionary(
            row => new DistributorInterfaceId(row.Interface), row => new SalesTotals(checked((int)row.Orders), checked((int)row.Tickets), checked((int)row.Cancelled)));
        return (IReadOnlyDictionary<DistributorInterfaceId, SalesTotals>)interfaces.ToDictionary(id => id, id => known.GetValueOrDefault(id) ?? new SalesTotals(0, 0, 0));
    });

    public async Task<SalesTotals> Totals(DistributorInterfaceId distributor) => (await Totals([distributor]))[distributor];

    /// <summary>The names of the places of an interface's valid tickets.</summary>
    internal Task<ImmutableArray<string>> SoldPlaces(DistributorInterfaceId distributor, PerformanceId performance) => database.Read(async connection =>
        (await connection.QueryAsync<string>(
            "SELECT place_name FROM ticket WHERE performance_id = @Performance AND interface_id = @Interface AND cancelled_at IS NULL",
            new { Performance = performance, Interface = distributor })).ToImmutableArray());

    private async Task<ILookup<Guid, Ticket>> TicketsOf(IReadOnlyCollection<OrderRow> orders)
    {
        if (orders.Count == 0)
        {
            return Enumerable.Empty<Ticket>().ToLookup(ticket => ticket.Order.Value);
        }

        var parameters = new DynamicParameters();
        var tickets = await Tickets(
            $"SELECT {TicketColumns} FROM ticket WHERE order_id IN ({parameters.AddIds(orders.Select(order => order.Id))}) ORDER BY performance_id, place", parameters);
        return tickets.ToLookup(ticket => ticket.Order.Value);
    }

    private Task<ImmutableArray<Ticket>> Tickets(string sql, object parameters) => database.Read(async connection =>
    {
        var found = ImmutableArray.CreateBuilder<Ticket>();
        await using var reader = await connection.ExecuteReaderAsync(sql, parameters);
        while (await reader.ReadAsync())
        {
            found.Add(new Ticket(
                new TicketId(reader.GetGuid(0)),
                new OrderId(reader.GetGuid(1)),
                reader.GetString(2),
                new PerformanceId(reader.GetGuid(3)),
                reader.GetInt32(4),
                reader.GetString(5),
                reader.GetString(6),
                new AudienceSubCategoryId(reader.GetGuid(7)),
                new Money(reader.GetInt64(8), reader.GetString(9)),
                await reader.IsDBNullAsync(10) ? null : reader.GetString(10),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(11)),
                await reader.IsDBNullAsync(12) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(12)),
                new ExecutionId(reader.GetGuid(13)),
                await reader.IsDBNullAsync(14) ? null : reader.GetString(14),
                reader.GetBoolean(15)));
        }

        return found.ToImmutable();
    });

    private sealed class OrderRow
    {
        public const string Select =
            """
            SELECT id AS Id, venue_id AS Venue, interface_id AS Interface, contact_id AS Contact, sale_reference AS SaleReference,
                   sold_at AS SoldAt, created_at AS CreatedAt
            FROM sales_order
            """;

        public Guid Id { get; init; }

        public Guid Venue { get; init; }

        public Guid Interface { get; init; }

        public Guid Contact { get; init; }

        public string SaleReference { get; init; } = "";

        public long SoldAt { get; init; }

        public long CreatedAt { get; init; }

        public Order WithTickets(ILookup<Guid, Ticket> tickets) => new(
            new OrderId(Id),
            new VenueId(Venue),
            new DistributorInterfaceId(Interface),
            new ContactId(Contact),
            SaleReference,
            DateTimeOffset.FromUnixTimeMilliseconds(SoldAt),
            DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            [.. tickets[Id]]);
    }
}
