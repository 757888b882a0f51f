using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps.Journal;
using Orleans.Concurrency;

namespace Distribution.SeatMaps.Audit;

/// <summary>A stateless worker, since it only reads: whoever asks is answered on their own silo, several at once.</summary>
[StatelessWorker(maxLocalWorkers: 2)]
internal sealed class SeatMapAuditGrain(CatalogDirectory directory, SeatingPlanStore plans, PlaceIndexes indexes, SeatMapJournal journal) : Grain, ISeatMapAuditGrain
{
    public const int MaxPage = 1_000;

    private const int RowsAtOnce = 50;

    public Task<long> LastVersion() => journal.LastVersion(new PerformanceId(this.GetPrimaryKey()));

    public async Task<Outcome<AuditPage>> Read(string? place, long? before, int first, CancellationToken cancellationToken)
    {
        if (first is < 1 or > MaxPage)
        {
            return new Refusal(RefusalCode.Invalid, "first", $"A page has 1 to {MaxPage} entries.");
        }

        if (before is < 1)
        {
            return new Refusal(RefusalCode.Invalid, "before", "A page ends before a version, and these start at 1.");
        }

        if (await Index() is not { } index)
        {
            return NotFound();
        }

        var only = place is null ? null : index.FindNamed(place);
        if (place is not null && only is null)
        {
            return new Refusal(RefusalCode.NotFound, place, $"There is no place {place} in this seat map.");
        }

        return await Parties() switch
        {
            Outcome<SeatMapParties>.Done { Value: var parties } =>
                await new AuditSearch(ScanBefore(before ?? long.MaxValue), new AuditReading(index, parties, only)).Page(first, cancellationToken),
            var refused => new Outcome<AuditPage>.Refused(((Outcome<SeatMapParties>.Refused)refused).Refusals),
        };
    }

    public async Task<Outcome<ImmutableArray<PlaceTaking?>>> TakingOf(ImmutableArray<HeldPlace> places, CancellationToken cancellationToken)
    {
        if (await Index() is not { } index)
        {
            return NotFound();
        }

        return await Parties() switch
        {
            Outcome<SeatMapParties>.Done { Value: var parties } =>
                await new TakingSearch([.. places.Select(held => (index.Find(held.Place), held.Holder))], parties).Find(ScanBefore(long.MaxValue), cancellationToken),
            var refused => new Outcome<ImmutableArray<PlaceTaking?>>.Refused(((Outcome<SeatMapParties>.Refused)refused).Refusals),
        };
    }

    /// <summary>Null where there is no such performance.</summary>
    private async Task<PlaceIndex?> Index() => this.GetPrimaryKey() is var id && id != Guid.Empty && await directory.FindPerformance(new PerformanceId(id)) is { } performance
        ? indexes.Of(await plans.Load(performance.Plan))
        : null;

    private Refusal NotFound() => new(RefusalCode.NotFound, this.GetPrimaryKey().ToString(), "There is no such performance.");

    private Task<Outcome<SeatMapParties>> Parties() => GrainFactory.GetGrain<ISeatMapGrain>(this.GetPrimaryKey()).Parties();

    private JournalScan ScanBefore(long before) => new(version => journal.ReadBack(new PerformanceId(this.GetPrimaryKey()), version, RowsAtOnce), before);
}
