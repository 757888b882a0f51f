using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Contingents;

/// <summary>Moves places of this contingent to another one of the same performance, by way of both distributors' exports.</summary>
[GenerateSerializer, Immutable, Alias("MovePlaces")]
public sealed record MovePlaces(CommandContext Context, ContingentId To, PlaceSelection Selection);

/// <summary>How far a move of places between contingents has come.</summary>
public enum MovePhase
{
    /// <summary>The move is written down; its places are about to be blocked.</summary>
    Blocking = 1,
    /// <summary>The places are blocked; the first distributor's export has to withdraw them.</summary>
    Withdrawing,
    /// <summary>The places are in the other contingent; its distributor's export has to offer them.</summary>
    Offering,
    /// <summary>The places that could be moved are in the other contingent, and offered.</summary>
    Done,
    /// <summary>Given up: what was still blocked is unblocked where it was.</summary>
    Abandoned,
    /// <summary>The places could not be blocked: nothing was changed.</summary>
    Refused,
}

/// <summary>One move, with its two exports.</summary>
/// <param name="Moved">Places that are in the other contingent now.</param>
/// <param name="Stayed">Places that stayed, since their distributor had sold or kept them.</param>
/// <param name="Waiting">Places that the first distributor may still sell.</param>
/// <param name="Problem">Why the move does not go on; it is tried again every minute.</param>
/// <param name="Phase">How far it has come.</param>
/// <param name="Notice">What is left to do by people, though the move is done; null: nothing.</param>
[GenerateSerializer, Immutable, Alias("Move")]
public sealed record Move(
    MoveId Id,
    PerformanceId Performance,
    ContingentId From,
    ContingentId To,
    MovePhase Phase,
    ImmutableArray<string> Moved,
    ImmutableArray<string> Stayed,
    int Waiting,
    ExecutionId? Withdrawal,
    ExecutionId? Offer,
    string? Problem,
    string? Notice = null)
{
    /// <summary>Whether nothing more will happen.</summary>
    public bool IsOver => Phase is MovePhase.Done or MovePhase.Abandoned or MovePhase.Refused;
}
