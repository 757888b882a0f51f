using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Orleans.Concurrency;

namespace Distribution.Contingents;

/// <summary>
/// One contingent of one performance; the key is a <see cref="ContingentKey"/>. Every method may refuse with NotFound: no such performance or contingent, or not
/// of one venue.
/// </summary>
[Alias("IContingentGrain")]
public interface IContingentGrain : IGrainWithStringKey
{
    [Alias("Assign")]
    Task<Outcome<PlacesChanged>> Assign(CommandContext context, PlaceSelection selection);

    [Alias("TakeBack")]
    Task<Outcome<PlacesChanged>> TakeBack(CommandContext context, PlaceSelection selection);

    [Alias("Block")]
    Task<Outcome<PlacesChanged>> Block(CommandContext context, PlaceSelection selection);

    [Alias("Unblock")]
    Task<Outcome<PlacesChanged>> Unblock(CommandContext context, PlaceSelection selection);

    /// <summary>
    /// Starts a move and answers once its places are blocked; it then goes on by itself, through restarts, until every place has
    /// moved or is known to stay. The move's id is the command's id.
    /// </summary>
    [Alias("Move")]
    Task<Outcome<Move>> Move(MovePlaces command);

    /// <summary>Gives a move up: places that are still blocked are unblocked where they are. What has moved stays moved.</summary>
    [Alias("Abandon")]
    Task<Outcome<Move>> Abandon(CommandContext context, MoveId move);

    // Interleaved: it only waits, and must not keep commands waiting meanwhile.
    /// <summary>Waits until a move is over or can't go on for now, at most 30 seconds, and answers how it stands then.</summary>
    [Alias("WaitFor"), AlwaysInterleave, ResponseTimeout("00:00:45")]
    Task<Outcome<Move>> WaitFor(MoveId move, TimeSpan atMost);

    // Interleaved: it reads what is there.
    [Alias("Get"), AlwaysInterleave]
    Task<Outcome<ContingentView>> Get();
}

/// <summary>Whether a distributor has of a contingent what it should have.</summary>
public enum ContingentExportState
{
    /// <summary>The distributor has what it should have.</summary>
    InSync = 1,
    /// <summary>An export would change something.</summary>
    ChangedSince,
    /// <summary>Of some places it is not known whether the distributor has them; an export asks.</summary>
    InDoubt,
}

/// <summary>A contingent on one performance: what it has, and how its distributor's allotment stands.</summary>
/// <param name="Categories">Counts of the places that are in the contingent, by seat category.</param>
/// <param name="Withdrawing">Places that left the contingent and may still be sold by its distributor.</param>
/// <param name="ExportState">Null for an internal contingent.</param>
/// <param name="Counts">All its places, counted.</param>
/// <param name="Moves">The moves of its places to other contingents.</param>
/// <param name="Name">The name of the contingent.</param>
[GenerateSerializer, Immutable, Alias("ContingentView")]
public sealed record ContingentView(
    PerformanceId Performance,
    ContingentId Contingent,
    string Name,
    SalesChannelId? Channel,
    PlaceCounts Counts,
    ImmutableArray<CountRow> Categories,
    int Withdrawing,
    ContingentExportState? ExportState,
    ImmutableArray<Move> Moves);
