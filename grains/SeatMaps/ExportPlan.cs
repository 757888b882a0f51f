using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>
/// What the next allotment message to one interface has to say: the places its contingents want it to sell (unblocked;
/// free, or sold by it) against the places it was offered.
/// </summary>
internal sealed class ExportPlan
{
    private ExportPlan(ImmutableArray<int> additions, ImmutableArray<int> withdrawals, int[] allotted)
    {
        Additions = additions;
        Withdrawals = withdrawals;
        Allotted = allotted;
    }

    /// <summary>Wanted, and not offered or in doubt.</summary>
    public ImmutableArray<int> Additions { get; }

    /// <summary>Offered or in doubt, and not wanted; a place that is known to be sold there can't come back.</summary>
    public ImmutableArray<int> Withdrawals { get; }

    /// <summary>How many places of each unnumbered area are wanted in all.</summary>
    public IReadOnlyList<int> Allotted { get; }

    public bool IsEmpty => Additions.IsEmpty && Withdrawals.IsEmpty;

    public static ExportPlan Of(SeatMapState state, byte offeree, SalesChannelId channel)
    {
        var additions = new List<int>();
        var withdrawals = new List<int>();
        var allotted = new int[state.Index.AreaCount];
        for (var place = 0; place < state.Index.Count; place++)
        {
            var facts = state[place];
            var wanted = IsWanted(state.Parties, facts, offeree, channel);
            var offered = facts.IsOffered && facts.Offeree == offeree;
            if (wanted && !state.Index.IsNumbered(place))
            {
                allotted[state.Index.AreaOf(place)]++;
            }

            if (wanted && !(offered && facts.Offer == OfferStage.Acknowledged))
            {
                additions.Add(place);
            }
            else if (offered && !wanted && !IsKept(facts))
            {
                withdrawals.Add(place);
            }
        }

        return new ExportPlan([.. additions], [.. withdrawals], allotted);
    }

    /// <summary>The same, but for places that are left out for now: each stays as it is, offered or not.</summary>
    public ExportPlan Without(SeatMapState state, ExportExceptions except)
    {
        if (except.IsEmpty)
        {
            return this;
        }

        var areas = except.Areas.Select(state.Index.FindArea).OfType<int>().ToHashSet();
        var places = except.Places.Select(state.Index.Find).OfType<int>().ToHashSet();
        return new ExportPlan([.. Additions.Where(IsTaken)], [.. Withdrawals.Where(IsTaken)], [.. Allotted]);

        bool IsTaken(int place) => state.Index.IsNumbered(place) ? !places.Contains(place) : !areas.Contains(state.Index.AreaOf(place));
    }

    /// <summary>
    /// What one of several messages says: of the numbered places, so many from one on, and with the first message all unnumbered areas.
    /// </summary>
    /// <param name="most">Numbered places in it.</param>
    /// <returns>Also the place that the next message begins with; null where there is none.</returns>
    public (ExportPlan Part, int? Next) PartFrom(SeatMapState state, int from, int most)
    {
        var numbered = Additions.Concat(Withdrawals).Where(place => place >= from && state.Index.IsNumbered(place)).Order().Take(most + 1).ToList();
        int? next = numbered.Count > most ? numbered[most] : null;
        return (new ExportPlan([.. Additions.Where(IsInIt)], [.. Withdrawals.Where(IsInIt)], [.. Allotted]), next);

        bool IsInIt(int place) => IsInPart(state, place, from, next);
    }

    public static bool IsInPart(SeatMapState state, int place, int from, int? to) =>
        state.Index.IsNumbered(place) ? place >= from && place < (to ?? int.MaxValue) : from == 0;

    /// <summary>
    /// What a message that was begun before has to say now: places that were assigned since are not in it, for they are not in
    /// doubt, and only places in doubt may be sent.
    /// </summary>
    public static ExportPlan Again(SeatMapState state, byte offeree)
    {
        var additions = new List<int>();
        var withdrawals = new List<int>();
        var allotted = new int[state.Index.AreaCount];
        for (var place = 0; place < state.Index.Count; place++)
        {
            var facts = state[place];
            if (!facts.IsOffered || facts.Offeree != offeree)
            {
                continue;
            }

            var withdrawn = IsWithdrawn(state.Parties, facts);
            if (!withdrawn && !state.Index.IsNumbered(place))
            {
                allotted[state.Index.AreaOf(place)]++;
            }

            if (facts.Offer == OfferStage.InDoubt)
            {
                (withdrawn ? withdrawals : additions).Add(place);
            }
        }

        return new ExportPlan([.. additions], [.. withdrawals], allotted);
    }

    /// <summary>Whether an export would change this place's offer.</summary>
    public static bool IsPending(Parties parties, PlaceFacts facts)
    {
        if (facts.IsOffered)
        {
            return facts.Offer == OfferStage.InDoubt
                || (!IsKept(facts) && !IsWanted(parties, facts, facts.Offeree, parties.ChannelOfInterface(facts.Offeree)));
        }

        return facts.IsFree && !facts.Blocked && parties.ChannelOf(facts.Contingent) is not null;
    }

    /// <summary>Of an offered place: blocked, or in no contingent of its distributor any more.</summary>
    public static bool IsWithdrawn(Parties parties, PlaceFacts facts) =>
        facts.Blocked || parties.ChannelOf(facts.Contingent) != parties.ChannelOfInterface(facts.Offeree);

    private static bool IsKept(PlaceFacts facts) => !facts.IsFree && facts.Offer == OfferStage.Acknowledged;

    private static bool IsWanted(Parties parties, PlaceFacts facts, byte offeree, SalesChannelId channel) =>
        !facts.Blocked
        && parties.ChannelOf(facts.Contingent) == channel
        && (facts.IsOffered ? facts.Offeree == offeree : facts.IsFree);
}
