using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps.Journal;

/// <summary>What is known of an entry up to some point of its bytes, and need not be written again after it.</summary>
internal struct EntryFacts(DateTimeOffset at, CommandContext? context = null)
{
    public readonly long AtTicks => at.UtcTicks;

    /// <summary>Null where only the answer is kept.</summary>
    public readonly CommandContext? Context => context;

    /// <summary>The last hold or sale that was set; 0 before.</summary>
    public int Sale { get; private set; }

    /// <summary>The end of the last hold that was set.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>Those whose facts were set last.</summary>
    public ImmutableArray<int> Places { get; private set; } = [];

    public void Meet(int sale, SaleRecord record)
    {
        Sale = sale;
        Until = (record as SaleRecord.Held)?.Until ?? Until;
    }

    public void Meet(ImmutableArray<int> places) => Places = places;
}
