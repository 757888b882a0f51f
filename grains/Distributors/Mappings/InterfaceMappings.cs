using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.Spreadsheets;

namespace Distribution.Distributors.Mappings;

/// <summary>What operators do with the mappings of an interface besides changing single ones: look for, carry out and in as files, and match by name.</summary>
public sealed class InterfaceMappings(IGrainFactory grains, CatalogDirectory directory, MappingLedger ledger)
{
    /// <summary>Characters of a file's name that the history keeps.</summary>
    private const int MaxFileName = 200;

    /// <summary>The same part of what is found at each of these interfaces.</summary>
    public async Task<IReadOnlyDictionary<DistributorInterfaceId, Outcome<MappingPage>>> Search(
        IReadOnlyCollection<DistributorInterfaceId> interfaces, MappingFilter filter, int skip, int first)
    {
        var known = await Look(interfaces);
        return interfaces.ToDictionary(id => id, id => known.TryGetValue(id, out var it)
            ? MappingSearch.Find(MappableObject.Of(it.Catalog, it.Set), it.Set.Version, filter, skip, first)
            : NotFound(id));
    }

    public Task<Outcome<WrittenFile>> Csv(DistributorInterfaceId distributor) => With<WrittenFile>(distributor, (catalog, set) => new WrittenFile(
        NameOf("csv", distributor, catalog), CsvTable.ContentType, MappingFiles.Csv(MappableObject.Of(catalog, set))));

    public Task<Outcome<WrittenFile>> Xlsx(DistributorInterfaceId distributor) => With<WrittenFile>(distributor, (catalog, set) => new WrittenFile(
        NameOf("xlsx", distributor, catalog), SpreadsheetWriter.ContentType, MappingFiles.Xlsx(MappableObject.Of(catalog, set))));

    public Task<Outcome<ImmutableArray<MappingSuggestion>>> Suggest(DistributorInterfaceId distributor, MappingKind kind, IReadOnlyCollection<TheirObject> theirs) =>
        With(distributor, (catalog, set) => MappingSuggestions.Of(MappableObject.Of(catalog, set), kind, theirs));

    /// <param name="theirs">A CSV or XLSX file with the columns id and name; seekable.</param>
    public async Task<Outcome<ImmutableArray<MappingSuggestion>>> Suggest(DistributorInterfaceId distributor, MappingKind kind, Stream theirs, CancellationToken cancellationToken) =>
        await MappingFiles.Theirs(theirs, cancellationToken) switch
        {
            Outcome<ImmutableArray<TheirObject>>.Done { Value: var read } => await Suggest(distributor, kind, read),
            var refused => new Outcome<ImmutableArray<MappingSuggestion>>.Refused(refused.Match(_ => default, refusals => refusals)),
        };

    /// <summary>Takes a file of mappings, all of it or nothing.</summary>
    /// <param name="file">CSV or XLSX; seekable.</param>
    /// <param name="removeEmpty">Whether an empty id removes the mapping; if not, it changes nothing.</param>
    public async Task<Outcome<MappingImport>> Import(
        CommandContext command, DistributorInterfaceId distributor, Stream file, string name, bool removeEmpty, bool dryRun, CancellationToken cancellationToken) =>
        await MappingFiles.Mappings(file, removeEmpty, cancellationToken) switch
        {
            Outcome<MappingFile>.Done { Value: var read } => await Take(command, distributor, read, name, dryRun),
            var refused => new Outcome<MappingImport>.Refused(refused.Match(_ => default, refusals => refusals)),
        };

    /// <summary>Changes the mappings to what a file says, or only says what would change. The same command again answers as it did.</summary>
    internal async Task<Outcome<MappingImport>> Take(CommandContext command, DistributorInterfaceId distributor, MappingFile file, string name, bool dryRun)
    {
        if (!(await Look([distributor])).TryGetValue(distributor, out var known))
        {
            return NotFound(distributor);
        }

        var (catalog, set) = known;

        if (file.Problems.Any || dryRun || await ledger.Of(distributor, command.Id) is null)
        {
            var plan = file.Plan(set, MappableThings.Of(catalog));
            if (plan is Outcome<MappingSet>.Refused { Refusals: var problems })
            {
                return new Outcome<MappingImport>.Refused(problems);
            }

            var changes = MappingChange.Between(set, ((Outcome<MappingSet>.Done)plan).Value);
            if (dryRun || file.Mappings.IsEmpty)
            {
                return Answer(file, set.Version, changes, applied: !dryRun);
            }
        }

        var mapped = await grains.GetGrain<IDistributorInterfaceGrain>(distributor.Value).Map(command, file.Changes, Shortened(name));
        if (mapped is not Outcome<MappingSet>.Done { Value: var now })
        {
            return new Outcome<MappingImport>.Refused(((Outcome<MappingSet>.Refused)mapped).Refusals);
        }

        return await ledger.Of(distributor, command.Id) is { } made
            ? Answer(file, made.Version, await ledger.Changes(distributor, made.Version), applied: true)
            : Answer(file, now.Version, [], applied: true);
    }

    private static string NameOf(string extension, DistributorInterfaceId distributor, CatalogView catalog) =>
        WrittenFile.NameOf(extension, "Mappings", catalog.Interfaces.Single(own => own.Id == distributor).Name);

    private static MappingImport Answer(MappingFile file, long version, ImmutableArray<MappingChange> changes, bool applied) =>
        new(applied, version, file.Mappings.Length, file.Changes.Length - changes.Length, changes, file.Notes);

    private static string Shortened(string name)
    {
        var sound = new string([.. name.Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter))]);
        return sound.Length > MaxFileName ? sound[..MaxFileName] : sound;
    }

    private async Task<Outcome<T>> With<T>(DistributorInterfaceId distributor, Func<CatalogView, MappingSet, Outcome<T>> work) =>
        (await Look([distributor])).TryGetValue(distributor, out var known) ? work(known.Catalog, known.Set) : NotFound(distributor);

    /// <summary>Those of these interfaces that there are, each with its venue's catalog and its newest mappings.</summary>
    private async Task<IReadOnlyDictionary<DistributorInterfaceId, (CatalogView Catalog, MappingSet Set)>> Look(IReadOnlyCollection<DistributorInterfaceId> interfaces)
    {
        var facts = await directory.FindInterfaces(interfaces);
        var catalogs = await Task.WhenAll(facts.Select(known => known.Venue).Distinct().Select(venue => grains.GetGrain<IVenueGrain>(venue.Value).Get()));
        var sets = await ledger.Newest([.. facts.Select(known => known.Interface)]);
        return facts.ToDictionary(known => known.Interface, known => (catalogs.Single(catalog => catalog!.Venue.Id == known.Venue)!, sets[known.Interface]));
    }

    private static Refusal NotFound(DistributorInterfaceId distributor) =>
        new(RefusalCode.NotFound, distributor.ToString(), "There is no such distributor interface.");
}
