using System.Text.Json;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Sales.Conflicts;

/// <summary>A conflict with what only its carrying out needs.</summary>
/// <param name="Fingerprint">Of the command that decided it.</param>
/// <param name="Chosen">The place that the operator chose.</param>
/// <param name="ChosenArea">The area that the operator chose.</param>
internal sealed record StoredConflict(SaleConflict View, string? Fingerprint, PlaceKey? Chosen, AreaKey? ChosenArea);

/// <summary>What an import found in the way of a sale.</summary>
/// <param name="Place">As <see cref="SaleConflict.Place"/>.</param>
internal sealed record ConflictFound(PerformanceId Performance, string Place, bool IsArea, PlaceHolder Holder, DateTimeOffset? Since)
{
    /// <summary>The holder as its row keeps it.</summary>
    public string Written => JsonSerializer.Serialize(StoredHolder.Of(Holder, Since));
}

/// <summary>Who has a place, as its row keeps it.</summary>
internal sealed record StoredHolder(HolderKind Kind, Guid? Order, Guid? Ticket, Guid? Hold, Guid? Interface, string? Who, DateTimeOffset? Until, DateTimeOffset? Since)
{
    public static StoredHolder Of(PlaceHolder holder, DateTimeOffset? since) =>
        new(holder.Kind, holder.Order?.Value, holder.Ticket?.Value, holder.Hold?.Value, holder.Interface?.Value, holder.Who, holder.Until, since);

    public PlaceHolder Holder => new(
        Kind,
        Order is { } order ? new OrderId(order) : null,
        Ticket is { } ticket ? new TicketId(ticket) : null,
        Hold is { } hold ? new HoldId(hold) : null,
        Interface is { } distributor ? new DistributorInterfaceId(distributor) : null,
        Who,
        Until);
}

/// <summary>A decision, as its row keeps it.</summary>
internal sealed record StoredResolution(
    ConflictRemedy Remedy, Guid Command, string Who, DateTimeOffset At, string? Reason, string? Chosen, string? ChosenArea, string? Seat, string? Notice)
{
    public ConflictResolution View => new(Remedy, new CommandId(Command), Who, At, Reason, Seat, Notice);
}
