using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>A contingent as a seat map needs to know it.</summary>
/// <param name="Channel">The external channel it is tied to; null for an internal contingent. It never changes.</param>
/// <param name="ByWord">The channel's interface, where no export reaches its distributor; see <see cref="SeatMaps.ByWord"/>.</param>
[GenerateSerializer, Immutable, Alias("ContingentRef")]
public sealed record ContingentRef(ContingentId Id, SalesChannelId? Channel, DistributorInterfaceId? ByWord = null)
{
    /// <summary>The number it has here, or gets by <paramref name="met"/> when places come to it for the first time.</summary>
    internal Refusal? Meet(SeatMapState state, out ushort number, out SeatMapEffect[] met)
    {
        met = [];
        number = state.NumberOf(Id) ?? 0;
        if (number != 0)
        {
            return state.ChannelOf(number) == Channel
                ? null
                : new Refusal(RefusalCode.Foreign, Id.ToString(), "This contingent was first seen here with another sales channel; a contingent keeps its channel.");
        }

        if (state.ContingentCount == AssignPlaces.MaxContingents)
        {
            return new Refusal(RefusalCode.LimitExceeded, Id.ToString(), $"A seat map has at most {AssignPlaces.MaxContingents} contingents.");
        }

        number = checked((ushort)(state.ContingentCount + 1));
        met = [new SeatMapEffect.ContingentMet(Id, Channel)];
        return null;
    }
}

/// <summary>
/// Gives places to a contingent, from the pool or from another contingent. Refused for a place that is held, sold, or
/// still offered to another distributor. Blocked places stay blocked; the others are offered at once where the distributor is told by people. Of an unnumbered area, places of the pool are taken.
/// </summary>
[GenerateSerializer, Immutable, Alias("AssignPlaces")]
public sealed record AssignPlaces(CommandContext Context, ContingentRef To, PlaceSelection Selection) : ISeatMapCommand
{
    /// <summary>Places in one command.</summary>
    public const int MaxPlaces = 200_000;

    /// <summary>Contingents in one seat map.</summary>
    public const int MaxContingents = 1_000;

    SeatMapAction ISeatMapCommand.Action => SeatMapAction.AssignPlaces;

    ulong ISeatMapCommand.Fingerprint()
    {
        var fingerprint = Fingerprint.Of("assign");
        fingerprint.Add(To.Id.Value);
        Selection.AddTo(ref fingerprint);
        return fingerprint.Value;
    }

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (To.Meet(state, out var number, out var met) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (ByWord.Meet(state, To, out var offeree, out var told) is { } foreign)
        {
            return Decision.Refuse(foreign);
        }

        var (places, refusals) = Selecting.Select(state, Selection, MaxPlaces, (place, facts) => Problem(state, place, facts));
        if (!refusals.IsEmpty)
        {
            return Decision.Refuse(refusals);
        }

        var moved = Changes.Of(state, places, facts => ByWord.Offer(
            facts with { Contingent = number, OfferedFrom = facts.IsOffered ? number : facts.OfferedFrom }, offeree));
        return Decision.Accept([.. met, .. told, .. moved], new Answer(places));
    }

    private Refusal? Problem(SeatMapState state, int place, PlaceFacts facts)
    {
        if (Refusals.Taken(state, place) is { } taken)
        {
            return taken;
        }

        if (facts.IsOffered && state.ChannelOfInterface(facts.Offeree) != To.Channel)
        {
            return Refusals.Offered(state, place);
        }

        return facts.Contingent != 0 && !state.Index.IsNumbered(place) ? Refusals.Elsewhere(state, place) : null;
    }
}

/// <summary>
/// Takes places of a contingent back into the venue's pool. A place that is offered stays sellable by its distributor
/// alone until an export has withdrawn it; the answer counts these.
/// </summary>
[GenerateSerializer, Immutable, Alias("TakeBackPlaces")]
public sealed record TakeBackPlaces(CommandContext Context, ContingentId From, PlaceSelection Selection) : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.TakeBackPlaces;

    ulong ISeatMapCommand.Fingerprint()
    {
        var fingerprint = Fingerprint.Of("take back");
        fingerprint.Add(From.Value);
        Selection.AddTo(ref fingerprint);
        return fingerprint.Value;
    }

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (state.NumberOf(From) is not { } number)
        {
            return Decision.Refuse(RefusalCode.NotFound, From.ToString(), "No place of this seat map is in that contingent.");
        }

        var (places, refusals) = Selecting.Select(
            state,
            Selection,
            AssignPlaces.MaxPlaces,
            (place, facts) => Refusals.Taken(state, place) ?? (facts.Contingent == number ? null : Refusals.Elsewhere(state, place)));
        return refusals.IsEmpty
            ? Decision.Accept(
                Changes.Of(state, places, facts => facts with { Contingent = 0 }),
                new Answer(places, Number: places.Count(place => state[place].IsOffered)))
            : Decision.Refuse(refusals);
    }
}
