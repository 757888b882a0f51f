using System.Text.Json;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Sales.Conflicts;

/// <summary>A row to be.</summary>
internal sealed record NewConflict(
    ConflictId Id,
    VenueId Venue,
    DistributorInterfaceId Interface,
    PerformanceId Performance,
    string Line,
    string Sale,
    string Ticket,
    string Place,
    bool IsArea,
    long Price,
    string Currency,
    DateTimeOffset SoldAt,
    string Holder,
    DateTimeOffset OpenedAt);

/// <summary>A row as it is read.</summary>
internal sealed class ConflictRow
{
    /// <summary>Of one that was decided, or is being carried out, nothing changes.</summary>
    public static readonly ManyRows<NewConflict> New = new ManyRows<NewConflict>(
        "sale_conflict",
        """
        ON CONFLICT (interface_id, reference) DO UPDATE SET
            performance_id = excluded.performance_id, place = excluded.place, is_area = excluded.is_area, holder = excluded.holder, state = 1
        WHERE sale_conflict.state IN (1, 4)
        """)
        .Id("id", conflict => conflict.Id.Value)
        .Id("venue_id", conflict => conflict.Venue.Value)
        .Id("interface_id", conflict => conflict.Interface.Value)
        .Id("performance_id", conflict => conflict.Performance.Value)
        .Text("reference", conflict => conflict.Line)
        .Text("sale_reference", conflict => conflict.Sale)
        .Text("ticket_reference", conflict => conflict.Ticket)
        .Text("place", conflict => conflict.Place)
        .Flag("is_area", conflict => conflict.IsArea)
        .LongNumber("price", conflict => conflict.Price)
        .Text("currency", conflict => conflict.Currency)
        .Time("sold_at", conflict => conflict.SoldAt)
        .Text("holder", conflict => conflict.Holder)
        .Number("state", _ => (int)ConflictState.Open)
        .Time("opened_at", conflict => conflict.OpenedAt);

    public const string Select =
        """
        SELECT id AS Id, venue_id AS Venue, interface_id AS Interface, performance_id AS Performance, reference AS Line, sale_reference AS Sale,
               ticket_reference AS Ticket, place AS Place, is_area AS IsArea, price AS Price, currency AS Currency, sold_at AS SoldAt, holder AS Holder,
               state AS State, opened_at AS OpenedAt, fingerprint AS Fingerprint, resolution AS Resolution
        FROM sale_conflict
        """;

    public ConflictId Id { get; init; }

    public VenueId Venue { get; init; }

    public DistributorInterfaceId Interface { get; init; }

    public PerformanceId Performance { get; init; }

    public string Line { get; init; } = "";

    public string Sale { get; init; } = "";

    public string Ticket { get; init; } = "";

    public string Place { get; init; } = "";

    public bool IsArea { get; init; }

    public long Price { get; init; }

    public string Currency { get; init; } = "";

    public DateTimeOffset SoldAt { get; init; }

    public string Holder { get; init; } = "";

    public int State { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public string? Fingerprint { get; init; }

    public string? Resolution { get; init; }

    public StoredConflict Read()
    {
        var holder = JsonSerializer.Deserialize<StoredHolder>(Holder)!;
        var resolution = Resolution is null ? null : JsonSerializer.Deserialize<StoredResolution>(Resolution);
        var view = new SaleConflict(
            Id,
            Venue,
            Performance,
            Place,
            new SaleClaim(Interface, Sale, Ticket, Line, IsArea, new Money(Price, Currency), SoldAt),
            holder.Holder,
            holder.Since,
            (ConflictState)State,
            OpenedAt,
            resolution?.View);
        return new StoredConflict(
            view,
            Fingerprint,
            resolution?.Chosen is { } chosen ? new PlaceKey(chosen) : null,
            resolution?.ChosenArea is { } area ? new AreaKey(area) : null);
    }
}
