using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>
/// A distributor that no export reaches is told by people what it has, so its places count as offered from the moment they are its: somebody may have said so
/// on the phone already. Each of them stays its own until somebody says who agreed to give it back.
/// </summary>
internal static class ByWord
{
    /// <param name="number">The interface's number, or null where the contingent's distributor is told by exports.</param>
    public static Refusal? Meet(SeatMapState state, ContingentRef contingent, out byte? number, out SeatMapEffect[] met)
    {
        (number, met) = (null, []);
        if (contingent is not { Channel: { } channel, ByWord: { } distributor })
        {
            return null;
        }

        if (Interfaces.Meet(state, distributor, channel, out var found, out var first) is { } refusal)
        {
            return refusal;
        }

        number = found;
        met = state.Parties.ByWordOf(channel) is null ? [.. first, new SeatMapEffect.ToldByWord(found)] : first;
        return null;
    }

    public static PlaceFacts Offer(PlaceFacts facts, byte? number) => number is { } offeree && facts is { IsFree: true, Blocked: false, IsOffered: false }
        ? facts with { Offeree = offeree, Offer = OfferStage.Acknowledged, OfferedFrom = facts.Contingent }
        : facts;
}
