using System.Collections.Immutable;
using Distribution.Api.GraphQL.Fields;
using Distribution.SeatMaps.Live;

namespace Distribution.Api.SeatMaps;

/// <summary>What brings a reader who saw a version up to date.</summary>
/// <param name="From">The version that was seen; null when the changes since then are not known any more, or none was seen.</param>
/// <param name="Changes">
/// For each place that changed its number in four bytes and its state in two, the low one first, the state as in <see cref="Availability.State"/>. It may
/// name places that are as they were. Empty when <c>reset</c> is true.
/// </param>
public sealed record AvailabilityChanges([property: Hidden] SeatMapReplica Replica, long? From, ReadOnlyMemory<byte> Changes)
{
    /// <summary>Grows when the seat map starts again, such as on another silo. A version is the same in every epoch.</summary>
    public long Epoch => Replica.Epoch;

    /// <summary>The version to which they lead.</summary>
    public long To => Replica.Version;

    /// <summary>Whether the reader has to start from <c>state</c> again.</summary>
    public bool Reset => From is null;

    /// <summary>All places, as <see cref="Availability.State"/>; only when <c>reset</c> is true.</summary>
    public ReadOnlyMemory<byte>? State => Reset ? Replica.State : null;

    /// <summary>All contingents that have, or had, places here, by their numbers.</summary>
    public ImmutableArray<NumberedContingent> Contingents => Replica.Parties.Contingents;

    /// <summary>All distributor interfaces that were offered places here, by their numbers.</summary>
    public ImmutableArray<NumberedInterface> Interfaces => Replica.Parties.Interfaces;

    internal static AvailabilityChanges Since(long? seen, SeatMapReplica replica) =>
        seen is { } version && replica.ChangesSince(version) is { } changes
            ? new AvailabilityChanges(replica, seen, changes)
            : new AvailabilityChanges(replica, null, ReadOnlyMemory<byte>.Empty);
}
