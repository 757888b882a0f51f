using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.Spreadsheets;

namespace Distribution.Distributors.Mappings;

/// <summary>Mappings as files: one line for each thing, with its kind, our code, its name for people, and the distributor's id.</summary>
internal static class MappingFiles
{
    private static readonly ImmutableArray<string> Headings = ["kind", "ours", "name", "theirs"];

    /// <summary>The name is not read.</summary>
    private static readonly ImmutableArray<string> Read = ["kind", "ours", "theirs"];

    private static readonly ImmutableArray<string> ReadOfTheirs = ["id", "name"];

    private static readonly Dictionary<string, MappingKind> Kinds =
        Enum.GetValues<MappingKind>().ToDictionary(kind => FoldedName.Of(kind.ToString()), StringComparer.Ordinal);

    public static byte[] Csv(IEnumerable<MappableObject> objects) =>
        CsvTable.Write(Headings, objects.Select(it => new[] { it.Kind.ToString(), it.Ours, it.Name, it.Theirs }));

    public static byte[] Xlsx(IEnumerable<MappableObject> objects) => SpreadsheetWriter.Write(
    [
        new SheetTable(
            "Mappings",
            [new("kind", ColumnUse.Code), new("ours", ColumnUse.Code), new("name"), new("theirs", ColumnUse.Input)],
            [.. objects.Select(it => ImmutableArray.Create<SheetValue>(it.Kind.ToString(), it.Ours, it.Name, it.Theirs))]),
    ]);

    /// <param name="removeEmpty">Whether an empty id removes the mapping; if not, it changes nothing.</param>
    public static async Task<Outcome<MappingFile>> Mappings(Stream file, bool removeEmpty, CancellationToken cancellationToken) =>
        (await TableFile.Read(file, Read, Headings, MappingSet.MaxMappings, cancellationToken)).Match<Outcome<MappingFile>>(
            table => Mappings(table, removeEmpty), refusals => new Outcome<MappingFile>.Refused(refusals));

    /// <summary>The distributor's objects, as lines of id and name.</summary>
    public static async Task<Outcome<ImmutableArray<TheirObject>>> Theirs(Stream file, CancellationToken cancellationToken) =>
        (await TableFile.Read(file, ReadOfTheirs, ReadOfTheirs, MappingSuggestions.MaxTheirs, cancellationToken)).Match<Outcome<ImmutableArray<TheirObject>>>(
            table => table.Problems.Any ? new Outcome<ImmutableArray<TheirObject>>.Refused(table.Problems.All()) : table.Lines.Where(line => line.Values[0].Length > 0).Select(line => new TheirObject(line.Values[0], line.Values[1])).ToImmutableArray(),
            refusals => new Outcome<ImmutableArray<TheirObject>>.Refused(refusals));

    private static MappingFile Mappings(TableFile table, bool removeEmpty)
    {
        var lines = table.Lines.Where(line => line.Values[2].Length > 0 || (removeEmpty && line.Values[0].Length + line.Values[1].Length > 0));
        return new MappingFile([.. lines.Select(line => Line(line, table.Problems)).OfType<PlacedMapping>()], table.Notes, table.Problems);
    }

    /// <summary>Null when something is wrong, which the problems then say.</summary>
    private static PlacedMapping? Line(TableLine line, FileProblems problems)
    {
        var (kind, ours, theirs) = (line.Values[0], line.Values[1], line.Values[2]);
        var isSound = true;
        if (!Kinds.TryGetValue(kind.Length > Mapping.MaxLength ? "" : FoldedName.Of(kind), out var known))
        {
            Wrong(0, $"there is no kind of mapping {FileProblems.Quoted(kind)}; it is one of {string.Join(", ", Enum.GetNames<MappingKind>())}.");
        }

        if (ours.Length is 0 or > Mapping.MaxLength)
        {
            Wrong(1, $"our id or code belongs here, with 1 to {Mapping.MaxLength} characters.");
        }

        if (WrongWith(theirs) is { } wrong)
        {
            Wrong(2, wrong);
        }

        return isSound ? new PlacedMapping(new Mapping(known, MappingRules.Canonical(known, ours), theirs), line.Place(2), line.Place(1)) : null;

        void Wrong(int column, string message)
        {
            isSound = false;
            problems.Add(line.Place(column), message);
        }
    }

    /// <summary>What is wrong with an id as it stands in a file; null for a sound one.</summary>
    public static string? WrongWith(string theirs) => MappingRules.WrongWith(theirs) is null
        ? null
        : $"an id of the distributor has at most {Mapping.MaxLength} characters, without line breaks; here stands {FileProblems.Quoted(theirs)}.";
}
