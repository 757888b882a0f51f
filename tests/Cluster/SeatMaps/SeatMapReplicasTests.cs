using Distribution.Api.SeatMaps;
using Distribution.Api.SeatMaps.Replicas;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Live;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Distribution.Tests.Cluster.SeatMaps;

/// <summary>The replicas of one process that reads.</summary>
public sealed class SeatMapReplicasTests
{
    [Fact]
    public async Task A_reader_sees_the_command_whose_version_it_names()
    {
        var cluster = await SharedCluster.On(Dialect.Sqlite);
        await using var replicas = Replicas(cluster);
        var (performance, grain) = await Hall(cluster);
        (await Read(replicas, performance)).Version.ShouldBe(0);

        for (var held = 1; held <= 5; held++)
        {
            var version = (await grain.HoldBest(Best(1))).Done().Version;
            var seen = await Read(replicas, performance, version);
            seen.Version.ShouldBeGreaterThanOrEqualTo(version);
            seen.Counts.Total.Held.ShouldBe(held);
        }

        replicas.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_version_that_does_not_come_is_refused_after_a_while_and_may_be_asked_for_again()
    {
        var cluster = await SharedCluster.On(Dialect.Sqlite);
        await using var replicas = Replicas(cluster);
        var (performance, _) = await Hall(cluster);

        var outcome = await replicas.Read(performance, 7, CancellationToken.None);

        outcome.ShouldBeRefused(RefusalCode.Overloaded);
        outcome.ShouldBeOfType<Outcome<SeatMapReplica>.Refused>().First.CanRetry.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_saw_a_version_that_never_was_starts_again()
    {
        var cluster = await SharedCluster.On(Dialect.Sqlite);
        await using var replicas = Replicas(cluster);
        var (performance, grain) = await Hall(cluster);
        var version = (await grain.HoldBest(Best(1))).Done().Version;

        var seen = (await replicas.Read(performance, version + 7, CancellationToken.None, orReset: true)).Done();

        seen.Version.ShouldBe(version);
        AvailabilityChanges.Since(version + 7, seen).Reset.ShouldBeTrue();
    }

    [Fact]
    public async Task A_follower_sees_every_change_in_the_end_and_readers_of_a_version_share_what_was_made_of_it()
    {
        var cluster = await SharedCluster.On(Dialect.Sqlite);
        await using var replicas = Replicas(cluster);
        var (performance, grain) = await Hall(cluster);
        await using var follower = replicas.Follow(performance, CancellationToken.None).GetAsyncEnumerator();
        (await follower.MoveNextAsync()).ShouldBeTrue();
        var first = follower.Current;

        var version = (await grain.HoldBest(Best(2))).Done().Version;
        while (follower.Current.Version < version)
        {
            await follower.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        }

        follower.Current.ChangesSince(first.Version)!.Value.Length.ShouldBe(2 * SeatMapReplica.ChangeSize);
        var read = await Read(replicas, performance);
        read.ShouldBeSameAs(follower.Current);
        read.State.Equals(follower.Current.State).ShouldBeTrue();
    }

    [Fact]
    public async Task A_process_follows_no_more_performances_than_it_can()
    {
        var cluster = await SharedCluster.On(Dialect.Sqlite);
        await using var replicas = Replicas(cluster, maxReplicas: 1);
        var (first, _) = await Hall(cluster);
        var (second, _) = await Hall(cluster);
        await Read(replicas, first);

        (await replicas.Read(second, null, CancellationToken.None)).ShouldBeRefused(RefusalCode.Overloaded);
        await Read(replicas, first);
    }

    [Fact]
    public async Task A_performance_that_there_is_not_is_refused_and_not_kept()
    {
        await using var replicas = Replicas(await SharedCluster.On(Dialect.Sqlite));

        (await replicas.Read(NewId.Of<PerformanceId>(), null, CancellationToken.None)).ShouldBeRefused(RefusalCode.NotFound);

        await Eventually.True(() => replicas.Count == 0);
    }

    [Fact]
    public async Task A_replica_is_let_go_when_nobody_reads_it_any_more_but_not_while_somebody_follows()
    {
        var cluster = await SharedCluster.On(Dialect.Sqlite);
        var time = new FakeTimeProvider();
        await using var replicas = Replicas(cluster, time);
        var (read, _) = await Hall(cluster);
        var (followed, _) = await Hall(cluster);
        await Read(replicas, read);
        await using (var follower = replicas.Follow(followed, CancellationToken.None).GetAsyncEnumerator())
        {
            await follower.MoveNextAsync();
            await PassTime(replicas, time, until: 1);
        }

        await PassTime(replicas, time, until: 0);
    }

    /// <summary>In steps in which the replicas renew, more than the minute for which they are kept.</summary>
    private static Task PassTime(SeatMapReplicas replicas, FakeTimeProvider time, int until) => Eventually.True(() =>
    {
        time.Advance(TimeSpan.FromSeconds(10));
        return replicas.Count == until;
    });

    private static SeatMapReplicas Replicas(TestCluster cluster, TimeProvider? time = null, int maxReplicas = SeatMapReplicas.MaxReplicas) => new(
        cluster.Client,
        cluster.Service<SeatingPlanStore>(),
        cluster.Service<PlaceIndexes>(),
        time ?? TimeProvider.System,
        NullLogger<SeatMapReplicas>.Instance,
        maxReplicas);

    private static async Task<(PerformanceId, ISeatMapGrain)> Hall(TestCluster cluster)
    {
        var performance = await (await VenueFixture.On(cluster)).Performance();
        return (performance.Id, cluster.Client.GetGrain<ISeatMapGrain>(performance.Id.Value));
    }

    private static async Task<SeatMapReplica> Read(SeatMapReplicas replicas, PerformanceId performance, long? atLeast = null) =>
        (await replicas.Read(performance, atLeast, CancellationToken.None)).Done();

    private static HoldBestAvailable Best(int quantity) => new(VenueFixture.Context(), null, null, null, quantity, TimeSpan.FromMinutes(5));
}
