using Distribution.Primitives;
using Orleans.Concurrency;

namespace Distribution.Catalog;

[StatelessWorker]
internal sealed class CatalogDirectoryGrain(CatalogDirectory directory) : Grain, ICatalogDirectoryGrain
{
    public Task<VenuePage> Venues(VenueId? after, int count) => directory.Venues(after, count);

    public Task<VenueId?> VenueOf(Guid key) => directory.VenueOf(key);

    public Task<PerformanceFacts?> FindPerformance(PerformanceId id) => directory.FindPerformance(id);

    public Task<ContingentFacts?> FindContingent(ContingentId id) => directory.FindContingent(id);

    public Task<InterfaceFacts?> FindInterface(DistributorInterfaceId id) => directory.FindInterface(id);
}
