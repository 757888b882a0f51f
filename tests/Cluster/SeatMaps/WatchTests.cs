using System.Threading.Channels;
using Dapper;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Live;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.SeatMaps;

/// <summary>What a process that watches a seat map is told.</summary>
public sealed class WatchTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_watcher_gets_an_image_and_then_every_change(Dialect dialect)
    {
        var (cluster, grain) = await Hall(dialect);
        var observer = new Observer(cluster.Client);
        var replica = await Replica(cluster, (await grain.Watch(observer.Reference)).Done());

        var hold = (await grain.HoldBest(Best(2, TimeSpan.FromMinutes(5)))).Done();
        replica = await observer.Follow(replica, hold.Version);

        Equal(replica.Counts, (await grain.Counts()).Done()).ShouldBeTrue();
        replica.Counts.Total.Held.ShouldBe(2);
        (await grain.Release(new ReleaseHold(VenueFixture.Context(), hold.Id))).Done();
        (await observer.Follow(replica, hold.Version + 1)).Counts.Total.Held.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_hold_that_runs_out_is_told_without_anybody_asking(Dialect dialect)
    {
        var (cluster, grain) = await Hall(dialect);
        var observer = new Observer(cluster.Client);
        var replica = await Replica(cluster, (await grain.Watch(observer.Reference)).Done());

        var hold = (await grain.HoldBest(Best(3, TimeSpan.FromSeconds(1)))).Done();

        replica = await observer.Follow(replica, hold.Version);
        replica.Counts.Total.Held.ShouldBe(3);
        (await observer.Follow(replica, hold.Version + 1)).Counts.Total.Held.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Renewing_tells_whether_something_was_missed(Dialect dialect)
    {
        var (cluster, grain) = await Hall(dialect);
        var observer = new Observer(cluster.Client);
        var image = (await grain.Watch(observer.Reference)).Done();
        (await grain.Renew(observer.Reference)).Done().ShouldBe(new SeatMapPosition(image.Epoch, image.Version));

        var hold = (await grain.HoldBest(Best(2, TimeSpan.FromMinutes(5)))).Done();
        await observer.Next();

        (await grain.Renew(observer.Reference)).Done().ShouldBe(new SeatMapPosition(image.Epoch, hold.Version));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Who_watches_no_longer_is_told_nothing(Dialect dialect)
    {
        var (cluster, grain) = await Hall(dialect);
        var (gone, other) = (new Observer(cluster.Client), new Observer(cluster.Client));
        (await grain.Watch(gone.Reference)).Done();
        (await grain.Watch(other.Reference)).Done();

        await grain.Unwatch(gone.Reference);
        for (var i = 0; i < 2; i++)
        {
            (await grain.HoldBest(Best(1, TimeSpan.FromMinutes(5)))).Done();
            await other.Next();
        }

        gone.HasNone.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_could_not_be_made_durable_is_told_to_nobody(Dialect dialect)
    {
        var (cluster, grain) = await Hall(dialect);
        var observer = new Observer(cluster.Client);
        var image = (await grain.Watch(observer.Reference)).Done();
        // As if another activation had taken over.
        await cluster.Database.Write((connection, transaction) => connection.ExecuteAsync(
            "UPDATE seat_map SET epoch = epoch + 1 WHERE performance_id = @performance", new { performance = grain.GetPrimaryKey() }, transaction));

        (await grain.HoldBest(Best(2, TimeSpan.FromMinutes(5)))).ShouldBeRefused(RefusalCode.StorageFailed);

        var again = new Observer(cluster.Client);
        SeatMapImage? next = null;
        await Eventually.True(async () => (next = await ImageOf(grain, again)) is not null);
        (next!.Epoch, next.Version).ShouldBe((image.Epoch + 2, image.Version));
        (await Replica(cluster, next)).Counts.Total.Held.ShouldBe(0);
        observer.HasNone.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task There_is_nothing_to_watch_of_a_performance_that_there_is_not(Dialect dialect)
    {
        var cluster = await SharedCluster.On(dialect);
        var grain = cluster.Client.GetGrain<ISeatMapGrain>(NewId.Guid());
        var observer = new Observer(cluster.Client);

        (await grain.Watch(observer.Reference)).ShouldBeRefused(RefusalCode.NotFound);
        (await grain.Renew(observer.Reference)).ShouldBeRefused(RefusalCode.NotFound);
        await grain.Unwatch(observer.Reference);
    }

    private static async Task<(TestCluster, ISeatMapGrain)> Hall(Dialect dialect)
    {
        var cluster = await SharedCluster.On(dialect);
        var performance = await (await VenueFixture.On(cluster)).Performance();
        return (cluster, cluster.Client.GetGrain<ISeatMapGrain>(performance.Id.Value));
    }

    private static async Task<SeatMapReplica> Replica(TestCluster cluster, SeatMapImage image) =>
        SeatMapReplica.Of(image, await cluster.Service<SeatingPlanStore>().Load(image.Plan), cluster.Service<PlaceIndexes>());

    private static HoldBestAvailable Best(int quantity, TimeSpan time) => new(VenueFixture.Context(), null, null, null, quantity, time);

    /// <summary>Null from the activation that is ending.</summary>
    private static async Task<SeatMapImage?> ImageOf(ISeatMapGrain grain, Observer observer) =>
        await grain.Watch(observer.Reference) is Outcome<SeatMapImage>.Done { Value: var image } ? image : null;

    private static bool Equal(SeatMapCounts a, SeatMapCounts b) =>
        a.Version == b.Version && a.Total == b.Total && a.Rows.SequenceEqual(b.Rows) && a.Withdrawing.SequenceEqual(b.Withdrawing);

    private sealed class Observer : ISeatMapObserver
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        private readonly Channel<SeatMapDelta> _deltas = Channel.CreateUnbounded<SeatMapDelta>();

        public Observer(IClusterClient client)
        {
            Reference = client.CreateObjectReference<ISeatMapObserver>(this);
        }

        public ISeatMapObserver Reference { get; }

        public bool HasNone => _deltas.Reader.Count == 0;

        public async Task<SeatMapDelta> Next() => await _deltas.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        /// <summary>Takes deltas up to a version.</summary>
        public async Task<SeatMapReplica> Follow(SeatMapReplica replica, long version)
        {
            while (replica.Version < version)
            {
                replica = replica.After(await Next()).ShouldNotBeNull();
            }

            return replica;
        }

        public Task Changed(SeatMapDelta delta)
        {
            _deltas.Writer.TryWrite(delta).ShouldBeTrue();
            return Task.CompletedTask;
        }
    }
}
