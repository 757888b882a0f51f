using System.Collections.Immutable;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>The places that a command was about, after it.</summary>
/// <param name="Version">The version of the seat map from which on it holds.</param>
/// <param name="Places">Their names.</param>
/// <param name="StillOffered">How many of them a distributor may still sell, until an export has withdrawn them.</param>
[GenerateSerializer, Immutable, Alias("PlacesChanged")]
public sealed record PlacesChanged(long Version, ImmutableArray<string> Places, int StillOffered);

/// <summary>What a step of a move did.</summary>
/// <param name="Numbers">The places' numbers in the seat map.</param>
/// <param name="Waiting">Places that the first distributor may still sell.</param>
[GenerateSerializer, Immutable, Alias("MoveStep")]
public sealed record MoveStep(ImmutableArray<int> Numbers, ImmutableArray<string> Names, int Waiting);

/// <summary>Places held for a buyer until a moment.</summary>
/// <param name="Version">The version of the seat map from which on it holds.</param>
/// <param name="Places">The names of the places.</param>
/// <param name="Until">When they are free again, unless the hold is confirmed or extended.</param>
/// <param name="Performance">The performance whose places they are.</param>
/// <param name="Seating">How the best available places are to one another; null where the places were named.</param>
[GenerateSerializer, Immutable, Alias("HoldView")]
public sealed record HoldView(HoldId Id, ImmutableArray<string> Places, DateTimeOffset Until, long Version, PerformanceId Performance, Seating? Seating = null);

/// <summary>A hold as it is now.</summary>
/// <param name="Performance">The performance whose places they are.</param>
/// <param name="Places">The names of the places.</param>
/// <param name="Until">When they are free again, unless the hold is confirmed or extended.</param>
/// <param name="Holder">The name of the caller who made the hold.</param>
/// <param name="Customer">Who buys, in that caller's words; null where it was not said.</param>
/// <param name="SalesChannel">The own channel that sells; null where it was not said.</param>
/// <param name="Version">The version of the seat map that shows this.</param>
[GenerateSerializer, Immutable, Alias("HoldState")]
public sealed record HoldState(
    HoldId Id,
    PerformanceId Performance,
    ImmutableArray<string> Places,
    DateTimeOffset Until,
    string Holder,
    string? Customer,
    SalesChannelId? SalesChannel,
    long Version);

/// <summary>A place as a person or a program sees it.</summary>
/// <param name="Name">The key of a numbered place, or the area and a running number.</param>
/// <param name="Contingent">Null in the venue's pool.</param>
/// <param name="HeldUntil">Only while held.</param>
/// <param name="Order">Only when sold.</param>
/// <param name="Offeree">The distributor interface that sells it, or may.</param>
/// <param name="Area">The area it is in.</param>
/// <param name="Block">The block it is in; null in an unnumbered area.</param>
/// <param name="Blocked">Whether nobody may sell it.</param>
/// <param name="Category">The code of its seat category.</param>
/// <param name="Key">Its name in the seating plan; null in an unnumbered area.</param>
/// <param name="Kind">Whom it is made for.</param>
/// <param name="Number">Its number in the seating plan, from 0.</param>
/// <param name="Offer">Whether a distributor has it.</param>
/// <param name="Row">The row; null in an unnumbered area.</param>
/// <param name="Seat">The seat in its row; null in an unnumbered area.</param>
/// <param name="Status">Whether it is free, held or sold.</param>
[GenerateSerializer, Immutable, Alias("PlaceView")]
public sealed record PlaceView(
    int Number,
    string Name,
    PlaceKey? Key,
    string Area,
    string? Block,
    string? Row,
    string? Seat,
    string Category,
    SeatKind Kind,
    ContingentId? Contingent,
    bool Blocked,
    SaleStatus Status,
    DateTimeOffset? HeldUntil,
    OrderId? Order,
    OfferStage Offer,
    DistributorInterfaceId? Offeree);

/// <summary>Which places to list; null takes all.</summary>
/// <param name="Block">Only those of the block with this code.</param>
/// <param name="Blocked">Only those that are blocked, or only those that are not.</param>
/// <param name="Category">Only those of the seat category with this code.</param>
/// <param name="Contingent">Only those of this contingent.</param>
/// <param name="InPool">Only those of the venue's pool.</param>
/// <param name="Kind">Only those that are made for such people.</param>
/// <param name="Offer">Only those with this state of their offer.</param>
/// <param name="Offeree">Only those that are offered to this interface.</param>
/// <param name="Status">Only those with this state of their sale.</param>
[GenerateSerializer, Immutable, Alias("PlaceFilter")]
public sealed record PlaceFilter(
    bool InPool = false,
    ContingentId? Contingent = null,
    string? Category = null,
    string? Block = null,
    SaleStatus? Status = null,
    bool? Blocked = null,
    OfferStage? Offer = null,
    DistributorInterfaceId? Offeree = null,
    SeatKind? Kind = null);

/// <summary>Some of a seat map's places, in the order of their numbers, all of one version.</summary>
/// <param name="After">Give this as the next page's start; null at the end.</param>
[GenerateSerializer, Immutable, Alias("PlacePage")]
public sealed record PlacePage(long Version, ImmutableArray<PlaceView> Places, int? After);

