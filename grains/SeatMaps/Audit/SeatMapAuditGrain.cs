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

    /// <summary>Entries that one page looks through at most: a page of one place's changes may end before it is full.</summary>
    public const int MaxScanned = 100_000;

    private const int RowsAtOnce = 50;

    public async Task<Outcome<AuditPage>> Read(string? place, long? before, int first)
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
        return parties is Outcome<SeatMapParties>.Done { Value: var known }
            ? await Page(performance.Performance, new AuditReading(index, known, only), before ?? long.MaxValue, first)
            : new Outcome<AuditPage>.Refused(((Outcome<SeatMapParties>.Refused)parties).Refusals);
    }

    private async Task<AuditPage> Page(PerformanceId performance, AuditReading reading, long before, int first)
    {
        var found = ImmutableArray.CreateBuilder<AuditEntry>();
        for (var scanned = 0; scanned < MaxScanned;)
        {
            var looked = scanned;
            var rows = await journal.ReadBack(performance, before, RowsAtOnce);
            foreach (var entry in rows.SelectMany(row => JournalCodec.Decode(row).Reverse()).SkipWhile(entry => entry.Version >= before))
            {
                before = entry.Version;
                scanned++;
                if (reading.Read(entry) is { } read)
                {
                    found.Add(read);
                    if (found.Count == first)
                    {
                        return new AuditPage(found.ToImmutable(), before > 1 ? before : null);
                    }
                }
            }

            // At the beginning of the log it reads the first row, which has nothing before it, for ever.
            if (scanned == looked)
            {
                return new AuditPage(found.ToImmutable(), null);
            }
        }

        return new AuditPage(found.ToImmutable(), before > 1 ? before : null);
    }
}
