using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>
/// The first step of a move: blocks the places in their contingent, so that the next export withdraws them. Refused for a place that
/// is held, sold, blocked or elsewhere. The answer names the places by number, since those of an unnumbered area have no key.
/// </summary>
[GenerateSerializer, Immutable, Alias("BeginMove")]
public sealed record BeginMove(CommandContext Context, ContingentId From, PlaceSelection Selection) : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.BeginMove;

    ulong ISeatMapCommand.Fingerprint() => Blocking.Fingerprint("begin move", From, Selection);

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (state.NumberOf(From) is not { } number)
        {
            return Decision.Refuse(RefusalCode.NotFound, From.ToString(), "No place of this seat map is in that contingent.");
        }

        var (places, refusals) = Selecting.Select(state, Selection, AssignPlaces.MaxPlaces, (place, facts) => Problem(state, place, facts, number));
        return refusals.IsEmpty
            ? Decision.Accept(
                Changes.Of(state, places, facts => facts with { Blocked = true }),
                new Answer(places, Number: places.Count(place => state[place].IsOffered)))
            : Decision.Refuse(refusals);
    }

    private static Refusal? Problem(SeatMapState state, int place, PlaceFacts facts, ushort from)
    {
        if (Refusals.Taken(state, place) is { } taken)
        {
            return taken;
        }

        if (facts.Contingent != from)
        {
            return Refusals.Elsewhere(state, place);
        }

        return facts.Blocked ? Refusals.Blocked(state, place) : null;
    }
}

/// <summary>
/// The second step: of the places that were blocked, those that nobody may sell any more go to the other contingent, unblocked. A
/// place that is no longer blocked in its contingent was kept by its distributor, and stays. The answer names all places that are in the other contingent
/// now, also those that an earlier try brought there; its number counts those that may still be sold by the first distributor: the step is
/// to be taken again after its next export.
/// </summary>
[GenerateSerializer, Immutable, Alias("FinishMove")]
public sealed record FinishMove(CommandContext Context, ContingentId From, ContingentRef To, ImmutableArray<int> Places) : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.FinishMove;

    ulong ISeatMapCommand.Fingerprint() => Moving.Fingerprint("finish move", From, To.Id, Places);

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        var places = Moving.Once(Places);
        if (Moving.Check(state, From, places, out var from) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (To.Meet(state, out var to, out var met) is { } unfit)
        {
            return Decision.Refuse(unfit);
        }

        if (ByWord.Meet(state, To, out var offeree, out var told) is { } foreign)
        {
            return Decision.Refuse(foreign);
        }

        var underWay = places.Where(place => Moving.IsUnderWay(state[place], from)).ToList();
        var free = underWay.Where(place => !state[place].IsOffered || state.ChannelOfInterface(state[place].Offeree) == To.Channel).ToImmutableArray();
        var moved = Changes.Of(state, free, facts => ByWord.Offer(
            facts with { Contingent = to, Blocked = false, OfferedFrom = facts.IsOffered ? to : facts.OfferedFrom }, offeree));
        var leaving = free.ToHashSet();
        var there = places.Where(place => state[place].Contingent == to || leaving.Contains(place));
        return Decision.Accept([.. free.IsEmpty ? [] : met, .. free.IsEmpty ? [] : told, .. moved], new Answer([.. there], Number: underWay.Count - free.Length));
    }
}

/// <summary>Gives a move up: the places that are still blocked in their contingent are unblocked there.</summary>
[GenerateSerializer, Immutable, Alias("AbandonMove")]
public sealed record AbandonMove(CommandContext Context, ContingentId From, ImmutableArray<int> Places) : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.AbandonMove;

    ulong ISeatMapCommand.Fingerprint() => Moving.Fingerprint("abandon move", From, From, Places);

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        var places = Moving.Once(Places);
        if (Moving.Check(state, From, places, out var from) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var underWay = places.Where(place => Moving.IsUnderWay(state[place], from)).ToImmutableArray();
        return Decision.Accept(Changes.Of(state, underWay, facts => ByWord.Offer(facts with { Blocked = false }, state.Parties.ByWordOf(state.ChannelOf(from)))), new Answer(underWay));
    }
}

internal static class Moving
{
    /// <summary>A list that was never set is empty, and a number counts once.</summary>
    public static ImmutableArray<int> Once(ImmutableArray<int> places) => places.IsDefault ? [] : [.. places.Distinct()];

    public static bool IsUnderWay(PlaceFacts facts, ushort from) => facts.IsFree && facts.Blocked && facts.Contingent == from;

    public static Refusal? Check(SeatMapState state, ContingentId contingent, ImmutableArray<int> places, out ushort from)
    {
        from = state.NumberOf(contingent) ?? 0;
        if (from == 0)
        {
            return new Refusal(RefusalCode.NotFound, contingent.ToString(), "No place of this seat map is in that contingent.");
        }

        return places.Any(place => place < 0 || place >= state.Index.Count)
            ? new Refusal(RefusalCode.NotFound, "places", "There is no place with such a number in this seat map.")
            : null;
    }

    public static ulong Fingerprint(string kind, ContingentId from, ContingentId to, ImmutableArray<int> places)
    {
        var fingerprint = SeatMaps.Fingerprint.Of(kind);
        fingerprint.Add(from.Value);
        fingerprint.Add(to.Value);
        foreach (var place in Once(places))
        {
            fingerprint.Add(place);
        }

        return fingerprint.Value;
    }
}
