using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Contingents;

/// <summary>The moves out of a contingent: those under way, and the last that ended.</summary>
[GenerateSerializer, Alias("ContingentState")]
internal sealed class ContingentState
{
    /// <summary>Moves under way at once.</summary>
    public const int MaxUnderWay = 20;

    /// <summary>Ended moves kept to be read.</summary>
    public const int MaxEnded = 100;

    [Id(0)] public List<MoveRecord> Moves { get; set; } = [];

    public MoveRecord? Find(MoveId id) => Moves.Find(move => move.View.Id == id);

    public IEnumerable<MoveRecord> UnderWay => Moves.Where(move => !move.View.IsOver);

    public void Put(MoveRecord record)
    {
        var at = Moves.FindIndex(move => move.View.Id == record.View.Id);
        if (at >= 0)
        {
            Moves[at] = record;
            return;
        }

        Moves.Add(record);
        var tooMany = Moves.Count(move => move.View.IsOver) - MaxEnded;
        Moves.RemoveAll(move => move.View.IsOver && tooMany-- > 0);
    }
}

/// <param name="Places">Numbers of all places of the move; empty until they are blocked.</param>
/// <param name="Names">Their names.</param>
/// <param name="Attempt">How often an export was tried: each try is a command of its own.</param>
[GenerateSerializer, Immutable, Alias("MoveRecord")]
internal sealed record MoveRecord(
    Move View, CommandContext Context, PlaceSelection Selection, ContingentRef To, ImmutableArray<int> Places, ImmutableArray<string> Names, int Attempt);
