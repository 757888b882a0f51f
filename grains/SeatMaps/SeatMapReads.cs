using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>Turns the state of a seat map into what others see of it.</summary>
internal static class SeatMapReads
{
    /// <summary>Places in one page.</summary>
    public const int MaxPage = 5_000;

    public static ImmutableArray<string> Names(SeatMapState state, ImmutableArray<int> places) => [.. places.Select(state.Index.Name)];

    public static Refusal? CheckPage(int? after, int first)
    {
        if (first is < 1 or > MaxPage)
        {
            return new Refusal(RefusalCode.Invalid, "first", $"A page has 1 to {MaxPage} places.");
        }

        return after is < 0 ? new Refusal(RefusalCode.Invalid, "after", "A page starts after a place number, and these start at 0.") : null;
    }

    /// <summary>Only after <see cref="CheckPage"/> found nothing.</summary>
    public static PlacePage Page(ConfirmedPlaces confirmed, SeatMapState state, PlaceFilter filter, int? after, int first)
    {
        var contingent = filter.Contingent is { } id ? state.NumberOf(id) ?? -1 : filter.InPool ? 0 : (int?)null;
        var offeree = filter.Offeree is { } distributor ? state.NumberOf(distributor) ?? -1 : (int?)null;
        var views = ImmutableArray.CreateBuilder<PlaceView>();
        var place = Math.Min(after ?? -1, state.Index.Count) + 1;
        for (; place < state.Index.Count && views.Count < first; place++)
        {
            var facts = confirmed[place];
            if ((contingent is null || facts.Contingent == contingent)
                && (offeree is null || (facts.IsOffered && facts.Offeree == offeree))
                && (filter.Status is null || facts.Status == filter.Status)
                && (filter.Blocked is null || facts.Blocked == filter.Blocked)
                && (filter.Offer is null || facts.Offer == filter.Offer)
                && (filter.Kind is null || state.Index.Kind(place) == filter.Kind)
                && (filter.Category is null || state.Index.CategoryCode(place) == filter.Category)
                && (filter.Block is null || state.Index.BlockCode(place) == filter.Block))
            {
                views.Add(View(state, place, facts));
            }
        }

        return new PlacePage(confirmed.Version, views.ToImmutable(), place < state.Index.Count ? place - 1 : null);
    }

    public static PlaceView View(SeatMapState state, int place) => View(state, place, state[place]);

    /// <summary>While a change of the place is not durable, who holds it or bought it is left out: the state knows only the later one.</summary>
    private static PlaceView View(SeatMapState state, int place, PlaceFacts facts)
    {
        var at = state.Index.Locate(place);
        var record = facts.IsFree || facts != state[place] ? null : state.Sale(facts.Sale);
        return new PlaceView(
            place,
            state.Index.Name(place),
            state.Index.IsNumbered(place) ? state.Index.Plan.Seats[place].Key : null,
            at.Area,
            at.Block,
            at.Row,
            at.Seat,
            state.Index.CategoryCode(place),
            state.Index.Kind(place),
            facts.Contingent == 0 ? null : state.ContingentAt(facts.Contingent),
            facts.Blocked,
            facts.Status,
            (record as SaleRecord.Held)?.Until,
            (record as SaleRecord.Sold)?.Order,
            facts.Offer,
            facts.IsOffered ? state.InterfaceAt(facts.Offeree) : null);
    }

    public static AllotmentIntent Intent(SeatMapState state, ExportPlan plan, long version)
    {
        var numbered = state.Index;
        var additions = plan.Additions.Where(place => !numbered.IsNumbered(place)).ToLookup(numbered.AreaOf);
        var withdrawals = plan.Withdrawals.Where(place => !numbered.IsNumbered(place)).ToLookup(numbered.AreaOf);
        var areas = additions.Concat(withdrawals).Select(area => area.Key).Distinct().Order();
        return new AllotmentIntent(
            version,
            [.. plan.Additions.Where(numbered.IsNumbered).Select(place => Place(state, place))],
            [.. plan.Withdrawals.Where(numbered.IsNumbered).Select(place => Place(state, place))],
            [.. areas.Select(area => new IntentArea(
                numbered.Plan.UnnumberedAreas[area].Key,
                numbered.CategoryCode(numbered.PlacesOf(area).Start),
                plan.Allotted[area],
                additions[area].Count(),
                withdrawals[area].Count()))],
            new ExportResult.NotTaken(
                [.. plan.Additions.Where(place => !state[place].IsOffered)],
                [.. plan.Withdrawals.Where(place => state[place].Offer == OfferStage.Acknowledged)]));
    }

    private static IntentPlace Place(SeatMapState state, int place)
    {
        var at = state.Index.Locate(place);
        return new IntentPlace(state.Index.Plan.Seats[place].Key, at.Area, at.Block!, at.Row!, at.Seat!, state.Index.CategoryCode(place), state[place].Offer == OfferStage.InDoubt);
    }
}
