using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Connectors;

public abstract record PullAnswer
{
    private PullAnswer()
    {
    }

    /// <summary>The next lines, in the distributor's order. An empty page with no cursor: nothing is waiting.</summary>
    /// <param name="Cursor">To be kept with the lines, and acknowledged once both are durable here.</param>
    public sealed record Page(ImmutableArray<SaleLine> Lines, string? Cursor, bool More) : PullAnswer;

    public sealed record Failed(ExchangeError Error) : PullAnswer;

    /// <summary>The distributor does not know the cursor that it gave itself. What it has is to be read from the beginning; what is known stays as it is.</summary>
    public sealed record UnknownCursor(ExchangeError Error) : PullAnswer;
}

/// <summary>A further performance of a pass. Exactly one of place and area is there.</summary>
public sealed record PassPart(string Performance, PlaceKey? Place, string? Area);

/// <summary>One line of what the distributor sold, in its own ids. <see cref="Reference"/> is the same each time the line comes.</summary>
public abstract record SaleLine(string Reference)
{
    /// <summary>One ticket sold. Exactly one of <paramref name="Place"/> (our key, as we exported it) and <paramref name="Area"/> (its id) is there.</summary>
    /// <param name="Replaces">The ticket that the buyer gave back for it: an exchange.</param>
    /// <param name="IsReservation">Not paid yet: a sale or a cancellation of the ticket follows.</param>
    /// <param name="Pass">What else the ticket is for: a pass over several performances. All or none is taken.</param>
    public sealed record Sold(
        string Reference,
        string Ticket,
        string Sale,
        string Performance,
        PlaceKey? Place,
        string? Area,
        string Category,
        string Audience,
        Money Price,
        DateTimeOffset SoldAt,
        string? Barcode,
        string? Replaces = null,
        bool IsReservation = false,
        ImmutableArray<PassPart> Pass = default) : SaleLine(Reference);

    /// <summary>One ticket cancelled at the distributor, which has the place to sell again.</summary>
    public sealed record Cancelled(string Reference, string Ticket, DateTimeOffset CancelledAt) : SaleLine(Reference);

    /// <summary>A line that does not keep the protocol. It is kept as it came, as an External error.</summary>
    public sealed record Unreadable(string Reference, string Raw, string Problem) : SaleLine(Reference);
}
