using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Distributors;

/// <summary>
/// Changes to mappings are taken all or none. Each of our objects has one id at the distributor. What a sale names
/// (performance, area, audience sub-category) must lead back to one object of ours; several categories or blocks may share an id.
/// </summary>
internal static class MappingRules
{
    /// <summary>Problems told at once; the others are told once these are mended.</summary>
    public const int MaxRefusals = 50;

    /// <param name="changes">A mapping with empty <see cref="Mapping.Theirs"/> is removed.</param>
    /// <param name="things">What the venue has. A mapping of what it no longer has can only be removed.</param>
    public static Outcome<MappingSet> Change(MappingSet set, ImmutableArray<Mapping> changes, MappableThings things)
    {
        if (changes.IsDefaultOrEmpty || changes.Length > MappingSet.MaxMappings)
        {
            return new Refusal(changes.IsDefaultOrEmpty ? RefusalCode.Invalid : RefusalCode.LimitExceeded, "mappings", $"Send 1 to {MappingSet.MaxMappings} mappings.");
        }

        var malformed = changes.SelectMany(Problems).Take(MaxRefusals).ToImmutableArray();
        if (!malformed.IsEmpty)
        {
            return new Outcome<MappingSet>.Refused(malformed);
        }

        var read = changes.Select(change => change with { Ours = Canonical(change.Kind, change.Ours) }).ToImmutableArray();
        var problems = read.Index().GroupBy(m => (m.Item.Kind, m.Item.Ours)).Where(group => group.Count() > 1).Select(Twice)
            .Concat(read.Index().Where(m => m.Item.Theirs.Length > 0 && !things.Has(m.Item.Kind, m.Item.Ours)).Select(Unknown))
            .OrderBy(refusal => refusal.Code)
            .Take(MaxRefusals)
            .ToImmutableArray();
        if (!problems.IsEmpty)
        {
            return new Outcome<MappingSet>.Refused(problems);
        }

        var byOurs = set.Mappings.ToDictionary(m => (m.Kind, m.Ours));
        foreach (var change in read)
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

        return Checked(set, InOrder(byOurs.Values), read, things);
    }

    /// <summary>The order in which a set is kept and shown.</summary>
    public static ImmutableArray<Mapping> InOrder(IEnumerable<Mapping> mappings) =>
        [.. mappings.OrderBy(m => m.Kind).ThenBy(m => m.Ours, StringComparer.Ordinal)];

    /// <summary>Mappings of different objects that sales could not tell apart, together.</summary>
    public static IEnumerable<IGrouping<(MappingKind Kind, string Theirs), Mapping>> Ambiguous(IEnumerable<Mapping> mappings) =>
        mappings.Where(m => LeadsBack(m.Kind)).GroupBy(m => (m.Kind, m.Theirs)).Where(group => group.Count() > 1);

    public static string Ambiguity(IGrouping<(MappingKind Kind, string Theirs), Mapping> group, MappableThings things)
    {
        const int Named = 3;
        var others = group.Count() - Named;
        var ours = group.Take(Named).Select(m => things.NameOf(m.Kind, m.Ours)).Concat(others > 0 ? [$"{others} more"] : []);
        return $"The distributor's {group.Key.Kind.InWords()} \"{group.Key.Theirs}\" would stand for {string.Join(" and ", ours)}; a sale could not tell them apart.";
    }

    /// <summary>What is wrong with an id of the distributor; null for a sound one. An empty one is sound: it removes.</summary>
    public static string? WrongWith(string? theirs) => theirs is { Length: <= Mapping.MaxLength } && LineText.Prints(theirs) && theirs.Trim() == theirs
        ? null
        : $"The distributor's id has at most {Mapping.MaxLength} characters, no control characters and no spaces around it; an empty one removes the mapping.";

    private static Outcome<MappingSet> Checked(MappingSet set, ImmutableArray<Mapping> mappings, ImmutableArray<Mapping> changes, MappableThings things)
    {
        if (mappings.Length > MappingSet.MaxMappings)
        {
            return new Refusal(RefusalCode.LimitExceeded, "mappings", $"An interface has at most {MappingSet.MaxMappings} mappings.");
        }

        var ambiguous = Ambiguous(mappings)
            .Select(group => new Refusal(RefusalCode.Duplicate, group.Key.Theirs, Ambiguity(group, things)) { Argument = $"mappings[{changes.Index().First(change => group.Contains(change.Item)).Index}].theirs" })
            .Take(MaxRefusals)
            .ToImmutableArray();
        if (!ambiguous.IsEmpty)
        {
            return new Outcome<MappingSet>.Refused(ambiguous);
        }

        return mappings.SequenceEqual(set.Mappings) ? set : new MappingSet(set.Version + 1, mappings);
    }

    /// <summary>An id may be written in several ways; it is looked up in one.</summary>
    public static string Canonical(MappingKind kind, string ours) => IsId(kind) && Guid.TryParse(ours, out var id) ? id.ToString() : ours;

    private static bool IsId(MappingKind kind) =>
        kind is MappingKind.Event or MappingKind.Performance or MappingKind.LogicalConfiguration or MappingKind.AudienceSubCategory;

    private static Refusal Twice(IGrouping<(MappingKind Kind, string Ours), (int Index, Mapping Item)> group) =>
        new(RefusalCode.Invalid, group.Key.Ours, $"The {group.Key.Kind.InWords()} \"{group.Key.Ours}\" is named {group.Count()} times; name it once.") { Argument = OursAt(group.Last().Index) };

    private static Refusal Unknown((int Index, Mapping Item) change) =>
        new(RefusalCode.NotFound, change.Item.Ours, $"This venue has no {change.Item.Kind.InWords()} \"{change.Item.Ours}\".") { Argument = OursAt(change.Index) };

    private static string OursAt(int index) => $"mappings[{index}].ours";

    private static bool LeadsBack(MappingKind kind) => kind is MappingKind.Performance or MappingKind.Area or MappingKind.AudienceSubCategory;

    private static IEnumerable<Refusal> Problems(Mapping mapping, int position)
    {
        if (!Enum.IsDefined(mapping.Kind))
        {
            yield return new(RefusalCode.Invalid, $"mappings[{position}].kind", "There is no such kind of mapping.");
        }

        if (mapping.Ours is not { Length: > 0 and <= Mapping.MaxLength } || !LineText.Prints(mapping.Ours))
        {
            yield return new(RefusalCode.Invalid, $"mappings[{position}].ours", $"Our id or code has 1 to {Mapping.MaxLength} characters, none of them a control character.");
        }

        if (WrongWith(mapping.Theirs) is { } wrong)
        {
            yield return new(RefusalCode.Invalid, $"mappings[{position}].theirs", wrong);
        }
    }
}
