using System.Collections.Immutable;
using System.Globalization;
using Distribution.Primitives;
using Distribution.SeatMaps.Availability;

namespace Distribution.SeatMaps;

/// <summary>
/// Holds places for one customer of the venue's own channels. Every place must be free, unblocked, offered to nobody, and in
/// the pool or the internal contingent named. The hold's id is the command's id.
/// </summary>
/// <param name="From">An internal contingent; null is the venue's pool.</param>
/// <param name="Duration">From 1 second to 24 hours; 15 minutes is usual.</param>
/// <param name="Customer">Who buys, in the caller's own words, such as a session: 1 to 64 characters. A customer holds at most 50 places at once.</param>
/// <param name="Limits">The own channel that it is for; null: for none in particular. What it may sell is no part of what the command is.</param>
[GenerateSerializer, Immutable, Alias("HoldPlaces")]
public sealed record HoldPlaces(
    CommandContext Context, ContingentId? From, PlaceSelection Selection, TimeSpan Duration, string? Customer = null, ChannelLimits? Limits = null) : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.HoldPlaces;

    ulong ISeatMapCommand.Fingerprint()
    {
        var fingerprint = Fingerprint.Of("hold");
        fingerprint.Add(From?.Value);
        fingerprint.Add(Duration.Ticks);
        fingerprint.Add(Customer);
        Selection.AddTo(ref fingerprint);
        Holding.AddChannel(ref fingerprint, Limits);
        return fingerprint.Value;
    }

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (Holding.Check(state, From, Duration, Customer, Limits, out var number) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var (places, refusals) = Selecting.Select(
            state, Selection, Holding.MaxPlaces, (place, facts) => Holding.Problem(state, place, facts, number), state.Holdable.Of(number).Next);
        refusals = refusals.IsEmpty && Limits is not null ? Limits.NotSold(state.Index, places) : refusals;
        return refusals.IsEmpty ? Holding.Accept(state, Context, Customer, Limits, places, now + Duration) : Decision.Refuse(refusals);
    }
}

/// <summary>Holds the best free places that fit: see <see cref="BestAvailable"/> and <see cref="AccessibleSeating"/>.</summary>
/// <param name="Category">The code of a seat category; null takes any.</param>
/// <param name="Block">The code of a block, or the key of an unnumbered area; null takes any.</param>
/// <param name="Quantity">From 1 to 50.</param>
/// <param name="Accessible">How many of them must be accessible places.</param>
/// <param name="Customer">As with <see cref="HoldPlaces"/>.</param>
/// <param name="Together">Only neighbours in one row, or places of one unnumbered area.</param>
/// <param name="Limits">As with <see cref="HoldPlaces"/>.</param>
[GenerateSerializer, Immutable, Alias("HoldBestAvailable")]
public sealed record HoldBestAvailable(
    CommandContext Context,
    ContingentId? From,
    string? Category,
    string? Block,
    int Quantity,
    TimeSpan Duration,
    int Accessible = 0,
    string? Customer = null,
    bool Together = false,
    ChannelLimits? Limits = null) : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.HoldBestAvailable;

    ulong ISeatMapCommand.Fingerprint()
    {
        var fingerprint = Fingerprint.Of("hold best");
        fingerprint.Add(From?.Value);
        fingerprint.Add(Category);
        fingerprint.Add(Block);
        fingerprint.Add(Quantity);
        fingerprint.Add(Duration.Ticks);
        fingerprint.Add(Accessible);
        fingerprint.Add(Customer);
        if (Together)
        {
            fingerprint.Add("together");
        }

        Holding.AddChannel(ref fingerprint, Limits);

        return fingerprint.Value;
    }

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (Quantity is < 1 or > Holding.MaxPlaces)
        {
            return Decision.Refuse(RefusalCode.Invalid, "quantity", $"A hold has 1 to {Holding.MaxPlaces} places, not {Quantity.ToString(CultureInfo.InvariantCulture)}.");
        }

        if (Accessible < 0 || Accessible > Quantity)
        {
            return Decision.Refuse(RefusalCode.Invalid, "accessible", string.Create(CultureInfo.InvariantCulture, $"Of {Quantity} places 0 to {Quantity} can be accessible, not {Accessible}."));
        }

        if (Holding.Check(state, From, Duration, Customer, Limits, out var number) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (Category is not null && state.Index.FindCategory(Category) is null)
        {
            return Decision.Refuse(RefusalCode.NotFound, "category", $"There is no seat category \"{Category}\" in this seat map.");
        }

        if (SeatWish.Of(state.Index, number, Category, Block, Quantity, Accessible) is not { } wish)
        {
            return Decision.Refuse(RefusalCode.NotFound, "block", $"There is no block or unnumbered area \"{Block}\" in this seat map.");
        }

        wish = wish with { Together = Together, Categories = Limits?.Of(state.Index, wish.Categories) ?? wish.Categories };
        if (wish.Categories.Length == 0)
        {
            return Decision.Refuse(ChannelLimits.NoCategory(Category));
        }

        var (places, seating) = BestAvailable.Find(state, wish);
        return seating is { } found
            ? Holding.Accept(state, Context, Customer, Limits, places, now + Duration, (long)found)
            : Decision.Refuse(NothingFound.Of(state, wish));
    }
}

