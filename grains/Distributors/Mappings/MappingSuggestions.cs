using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.Spreadsheets;

namespace Distribution.Distributors.Mappings;

/// <summary>Something the distributor has, as it names it.</summary>
/// <param name="Id">The distributor's id of it.</param>
/// <param name="Name">The distributor's name for it.</param>
public sealed record TheirObject(string Id, string Name);

/// <summary>What of theirs may be one thing of ours, because the names are equal but for case, accents and punctuation. Nothing is mapped by it.</summary>
/// <param name="Certain">One of theirs for one of ours: it may be taken without a second look at the others.</param>
/// <param name="Candidates">What of theirs it may be.</param>
/// <param name="Object">The thing of ours.</param>
public sealed record MappingSuggestion(MappableObject Object, ImmutableArray<TheirObject> Candidates, bool Certain);

internal static class MappingSuggestions
{
    public const int MaxTheirs = 20_000;
    public const int MaxName = 500;

    /// <summary>For everything of the kind that is not mapped yet and that has a name among theirs.</summary>
    public static Outcome<ImmutableArray<MappingSuggestion>> Of(ImmutableArray<MappableObject> all, MappingKind kind, IReadOnlyCollection<TheirObject> theirs)
    {
        if (theirs.Count is 0 or > MaxTheirs)
        {
            return new Refusal(RefusalCode.LimitExceeded, "theirs", $"Send 1 to {MaxTheirs} of the distributor's objects.");
        }

        var problems = theirs.Select(Problem).OfType<Refusal>().Take(FileProblems.MaxTold).ToImmutableArray();
        if (!problems.IsEmpty)
        {
            return new Outcome<ImmutableArray<MappingSuggestion>>.Refused(problems);
        }

        // What is mapped already is no candidate for another.
        var taken = all.Where(it => it.Kind == kind && it.Theirs is not null).Select(it => it.Theirs).ToHashSet(StringComparer.Ordinal);
        var byName = theirs.Where(it => !taken.Contains(it.Id)).DistinctBy(it => it.Id).ToLookup(it => FoldedName.Of(it.Name), StringComparer.Ordinal);
        var missing = all.Where(it => it.Kind == kind && it.Theirs is null).ToList();
        var names = missing.SelectMany(NamesOf).CountBy(name => name).ToDictionary();
        return missing.Select(it => Suggest(it, byName, names)).Where(suggestion => !suggestion.Candidates.IsEmpty).ToImmutableArray();
    }

    private static MappingSuggestion Suggest(MappableObject ours, ILookup<string, TheirObject> byName, Dictionary<string, int> names)
    {
        var matching = NamesOf(ours).Where(byName.Contains).ToList();
        var candidates = matching.SelectMany(name => byName[name]).DistinctBy(it => it.Id).ToImmutableArray();
        return new MappingSuggestion(ours, candidates, candidates.Length == 1 && matching.All(name => names[name] == 1));
    }

    private static IEnumerable<string> NamesOf(MappableObject ours) =>
        ours.OtherNames.Prepend(ours.Name).Select(FoldedName.Of).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal);

    private static Refusal? Problem(TheirObject theirs, int position)
    {
        if (theirs.Id.Length == 0 || MappingRules.WrongWith(theirs.Id) is not null)
        {
            return new Refusal(RefusalCode.Invalid, $"theirs[{position}].id", $"The distributor's id has 1 to {Mapping.MaxLength} characters, no control characters and no spaces around it.");
        }

        return theirs.Name.Length > MaxName
            ? new Refusal(RefusalCode.LimitExceeded, $"theirs[{position}].name", $"A name has at most {MaxName} characters.")
            : null;
    }
}
