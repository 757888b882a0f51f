using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>One accepted command as the journal keeps it: who did what when, what it changed, and what was answered.</summary>
/// <param name="Version">1 for the first entry of a seat map, then one more each.</param>
/// <param name="Fingerprint">Of the command's content: the same id with another fingerprint is another command.</param>
internal sealed record JournalEntry(
    long Version,
    SeatMapAction Action,
    CommandContext Context,
    ulong Fingerprint,
    DateTimeOffset At,
    ImmutableArray<SeatMapEffect> Effects,
    Answer Answer);

/// <summary>
/// What an accepted command answered, in the one form that serves every command, so that the same command again can
/// be answered the same.
/// </summary>
/// <param name="Places">The numbers of the places it was about.</param>
/// <param name="Until">The end of a hold.</param>
/// <param name="Number">What else a command counts: places still offered after a take-back, the version of an export, the <see cref="Seating"/> of the best available places.</param>
/// <param name="Warning">What the caller should know though all went well.</param>
/// <param name="Version">The version that the command made of the seat map; 0 until it has made one.</param>
internal readonly record struct Answer(
    ImmutableArray<int> Places, DateTimeOffset? Until = null, long Number = 0, string? Warning = null, long Version = 0)
{
    public static readonly Answer Nothing = new([]);
}