internal static class Holding
{
    /// <summary>Places in one hold, and in all holds of one customer.</summary>
    public const int MaxPlaces = 50;

    public static readonly TimeSpan MinDuration = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan MaxDuration = TimeSpan.FromHours(24);

    /// <summary>Only where there is one: the fingerprints of other holds are what they always were.</summary>
    public static void AddChannel(ref Fingerprint fingerprint, ChannelLimits? limits)
    {
        if (limits is not null)
        {
            fingerprint.Add(limits.Channel.Value);
        }
    }

    public static Refusal? Check(SeatMapState state, ContingentId? from, TimeSpan duration, string? customer, ChannelLimits? limits, out ushort number)
    {
        number = 0;
        if ((CheckDuration(duration) ?? CheckCustomer(customer) ?? limits?.Problem) is { } refusal)
        {
            return refusal;
        }

        if (from is not { } contingent)
        {
            return null;
        }

        number = state.NumberOf(contingent) ?? 0;
        if (number == 0)
        {
            return new Refusal(RefusalCode.NotFound, contingent.ToString(), "No place of this seat map is in that contingent.");
        }

        return state.ChannelOf(number) is null
            ? null
            : new Refusal(RefusalCode.PlaceOffered, contingent.ToString(), "This contingent is a distributor's: only the distributor sells its places.");
    }

    public static Refusal? CheckDuration(TimeSpan duration) =>
        duration < MinDuration || duration > MaxDuration
            ? new Refusal(RefusalCode.Invalid, "duration", $"A hold lasts {MinDuration.TotalSeconds:0} second to {MaxDuration.TotalHours:0} hours.") { Argument = "seconds" }
            : null;

    private static Refusal? CheckCustomer(string? customer) =>
        customer is null || KeyText.IsValid(customer)
            ? null
            : new Refusal(RefusalCode.Invalid, "customer", $"A customer is named by 1 to {KeyText.MaxLength} characters, none of them a control character.");

    public static Refusal? Problem(SeatMapState state, int place, PlaceFacts facts, ushort contingent)
    {
        if (Refusals.Taken(state, place) is { } taken)
        {
            return taken;
        }

        if (facts.IsOffered)
        {
            return Refusals.Offered(state, place);
        }

        if (facts.Blocked)
        {
            return Refusals.Blocked(state, place);
        }

        return facts.Contingent == contingent ? null : Refusals.Elsewhere(state, place);
    }

    /// <summary>What <see cref="Problem"/> says, without saying why.</summary>
    public static bool IsHoldable(PlaceFacts facts, ushort contingent) =>
        facts.IsFree && !facts.IsOffered && !facts.Blocked && facts.Contingent == contingent;

    public static Decision Accept(
        SeatMapState state, CommandContext context, string? customer, ChannelLimits? limits, ImmutableArray<int> places, DateTimeOffset until, long seating = 0)
    {
        // A hold that was extended often outlives the memory of the command that made it.
        var hold = new HoldId(context.Id.Value);
        if (state.Find(hold) is not null)
        {
            return Decision.Refuse(RefusalCode.Duplicate, hold.ToString(), "There is a hold with this id already. Use a new command id for a new hold.");
        }

        if (customer is not null && state.PlacesHeldBy(context.Who, customer) is var held && held + places.Length > MaxPlaces)
        {
            return Decision.Refuse(RefusalCode.LimitExceeded, "customer", string.Create(
                CultureInfo.InvariantCulture, $"This customer holds {held} places of this performance; with {places.Length} more there would be over {MaxPlaces}. Release or confirm some first."));
        }

        var number = state.NextSale;
        var taken = Changes.Of(state, places, facts => facts with { Status = SaleStatus.Held, Sale = number });
        return Decision.Accept([new SeatMapEffect.SaleSet(number, new SaleRecord.Held(hold, until, context.Who, customer, limits?.Channel)), .. taken], new Answer(places, until, seating));
    }
}
