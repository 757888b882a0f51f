using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Primitives;
using Distribution.Sales;

namespace Distribution.Api.Sales;

[NodeFields]
public static class SalesNodes
{
    [Requires(Role.Reader)]
    public static Deferred<Order?> Order(OrderId id, OrdersById orders) => orders.Load(id);

    [Requires(Role.Reader)]
    public static Deferred<Ticket?> Ticket(TicketId id, TicketsById tickets) => tickets.Load(id);
}

/// <summary>Orders with their tickets, in two reads.</summary>
public sealed class OrdersById(SalesLedger ledger) : BatchLoader<OrderId, Order>
{
    protected override async Task<IReadOnlyDictionary<OrderId, Order>> Load(IReadOnlyCollection<OrderId> keys, CancellationToken cancellationToken) =>
        (await ledger.Find(keys)).ToDictionary(order => order.Id);
}

/// <summary>Tickets that others lead to, in one read.</summary>
public sealed class TicketsById(SalesLedger ledger) : BatchLoader<TicketId, Ticket>
{
    protected override async Task<IReadOnlyDictionary<TicketId, Ticket>> Load(IReadOnlyCollection<TicketId> keys, CancellationToken cancellationToken) =>
        (await ledger.Find(keys)).ToDictionary(ticket => ticket.Id);
}
