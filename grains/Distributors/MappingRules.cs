using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Distributors;

/// <summary>
/// Changes to mappings are taken all or none. Each of our objects has one id at the distributor. What a sale names
/// (performance, area, audience sub-category) must lead back to one object of ours; several categories or blocks may share an id.
/// </summary>
internal static class MappingRules
{
    /// <param name="changes">A mapping with empty <see cref="Mapping.Theirs"/> is removed.</param>
    public static Outcome<MappingSet> Change(MappingSet set, ImmutableArray<Mapping> changes)
    {
        if (changes.IsDefaultOrEmpty || changes.Length > MappingSet.MaxMappings)
        {
            return new Refusal(RefusalCode.LimitExceeded, "mappings", $"Send 1 to {MappingSet.MaxMappings} mappings.");
        }

        var malformed = changes.SelectMany(Problems).ToImmutableArray();
        if (!malformed.IsEmpty)
        {
            return new Outcome<MappingSet>.Refused(malformed);
        }

        var byOurs = set.Mappings.ToDictionary(m => (m.Kind, m.Ours));
        foreach (var change in changes)
        {
            if (change.Theirs.Length == 0)
            {
                byOurs.Remove((change.Kind, change.Ours));
            }
            else
            {
                byOurs[(change.Kind, change.Ours)] = change;
            }
        }

        return Checked(set, [.. byOurs.Values.OrderBy(m => m.Kind).ThenBy(m => m.Ours, StringComparer.Ordinal)]);
    }

    private static Outcome<MappingSet> Checked(MappingSet set, ImmutableArray<Mapping> mappings)
    {
        if (mappings.Length > MappingSet.MaxMappings)
        {
            return new Refusal(RefusalCode.LimitExceeded, "mappings", $"An interface has at most {MappingSet.MaxMappings} mappings.");
        }

        var ambiguous = mappings.Where(m => LeadsBack(m.Kind))
            .GroupBy(m => (m.Kind, m.Theirs))
            .Where(group => group.Count() > 1)
            .Select(group => new Refusal(
                RefusalCode.Duplicate,
                group.Key.Theirs,
                $"The distributor's {group.Key.Kind} \"{group.Key.Theirs}\" would stand for {string.Join(" and ", group.Select(m => m.Ours))}; a sale could not tell them apart."))
            .ToImmutableArray();
        if (!ambiguous.IsEmpty)
        {
            return new Outcome<MappingSet>.Refused(ambiguous);
        }

        return mappings.SequenceEqual(set.Mappings) ? set : new MappingSet(set.Version + 1, mappings);
    }

    private static bool LeadsBack(MappingKind kind) => kind is MappingKind.Performance or MappingKind.Area or MappingKind.AudienceSubCategory;

    private static IEnumerable<Refusal> Problems(Mapping mapping, int position)
    {
        if (!Enum.IsDefined(mapping.Kind))
        {
            yield return new(RefusalCode.Invalid, $"mappings[{position}].kind", "There is no such kind of mapping.");
        }

        if (mapping.Ours is not { Length: > 0 and <= Mapping.MaxLength } || mapping.Ours.Any(char.IsControl))
        {
            yield return new(RefusalCode.Invalid, $"mappings[{position}].ours", $"Our id or code has 1 to {Mapping.MaxLength} characters, none of them a control character.");
        }

        if (mapping.Theirs is not { Length: <= Mapping.MaxLength } || mapping.Theirs.Any(char.IsControl) || mapping.Theirs.Trim() != mapping.Theirs)
        {
            yield return new(RefusalCode.Invalid, $"mappings[{position}].theirs", $"The distributor's id has at most {Mapping.MaxLength} characters, no control characters and no spaces around it; an empty one removes the mapping.");
        }
    }
}
