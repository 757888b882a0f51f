using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.Spreadsheets;

namespace Distribution.Distributors.Mappings;

/// <summary>What a file changed, or would change.</summary>
/// <param name="Applied">False for a dry run.</param>
/// <param name="Version">Of the mappings, now; of a dry run, as they are.</param>
/// <param name="Read">Ids that the file had.</param>
/// <param name="Unchanged">How many of them were mapped so already.</param>
/// <param name="Notes">What was taken, and deserves a look.</param>
/// <param name="Changes">What it changed, or would change, by kind and our code.</param>
public sealed record MappingImport(
    bool Applied, long Version, int Read, int Unchanged, ImmutableArray<MappingChange> Changes, ImmutableArray<FileNote> Notes);

/// <summary>A mapping as a file has it.</summary>
/// <param name="Place">Of the distributor's id.</param>
/// <param name="Ours">Where our id or code stands.</param>
internal readonly record struct PlacedMapping(Mapping Mapping, string Place, string Ours);

/// <summary>Everything that a file says about mappings. Empty ids are not among them, unless they are to remove.</summary>
/// <param name="Problems">What could not be read.</param>
internal sealed record MappingFile(ImmutableArray<PlacedMapping> Mappings, ImmutableArray<FileNote> Notes, FileProblems Problems)
{
    /// <summary>As a command, each thing once, in the order of the file.</summary>
    public ImmutableArray<Mapping> Changes => [.. Mappings.Select(placed => placed.Mapping).DistinctBy(mapping => (mapping.Kind, mapping.Ours))];

    /// <summary>What the file would make of the mappings; refused with every problem, each at its place.</summary>
    public Outcome<MappingSet> Plan(MappingSet set, MappableThings things)
    {
        if (Mappings.IsEmpty && !Problems.Any)
        {
            return set;
        }

        var problems = Problems.Copy();
        foreach (var contradiction in Mappings.GroupBy(placed => (placed.Mapping.Kind, placed.Mapping.Ours)))
        {
            var first = contradiction.First();
            foreach (var other in contradiction.Where(other => other.Mapping.Theirs != first.Mapping.Theirs))
            {
                problems.Add(other.Place, $"the {first.Mapping.Kind.InWords()} {FileProblems.Quoted(first.Mapping.Ours)} has another id in {first.Place}: {FileProblems.Quoted(first.Mapping.Theirs)}. Leave one of them.", RefusalCode.Duplicate);
            }
        }

        foreach (var placed in Mappings.Where(placed => placed.Mapping.Theirs.Length > 0 && !things.Has(placed.Mapping.Kind, placed.Mapping.Ours)))
        {
            problems.Add(placed.Ours, $"this venue has no {placed.Mapping.Kind.InWords()} {FileProblems.Quoted(placed.Mapping.Ours)}.", RefusalCode.NotFound);
        }

        AddAmbiguous(problems, set, things);
        return problems.Any ? new Outcome<MappingSet>.Refused(problems.All()) : MappingRules.Change(set, Changes, things);
    }

    private void AddAmbiguous(FileProblems problems, MappingSet set, MappableThings things)
    {
        var places = Mappings.GroupBy(placed => (placed.Mapping.Kind, placed.Mapping.Ours)).ToDictionary(group => group.Key, group => group.First().Place);
        var after = set.Mappings.Where(mapping => !places.ContainsKey((mapping.Kind, mapping.Ours))).Concat(Changes.Where(change => change.Theirs.Length > 0));
        foreach (var group in MappingRules.Ambiguous(after))
        {
            var ambiguity = MappingRules.Ambiguity(group, things);
            foreach (var place in group.Select(mapping => places.GetValueOrDefault((mapping.Kind, mapping.Ours))).OfType<string>())
            {
                problems.Add(place, ambiguity, RefusalCode.Duplicate);
            }
        }
    }
}