/// <summary>Places = Free + Held + Sold + Blocked, always.</summary>
/// <param name="Blocked">Blocked and not held or sold.</param>
/// <param name="Offered">Acknowledged by a distributor, sold ones among them.</param>
/// <param name="InDoubt">Offered or withdrawn without an answer.</param>
/// <param name="Pending">An export would change their offer.</param>
/// <param name="Free">Neither held, sold nor blocked.</param>
/// <param name="Held">Held for a buyer.</param>
/// <param name="Places">All of them.</param>
/// <param name="Sold">Sold, by whomever.</param>
[GenerateSerializer, Immutable, Alias("PlaceCounts")]
public readonly record struct PlaceCounts(int Places, int Free, int Held, int Sold, int Blocked, int Offered, int InDoubt, int Pending)
{
    public static PlaceCounts operator -(PlaceCounts a, PlaceCounts b) => new(
        a.Places - b.Places, a.Free - b.Free, a.Held - b.Held, a.Sold - b.Sold, a.Blocked - b.Blocked, a.Offered - b.Offered, a.InDoubt - b.InDoubt, a.Pending - b.Pending);

    public static PlaceCounts operator +(PlaceCounts a, PlaceCounts b) => new(
        a.Places + b.Places, a.Free + b.Free, a.Held + b.Held, a.Sold + b.Sold, a.Blocked + b.Blocked, a.Offered + b.Offered, a.InDoubt + b.InDoubt, a.Pending + b.Pending);
}

/// <summary>The counts of one contingent in one category.</summary>
/// <param name="Contingent">Null is the venue's pool.</param>
/// <param name="Category">The code of the seat category.</param>
/// <param name="Counts">How many places are in which state.</param>
[GenerateSerializer, Immutable, Alias("CountRow")]
public sealed record CountRow(ContingentId? Contingent, string Category, PlaceCounts Counts);

/// <summary>The counts of a seat map, whole and by contingent and category, all of one version.</summary>
/// <param name="Withdrawing">Places that a contingent no longer has but its distributor may still sell, by the contingent they were offered from.</param>
/// <param name="Rows">By contingent and seat category.</param>
/// <param name="Total">All places together.</param>
/// <param name="Version">Of the seat map.</param>
[GenerateSerializer, Immutable, Alias("SeatMapCounts")]
public sealed record SeatMapCounts(long Version, PlaceCounts Total, ImmutableArray<CountRow> Rows, ImmutableArray<CountRow> Withdrawing);

/// <summary>A place as an allotment message names it, in our own words; mappings turn them into the distributor's.</summary>
/// <param name="WasInDoubt">It was in doubt before this message: a "nothing changed" then says nothing of where it is.</param>
[GenerateSerializer, Immutable, Alias("IntentPlace")]
public readonly record struct IntentPlace(PlaceKey Key, string Area, string Block, string Row, string Seat, string Category, bool WasInDoubt = false);

/// <param name="Allotted">All that the distributor is to have, sold ones among them.</param>
/// <param name="Additions">How many of them it has not acknowledged yet.</param>
/// <param name="Withdrawals">How many others it is to give back.</param>
[GenerateSerializer, Immutable, Alias("IntentArea")]
public readonly record struct IntentArea(AreaKey Key, string Category, int Allotted, int Additions, int Withdrawals);

/// <summary>What is about to be sent: durable, and every place of it in doubt until <see cref="RecordExport"/>.</summary>
/// <param name="Undo">What holds again if the message certainly was not taken.</param>
/// <param name="Next">The number of the place that the next message begins with; null: this one says all.</param>
[GenerateSerializer, Immutable, Alias("AllotmentIntent")]
public sealed record AllotmentIntent(
    long Version,
    ImmutableArray<IntentPlace> Additions,
    ImmutableArray<IntentPlace> Withdrawals,
    ImmutableArray<IntentArea> Areas,
    ExportResult.NotTaken Undo,
    int? Next = null)
{
    public int PlaceCount => Additions.Length + Withdrawals.Length + Areas.Sum(area => area.Additions + area.Withdrawals);

    public bool IsEmpty => Additions.IsEmpty && Withdrawals.IsEmpty && Areas.IsEmpty;
}

/// <summary>All that an interface has, or may have, and is to keep: offered, and not on its way back.</summary>
[GenerateSerializer, Immutable, Alias("AllotmentList")]
public sealed record AllotmentList(ImmutableArray<IntentPlace> Places, ImmutableArray<IntentArea> Areas);

/// <param name="PutBack">Places that were to be withdrawn and are sold: they are back in their contingent.</param>
/// <param name="InDoubt">Places of this interface that are still in doubt.</param>
[GenerateSerializer, Immutable, Alias("ExportRecorded")]
public sealed record ExportRecorded(ImmutableArray<string> PutBack, int InDoubt);

/// <param name="Place">Number of the place in the seat map.</param>
/// <param name="Warning">What somebody should look at, though the sale is recorded.</param>
[GenerateSerializer, Immutable, Alias("ImportedSale")]
public sealed record ImportedSale(int Place, string Name, string Category, string? Warning);
