using System.Collections.Immutable;
using System.Globalization;
using Distribution.Connectors;
using Distribution.Primitives;

namespace Distribution.Tests.Cluster.Sales.AnyOrder;

/// <summary>A distributor's day, as it happened there: what it would tell of it, and what it all comes to.</summary>
internal sealed class Feed
{
    public const string Area = "PIT";
    public const int AreaPlaces = 2;

    public static readonly ImmutableArray<string> Performances = ["D-1", "D-2"];

    /// <summary>Of each performance. The last is free and was never offered.</summary>
    public static readonly ImmutableArray<string> Seats = ["P-1-1", "P-1-2", "P-1-3", "P-1-4"];

    private static readonly DateTimeOffset Start = new(2027, 1, 4, 10, 0, 0, TimeSpan.Zero);

    private readonly List<SaleLine> _told = [];
    private readonly Dictionary<string, FedTicket> _tickets = new(StringComparer.Ordinal);
    private int _minute;

    /// <summary>In their order.</summary>
    public IReadOnlyList<SaleLine> Told => _told;

    /// <summary>By the distributor's reference.</summary>
    public IReadOnlyDictionary<string, FedTicket> Tickets => _tickets;

    /// <summary>Seats that were sold at some time, of all performances.</summary>
    public HashSet<(string Performance, string Seat)> Touched { get; } = [];

    public static Feed Of(IEnumerable<FeedStep> steps)
    {
        var feed = new Feed();
        foreach (var step in steps)
        {
            feed._minute++;
            feed.Take(step);
        }

        return feed;
    }

    /// <summary>Whatever can't happen at a distributor does not: it sells no place twice.</summary>
    private void Take(FeedStep step)
    {
        var valid = _tickets.Values.Where(ticket => ticket.CancelledAt is null && ticket.Part == 0).ToList();
        var chosen = valid.Count == 0 ? null : valid[step.Which % valid.Count];
        switch (step.Kind)
        {
            case FeedStepKind.Sell or FeedStepKind.Reserve when FreePlace(step) is { } place:
                Sell(step, place, null, step.Kind is FeedStepKind.Reserve);
                break;
            case FeedStepKind.Pay when chosen is { IsReserved: true }:
                Pay(chosen);
                break;
            case FeedStepKind.Cancel when chosen is not null:
                _told.Add(new SaleLine.Cancelled($"{_told.Count}", chosen.Reference, Now));
                End(chosen.Reference);
                break;
            case FeedStepKind.Exchange when chosen is { IsPass: false }:
                End(chosen.Reference);
                Sell(step, FreePlace(step) ?? (chosen.Performance, chosen.Where), chosen.Reference, false);
                break;
            case FeedStepKind.Pass when IsFree((Performances[0], Seats[step.Which % 3])) && IsFree((Performances[1], Seats[step.Place % 3])):
                SellPass(step, Seats[step.Which % 3], Seats[step.Place % 3]);
                break;
        }
    }

    private DateTimeOffset Now => Start.AddMinutes(_minute);

    private (string Performance, string Where)? FreePlace(FeedStep step)
    {
        var performance = Performances[step.Place % Performances.Length];
        var place = step.Place / Performances.Length % (Seats.Length + 1);
        var wanted = (performance, place == Seats.Length ? Area : Seats[place]);
        return IsFree(wanted) ? wanted : null;
    }

    private bool IsFree((string Performance, string Where) place) =>
        _tickets.Values.Count(ticket => ticket.CancelledAt is null && (ticket.Performance, ticket.Where) == place) < (place.Where == Area ? AreaPlaces : 1);

    private void Sell(FeedStep step, (string Performance, string Where) place, string? replaces, bool reserved)
    {
        var number = _tickets.Count + 1;
        var sold = Sold($"T{number}", $"S{step.Which % 3}", place, reserved ? 0 : 4_000 + number) with { Replaces = replaces, IsReservation = reserved };
        _told.Add(sold);
        Add(sold, 0, false);
    }

    private void SellPass(FeedStep step, string first, string second)
    {
        var number = _tickets.Count + 1;
        var sold = Sold($"T{number}", $"S{step.Which % 3}", (Performances[0], first), 9_000 + number) with { Pass = [new(Performances[1], new PlaceKey(second), null)] };
        _told.Add(sold);
        Add(sold, 0, true);
        Add(sold with { Ticket = $"{sold.Ticket}@2", Performance = Performances[1], Place = new PlaceKey(second), Price = new Money(0, "EUR") }, 1, true);
    }

    private void Pay(FedTicket ticket)
    {
        var paid = Sold(ticket.Reference, ticket.Sale, (ticket.Performance, ticket.Where), 5_000);
        _told.Add(paid);
        _tickets[ticket.Reference] = ticket with { Price = paid.Price, SoldAt = paid.SoldAt, IsReserved = false };
    }

    private SaleLine.Sold Sold(string ticket, string sale, (string Performance, string Where) place, long price) => new(
        _told.Count.ToString(CultureInfo.InvariantCulture),
        ticket,
        sale,
        place.Performance,
        place.Where == Area ? null : new PlaceKey(place.Where),
        place.Where == Area ? Area : null,
        "CAT1",
        "ADULT",
        new Money(price, "EUR"),
        Now,
        $"B-{ticket}");

    private void Add(SaleLine.Sold sold, int part, bool isPass)
    {
        var where = sold.Place?.Value ?? Area;
        _tickets.Add(sold.Ticket, new FedTicket(sold.Ticket, sold.Sale, sold.Performance, where, sold.Price, sold.Barcode, sold.SoldAt, sold.IsReservation, null, part, isPass));
        Touched.Add((sold.Performance, where));
    }

    private void End(string reference)
    {
        foreach (var part in new[] { reference, $"{reference}@2" }.Where(_tickets.ContainsKey))
        {
            _tickets[part] = _tickets[part] with { CancelledAt = Now };
        }
    }
}

internal enum FeedStepKind
{
    Sell,
    Cancel,
    Exchange,
    Reserve,
    Pay,
    Pass,
}

internal readonly record struct FeedStep(FeedStepKind Kind, int Place, int Which);

/// <param name="Where">A seat, or the area.</param>
/// <param name="Part">Of a pass, which of its tickets.</param>
internal sealed record FedTicket(
    string Reference,
    string Sale,
    string Performance,
    string Where,
    Money Price,
    string? Barcode,
    DateTimeOffset SoldAt,
    bool IsReserved,
    DateTimeOffset? CancelledAt,
    int Part = 0,
    bool IsPass = false);
