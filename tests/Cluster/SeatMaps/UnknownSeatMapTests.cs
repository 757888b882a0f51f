using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.SeatMaps;

public sealed class UnknownSeatMapTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_performance_that_there_is_not_is_not_found_however_many_ask_at_once(Dialect dialect)
    {
        var grain = (await SharedCluster.On(dialect)).Client.GetGrain<ISeatMapGrain>(NewId.Guid());

        foreach (var counts in await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => grain.Counts())))
        {
            counts.ShouldBeRefused(RefusalCode.NotFound);
        }

        (await grain.HoldBest(new HoldBestAvailable(VenueFixture.Context(), null, null, null, 2, TimeSpan.FromMinutes(1)))).ShouldBeRefused(RefusalCode.NotFound);
    }
}
