using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>Turns the state of a seat map into what others see of it.</summary>
internal static class SeatMapReads
{
    /// <summary>Places in one page.</summary>
    public const int MaxPage = 5_000;

    public static ImmutableArray<string> Names(SeatMapState state, ImmutableArray<int> places)
    {
        var names = new string[places.Length];
        for (var at = 0; at < names.Length; at++)
        {
            names[at] = state.Index.Name(places[at]);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(names);
    }

    public static Outcome<HoldState> Hold(SeatMapState state, PerformanceId performance, HoldId hold)
    {
        if (state.Find(hold) is not { } number)
        {
            return Confirming.NoSuchHold(state, hold);
        }

        var held = (SaleRecord.Held)state.Sale(number);
        return new HoldState(
            hold, performance, Names(state, state.PlacesOfSale(number)), held.Until, held.Holder, held.Customer, held.Channel, state.Version);
    }

    public static Outcome<ImportedSale> Find(PlaceIndex index, PlaceKey? place, AreaKey? area)
    {
        if (place is { } key && index.Find(key) is { } number)
        {
            return new ImportedSale(number, index.Name(number), index.CategoryCode(number), null);
        }

        if (place is null && area is { } name && index.FindArea(name) is { } found)
        {
            var (first, _) = index.PlacesOf(found);
            return new ImportedSale(first, name.Value, index.CategoryCode(first), null);
        }

        return new Refusal(RefusalCode.NotFound, place?.Value ?? area?.Value ?? "", $"There is no place {place?.Value ?? area?.Value} in this seat map.");
    }

    public static Refusal? CheckPage(int? after, int first)
    {
        if (first is < 1 or > MaxPage)
        {
            return new Refusal(RefusalCode.Invalid, "first", $"A page has 1 to {MaxPage} places.");
        }

        return after is < 0 ? new Refusal(RefusalCode.Invalid, "after", "A page starts after a place number, and these start at 0.") : null;
    }

    /// <summary>Only after <see cref="CheckPage"/> found nothing.</summary>
    public static PlacePage Page(ConfirmedPlaces confirmed, SeatMapState state, PlaceFilter filter, int? after, int first) => Page(
        confirmed.Version,
        state.Index,
        state.Parties,
        place => confirmed[place],
        // While a change of the place is not durable, who holds it or bought it is left out: the state knows only the later one.
        (place, known) => known.IsFree || known != state[place] ? null : state.Sale(known.Sale),
        filter,
        after,
        first);

    /// <param name="recordOf">Who holds a place or bought it, where that is known.</param>
    public static PlacePage Page(
        long version,
        PlaceIndex index,
        Parties parties,
        Func<int, PlaceFacts> factsOf,
        Func<int, PlaceFacts, SaleRecord?> recordOf,
        PlaceFilter filter,
        int? after,
        int first)
    {
        var contingent = filter.Contingent is { } id ? parties.NumberOf(id) ?? -1 : filter.InPool ? 0 : (int?)null;
        var offeree = filter.Offeree is { } distributor ? parties.NumberOf(distributor) ?? -1 : (int?)null;
        var views = ImmutableArray.CreateBuilder<PlaceView>();
        var place = Math.Min(after ?? -1, index.Count) + 1;
        for (; place < index.Count && views.Count < first; place++)
        {
            var facts = factsOf(place);
            if ((contingent is null || facts.Contingent == contingent)
                && (offeree is null || (facts.IsOffered && facts.Offeree == offeree))
                && (filter.Status is null || facts.Status == filter.Status)
                && (filter.Blocked is null || facts.Blocked == filter.Blocked)
                && (filter.Offer is null || facts.Offer == filter.Offer)
                && (filter.Kind is null || index.Kind(place) == filter.Kind)
                && (filter.Category is null || index.CategoryCode(place) == filter.Category)
                && (filter.Block is null || index.BlockCode(place) == filter.Block))
            {
                views.Add(View(index, parties, place, facts, recordOf(place, facts)));
            }
        }

        return new PlacePage(version, views.ToImmutable(), place < index.Count ? place - 1 : null);
    }

    public static PlaceView View(SeatMapState state, int place) =>
        View(state.Index, state.Parties, place, state[place], state[place].IsFree ? null : state.Sale(state[place].Sale));

    private static PlaceView View(PlaceIndex index, Parties parties, int place, PlaceFacts facts, SaleRecord? record)
    {
        var at = index.Locate(place);
        return new PlaceView(
            place,
            index.Name(place),
            index.IsNumbered(place) ? index.Plan.Seats[place].Key : null,
            at.Area,
            at.Block,
            at.Row,
            at.Seat,
            index.CategoryCode(place),
            index.Kind(place),
            facts.Contingent == 0 ? null : parties.ContingentAt(facts.Contingent),
            facts.Blocked,
            facts.Status,
            (record as SaleRecord.Held)?.Until,
            (record as SaleRecord.Sold)?.Order,
            facts.Offer,
            facts.IsOffered ? parties.InterfaceAt(facts.Offeree) : null);
    }

    public static AllotmentIntent Intent(SeatMapState state, ExportPlan plan, long version, int? next = null)
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
                [.. plan.Withdrawals.Where(place => state[place].Offer == OfferStage.Acknowledged)]),
            next);
    }

    public static AllotmentList Allotment(SeatMapState state, DistributorInterfaceId distributor)
    {
        var number = state.NumberOf(distributor) ?? 0;
        bool IsTheirs(int place) =>
            state[place] is var facts && number != 0 && facts.IsOffered && facts.Offeree == number && !(facts.IsFree && ExportPlan.IsWithdrawn(state.Parties, facts));
        var all = Enumerable.Range(0, state.Index.Count).Where(IsTheirs).ToList();
        return new AllotmentList(
            [.. all.Where(state.Index.IsNumbered).Select(place => Place(state, place))],
            [
                .. all.Where(place => !state.Index.IsNumbered(place)).GroupBy(state.Index.AreaOf).Select(area => new IntentArea(
                    state.Index.Plan.UnnumberedAreas[area.Key].Key, state.Index.CategoryCode(area.First()), area.Count(), 0, 0)),
            ]);
    }

    private static IntentPlace Place(SeatMapState state, int place)
    {
        var at = state.Index.Locate(place);
        return new IntentPlace(state.Index.Plan.Seats[place].Key, at.Area, at.Block!, at.Row!, at.Seat!, state.Index.CategoryCode(place), state[place].Offer == OfferStage.InDoubt);
    }
}
