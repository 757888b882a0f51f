using System.Collections.Immutable;
using System.Globalization;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Tests.Fixtures;

/// <summary>
/// A hall small enough to be read in a failure, and who sells its places. Block P has rows 1 and 2 in "Kat A", block R row 1 in "Kat B", six seats
/// each, from P-1-1 on; unnumbered are Steh with 10 places, and Bar in "Kat B" with 4.
/// </summary>
internal static class SmallHall
{
    public const int Standing = 10;

    public static readonly ImmutableArray<NewUnnumberedArea> Areas = [new("Steh", "Steh", Standing), new("Bar", "Kat B", 4)];

    public static readonly string Csv = string.Join(
        '\n', new[] { ("Parkett", "P", 1, "Kat A"), ("Parkett", "P", 2, "Kat A"), ("Rang", "R", 1, "Kat B") }.SelectMany(Row)
            .Prepend("area,block,row,seat,category,x,y"));

    public static readonly SeatingPlan Plan = SeatingPlanParser.Parse(SeatingPlanFormat.Csv, Csv, Areas, "Saal").Match(
        plan => plan, refusals => throw new InvalidOperationException(string.Join(Environment.NewLine, refusals)));

    public static readonly Seller FnacLink = new("fnac");
    public static readonly Seller TicketnetLink = new("ticketnet");

    public static readonly ContingentRef Fnac = FnacLink.Contingent();
    public static readonly ContingentRef FnacBalcony = FnacLink.Contingent();
    public static readonly ContingentRef TicketnetFloor = TicketnetLink.Contingent();

    /// <summary>Internal: the venue's own channels sell its places.</summary>
    public static readonly ContingentRef Friends = new(NewId.Of<ContingentId>(), null);

    private static readonly Dictionary<Guid, string> Names = new()
    {
        [Fnac.Id.Value] = "fnac",
        [FnacBalcony.Id.Value] = "fnac balcony",
        [TicketnetFloor.Id.Value] = "ticketnet",
        [Friends.Id.Value] = "friends",
        [FnacLink.Interface.Value] = "fnac",
        [TicketnetLink.Interface.Value] = "ticketnet",
    };

    public static CommandContext Context() => new(NewId.Of<CommandId>(), "marie");

    /// <summary>Places by their keys, and "Steh*3" for three of an unnumbered area.</summary>
    public static PlaceSelection Select(params IEnumerable<string> places)
    {
        var named = places.Select(place => place.Split('*')).ToLookup(parts => parts.Length == 1);
        return new PlaceSelection(
            [.. named[true].Select(parts => new PlaceKey(parts[0]))],
            [.. named[false].Select(parts => new AreaQuantity(new AreaKey(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture)))]);
    }

    /// <summary>All facts of a place in words: "fnac, blocked, free, offered to fnac".</summary>
    public static string Describe(PlaceView place)
    {
        var contingent = place.Contingent is { } id ? Names.GetValueOrDefault(id.Value, "another contingent") : "pool";
        var blocked = place.Blocked ? ", blocked" : "";
        var offer = (place.Offer, Names.GetValueOrDefault(place.Offeree?.Value ?? Guid.Empty, "another interface")) switch
        {
            (OfferStage.None, _) => "",
            (OfferStage.InDoubt, var offeree) => $", in doubt at {offeree}",
            (_, var offeree) => $", offered to {offeree}",
        };
        return $"{contingent}{blocked}, {place.Status.ToString().ToLowerInvariant()}{offer}";
    }

    private static IEnumerable<string> Row((string Area, string Block, int Row, string Category) row) =>
        Enumerable.Range(1, 6).Select(seat => $"{row.Area},{row.Block},{row.Row},{seat},{row.Category},{seat * 10},{row.Row * 10}");

    /// <summary>A distributor: its interface and its sales channel.</summary>
    internal sealed record Seller(string Name)
    {
        public DistributorInterfaceId Interface { get; init; } = NewId.Of<DistributorInterfaceId>();

        public SalesChannelId Channel { get; init; } = NewId.Of<SalesChannelId>();

        public ContingentRef Contingent() => new(NewId.Of<ContingentId>(), Channel);
    }
}
