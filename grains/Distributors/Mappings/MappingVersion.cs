using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Distributors.Mappings;

/// <summary>One accepted change of an interface's mappings: who made it, when, and with what.</summary>
/// <param name="Version">1 for the first, one more with each.</param>
/// <param name="Command">The command that made it.</param>
/// <param name="File">The name of the file it came in; null when it was entered by hand.</param>
/// <param name="ChangeCount">How many mappings it added, changed or removed.</param>
/// <param name="At">When it was made.</param>
/// <param name="Who">The name of the caller who made it.</param>
public sealed record MappingVersion(
    DistributorInterfaceId Interface, long Version, CommandId Command, string Who, DateTimeOffset At, string? File, int ChangeCount);

/// <summary>What became of one mapping.</summary>
/// <param name="Before">The distributor's id until then; null: there was none.</param>
/// <param name="After">The distributor's id from then on; null: there is none.</param>
/// <param name="Kind">What is mapped.</param>
/// <param name="Ours">Our id or code of it.</param>
public sealed record MappingChange(MappingKind Kind, string Ours, string? Before, string? After)
{
    /// <summary>What leads from one set to the other, by kind and our code.</summary>
    internal static ImmutableArray<MappingChange> Between(MappingSet before, MappingSet after)
    {
        var old = before.Mappings.ToDictionary(mapping => (mapping.Kind, mapping.Ours), mapping => mapping.Theirs);
        var now = after.Mappings.ToDictionary(mapping => (mapping.Kind, mapping.Ours), mapping => mapping.Theirs);
        return
        [
            .. old.Keys.Union(now.Keys)
                .Select(key => new MappingChange(key.Kind, key.Ours, old.GetValueOrDefault(key), now.GetValueOrDefault(key)))
                .Where(change => change.Before != change.After)
                .OrderBy(change => change.Kind).ThenBy(change => change.Ours, StringComparer.Ordinal),
        ];
    }
}

/// <summary>Versions of an interface's mappings, the newest first.</summary>
/// <param name="Before">Ask on from here; null: there is no more.</param>
public sealed record MappingVersionPage(ImmutableArray<MappingVersion> Versions, long? Before);
