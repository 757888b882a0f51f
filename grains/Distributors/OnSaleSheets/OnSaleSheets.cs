using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Distributors.Mappings;
using Distribution.Primitives;
using Distribution.Printing;
using Distribution.SeatMaps;
using Distribution.Spreadsheets;

namespace Distribution.Distributors.OnSaleSheets;

/// <summary>Makes the on-sale sheet of an event for the distributor of an interface, and takes it back filled in.</summary>
public sealed class OnSaleSheets(IGrainFactory grains, InterfaceMappings mappings, TimeProvider time)
{
    /// <summary>Performances of one sheet: each asks a seat map for its counts.</summary>
    public const int MaxPerformances = 500;

    private const int AtOnce = 8;

    public async Task<Outcome<WrittenFile>> Xlsx(EventId @event, DistributorInterfaceId distributor, SheetLanguage language) =>
        (await Facts(@event, distributor, withCounts: true)).Match<Outcome<WrittenFile>>(
            facts => OnSaleFile.Xlsx(facts, OnSaleWords.In(language)), refusals => new Outcome<WrittenFile>.Refused(refusals));

    public async Task<Outcome<WrittenFile>> Pdf(EventId @event, DistributorInterfaceId distributor, SheetLanguage language)
    {
        var facts = await Facts(@event, distributor, withCounts: true);
        try
        {
            return facts.Match<Outcome<WrittenFile>>(it => OnSaleFile.Pdf(it, OnSaleWords.In(language)), refusals => new Outcome<WrittenFile>.Refused(refusals));
        }
        catch (PrintLimitException limit)
        {
            return new Refusal(RefusalCode.LimitExceeded, @event.ToString(), $"{limit.Message} Send the spreadsheet instead.");
        }
    }

    /// <summary>Takes the ids of a sheet that came back, all of them or none; refused with every problem, each with its sheet and cell.</summary>
    /// <param name="file">The XLSX file; seekable.</param>
    /// <param name="dryRun">Only say what would change.</param>
    public async Task<Outcome<MappingImport>> Import(
        CommandContext command, EventId @event, DistributorInterfaceId distributor, Stream file, string name, bool dryRun)
    {
        var facts = await Facts(@event, distributor, withCounts: false);
        if (facts is not Outcome<OnSaleFacts>.Done { Value: var known })
        {
            return new Outcome<MappingImport>.Refused(((Outcome<OnSaleFacts>.Refused)facts).Refusals);
        }

        var read = SpreadsheetReader.Read(file).Match(
            sheets => OnSaleReading.Read(sheets, @event, distributor, known.Mappable()), refusals => new Outcome<MappingFile>.Refused(refusals));
        return read is Outcome<MappingFile>.Done { Value: var filledIn }
            ? await mappings.Take(command, distributor, filledIn, name, dryRun)
            : new Outcome<MappingImport>.Refused(((Outcome<MappingFile>.Refused)read).Refusals);
    }

    private async Task<Outcome<OnSaleFacts>> Facts(EventId @event, DistributorInterfaceId distributor, bool withCounts)
    {
        if (await grains.GetGrain<ICatalogDirectoryGrain>(0).FindInterface(distributor) is not { } found)
        {
            return new Refusal(RefusalCode.NotFound, distributor.ToString(), "There is no such distributor interface.");
        }

        var catalog = (await grains.GetGrain<IVenueGrain>(found.Venue.Value).Get())!;
        if (catalog.Events.FirstOrDefault(it => it.Id == @event) is not { } known)
        {
            return new Refusal(RefusalCode.NotFound, @event.ToString(), "The venue of this interface has no such event.");
        }

        var view = await grains.GetGrain<IDistributorInterfaceGrain>(distributor.Value).Get();
        if (view is not Outcome<InterfaceView>.Done { Value.Mappings: var set })
        {
            return new Outcome<OnSaleFacts>.Refused(((Outcome<InterfaceView>.Refused)view).Refusals);
        }

        var counts = withCounts ? await Counts(catalog, @event) : ImmutableDictionary<PerformanceId, SeatMapCounts>.Empty;
        return counts.Match<Outcome<OnSaleFacts>>(
            it => new OnSaleFacts(
                time.GetUtcNow(),
                catalog,
                known,
                catalog.Interfaces.Single(own => own.Id == distributor),
                catalog.Distributors.Single(own => own.Id == found.Distributor).Name,
                [.. catalog.Contingents.Where(contingent => contingent.ExternalChannel == found.Channel)],
                it,
                new MappingIndex(set)),
            refusals => new Outcome<OnSaleFacts>.Refused(refusals));
    }

    private async Task<Outcome<ImmutableDictionary<PerformanceId, SeatMapCounts>>> Counts(CatalogView catalog, EventId @event)
    {
        var performances = catalog.Performances.Where(performance => performance.Event == @event).Select(performance => performance.Id).ToList();
        if (performances.Count > MaxPerformances)
        {
            return new Refusal(RefusalCode.LimitExceeded, @event.ToString(), $"An on-sale sheet has at most {MaxPerformances} performances; this event has {performances.Count}.");
        }

        var counts = ImmutableDictionary.CreateBuilder<PerformanceId, SeatMapCounts>();
        foreach (var some in performances.Chunk(AtOnce))
        {
            var answers = await Task.WhenAll(some.Select(performance => grains.GetGrain<ISeatMapGrain>(performance.Value).Counts()));
            if (answers.OfType<Outcome<SeatMapCounts>.Refused>().FirstOrDefault() is { } refused)
            {
                return new Outcome<ImmutableDictionary<PerformanceId, SeatMapCounts>>.Refused(refused.Refusals);
            }

            counts.AddRange(some.Zip(answers, (performance, answer) => KeyValuePair.Create(performance, ((Outcome<SeatMapCounts>.Done)answer).Value)));
        }

        return counts.ToImmutable();
    }
}
