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
        var id = this.GetPrimaryKey();
        if (first is < 1 or > MaxPage)
        {
            return new Refusal(RefusalCode.Invalid, "first", $"A page has 1 to {MaxPage} entries.");
        }

        if (before is < 1)
        {
            return new Refusal(RefusalCode.Invalid, "before", "A page ends before a version, and these start at 1.");
        }

        if (id == Guid.Empty || await directory.FindPerformance(new PerformanceId(id)) is not { } performance)
        {
            return new Refusal(RefusalCode.NotFound, id.ToString(), "There is no such performance.");
        }

        var index = indexes.Of(await plans.Load(performance.Plan));
        var only = place is null ? null : index.FindNamed(place);
        if (place is not null && only is null)
        {
            return new Refusal(RefusalCode.NotFound, place, $"There is no place {place} in this seat map.");
        }

        var parties = await GrainFactory.GetGrain<ISeatMapGrain>(id).Parties();
        if (parties is not Outcome<SeatMapParties>.Done { Value: var known })
        {
            return new Outcome<AuditPage>.Refused(((Outcome<SeatMapParties>.Refused)parties).Refusals);
        }

        var search = new AuditSearch(version => journal.ReadBack(performance.Performance, version, RowsAtOnce), new AuditReading(index, known, only));
        return await search.Page(before ?? long.MaxValue, first, cancellationToken);
    }
}
