using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>
/// Blocks places: nobody sells them, and the next export withdraws them. Refused for a place that is held or sold. The
/// answer counts the places that stay offered until then.
/// </summary>
/// <param name="Within">Where the places of unnumbered areas are taken from; null is the venue's pool.</param>
[GenerateSerializer, Immutable, Alias("BlockPlaces")]
public sealed record BlockPlaces(CommandContext Context, ContingentId? Within, PlaceSelection Selection) : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.BlockPlaces;

    ulong ISeatMapCommand.Fingerprint() => Blocking.Fingerprint("block", Within, Selection);

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now) => Blocking.Decide(state, Within, Selection, blocked: true);
}

/// <summary>Unblocks places: they are as they were.</summary>
/// <param name="Within">Where the places of unnumbered areas are taken from; null is the venue's pool.</param>
[GenerateSerializer, Immutable, Alias("UnblockPlaces")]
public sealed record UnblockPlaces(CommandContext Context, ContingentId? Within, PlaceSelection Selection) : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.UnblockPlaces;

    ulong ISeatMapCommand.Fingerprint() => Blocking.Fingerprint("unblock", Within, Selection);

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now) => Blocking.Decide(state, Within, Selection, blocked: false);
}

internal static class Blocking
{
    public static ulong Fingerprint(string kind, ContingentId? within, PlaceSelection selection)
    {
        var fingerprint = SeatMaps.Fingerprint.Of(kind);
        fingerprint.Add(within?.Value);
        selection.AddTo(ref fingerprint);
        return fingerprint.Value;
    }

    public static Decision Decide(SeatMapState state, ContingentId? within, PlaceSelection selection, bool blocked)
    {
        var number = within is { } contingent ? state.NumberOf(contingent) : 0;
        if (number is null)
        {
            return Decision.Refuse(RefusalCode.NotFound, within.ToString()!, "No place of this seat map is in that contingent.");
        }

        var (places, refusals) = Selecting.Select(
            state,
            selection,
            AssignPlaces.MaxPlaces,
            (place, facts) => Refusals.Taken(state, place) ?? Unfit(state, place, facts, number.Value, blocked));
        return refusals.IsEmpty
            ? Decision.Accept(
                Changes.Of(state, places, facts => ByWord.Offer(facts with { Blocked = blocked }, state.Parties.ByWordOf(state.ChannelOf(facts.Contingent)))),
                new Answer(places, Number: places.Count(place => state[place].IsOffered)))
            : Decision.Refuse(refusals);
    }

    /// <summary>A numbered place may be blocked twice; of an unnumbered area, only places that change are worth choosing.</summary>
    private static Refusal? Unfit(SeatMapState state, int place, PlaceFacts facts, ushort within, bool blocked) =>
        state.Index.IsNumbered(place) || (facts.Contingent == within && facts.Blocked != blocked) ? null : Refusals.Elsewhere(state, place);
}
