using System.Collections.Immutable;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.SeatMaps.Live;

/// <summary>All places of a seat map at one version, all of it durable.</summary>
/// <param name="Epoch">Of the activation that says so; see <see cref="SeatMapReplica.Epoch"/>.</param>
/// <param name="Places">Written by <see cref="PlaceBytes"/>.</param>
[GenerateSerializer, Immutable, Alias("SeatMapImage")]
public sealed record SeatMapImage(long Epoch, long Version, PlanHash Plan, KnownParties Parties, byte[] Places);

/// <summary>The places that changed from one version to a later one, as they are at the later one.</summary>
/// <param name="Changes">Written by <see cref="PlaceBytes"/>; none where only something else changed, such as the end of a hold.</param>
/// <param name="Parties">All of them, where there are new ones since the last delta.</param>
[GenerateSerializer, Immutable, Alias("SeatMapDelta")]
public sealed record SeatMapDelta(long Epoch, long From, long To, byte[] Changes, KnownParties? Parties);

/// <summary>Up to where an activation has told its observers.</summary>
[GenerateSerializer, Immutable, Alias("SeatMapPosition")]
public readonly record struct SeatMapPosition(long Epoch, long Version);

/// <summary>The contingents and interfaces that a seat map has met. Each has a number of its own there, which never changes, so a later list only goes on.</summary>
[GenerateSerializer, Immutable, Alias("KnownParties")]
public sealed record KnownParties(ImmutableArray<NumberedContingent> Contingents, ImmutableArray<NumberedInterface> Interfaces);

/// <summary>A contingent with its number in one seat map.</summary>
/// <param name="Number">From 1 on, in the order in which they came to have places; the venue's pool is 0 and in no list.</param>
/// <param name="Contingent">The contingent.</param>
/// <param name="Channel">The external channel that sells its places; null for an internal contingent.</param>
[GenerateSerializer, Immutable, Alias("NumberedContingent")]
public sealed record NumberedContingent(int Number, ContingentId Contingent, SalesChannelId? Channel);

/// <summary>A distributor interface with its number in one seat map.</summary>
/// <param name="Number">From 1 on, in the order in which they came.</param>
/// <param name="Interface">The distributor interface.</param>
/// <param name="Channel">Its sales channel.</param>
[GenerateSerializer, Immutable, Alias("NumberedInterface")]
public sealed record NumberedInterface(int Number, DistributorInterfaceId Interface, SalesChannelId Channel);
