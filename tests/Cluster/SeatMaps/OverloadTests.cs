using Dapper;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.SeatMaps;

/// <summary>More commands come than the disk can take.</summary>
public sealed class OverloadTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task Who_floods_a_seat_map_is_told_to_wait_and_the_others_are_served(Dialect dialect)
    {
        await using var cluster = await TestCluster.On(dialect);
        var hall = await OpenHall.On(cluster);
        (await hall.Grain.HoldBest(OpenHall.Best(1))).Done();
        var disk = await StuckDisk.Of(cluster.Database);
        var written = hall.Grain.Block(new BlockPlaces(Context("till"), null, PlaceSelection.Of((await OnePlace(hall)).Name)));

        // Answered, though the disk is stuck: by then the till's command waits.
        await OnePlace(hall);

        // The till's calls may overtake some of the flood's, which has that much less then.
        var flood = Enumerable.Range(0, Admission.MaxWaiting).Select(_ => Cancel(hall, "flood")).ToList();
        var till = Enumerable.Range(0, 500).Select(_ => Cancel(hall, "till")).ToList();
        await Eventually.True(() => flood.Count(IsOverload) >= Admission.MaxWaiting / 4);
        var refusal = await FirstRefusal(flood.First(IsOverload));
        await disk.DisposeAsync();

        (refusal.Code, refusal.RetryAfter).ShouldBe((RefusalCode.Overloaded, TimeSpan.FromSeconds(1)));
        (await written).Done();
        (await Codes(flood)).Count(code => code is RefusalCode.Overloaded).ShouldBeInRange(Admission.MaxWaiting / 4, Admission.MaxWaiting / 2);
        (await Codes(till)).ShouldAllBe(code => code == RefusalCode.NotFound);
        (await FirstRefusal(Cancel(hall, "flood"))).Code.ShouldBe(RefusalCode.NotFound);
    }

    private static CommandContext Context(string who) => new(NewId.Of<CommandId>(), who);

    /// <summary>Refused, and answered only when all that was decided before it is durable.</summary>
    private static Task<Outcome<PlacesChanged>> Cancel(OpenHall hall, string who) => hall.Grain.Cancel(new CancelSale(Context(who), NewId.Of<OrderId>()));

    private static async Task<PlaceView> OnePlace(OpenHall hall) =>
        (await hall.Grain.Places(new PlaceFilter(Status: SaleStatus.Free), null, 1)).Done().Places.ShouldHaveSingleItem();

    private static async Task<Refusal> FirstRefusal(Task<Outcome<PlacesChanged>> outcome) => (await outcome).ShouldBeOfType<Outcome<PlacesChanged>.Refused>().First;

    private static bool IsOverload(Task<Outcome<PlacesChanged>> call) => call is { IsCompletedSuccessfully: true, Result: Outcome<PlacesChanged>.Refused { First.Code: RefusalCode.Overloaded } };

    private static async Task<IReadOnlyList<RefusalCode>> Codes(IEnumerable<Task<Outcome<PlacesChanged>>> outcomes) =>
        [.. (await Task.WhenAll(outcomes)).Select(outcome => ((Outcome<PlacesChanged>.Refused)outcome).First.Code)];

    /// <summary>Until it is disposed, no seat map can write: on PostgreSQL its table is locked, on SQLite the one writer is busy.</summary>
    private sealed class StuckDisk : IAsyncDisposable
    {
        private readonly TaskCompletionSource _free = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task _holding;

        private StuckDisk(Database database, TaskCompletionSource stuck)
        {
            _holding = database.Write(async (connection, transaction) =>
            {
                if (database.Dialect is Dialect.PostgreSql)
                {
                    await connection.ExecuteAsync("LOCK TABLE seat_map_journal IN ACCESS EXCLUSIVE MODE", transaction: transaction);
                }

                stuck.SetResult();
                await _free.Task;
            });
        }

        public static async Task<StuckDisk> Of(Database database)
        {
            var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var disk = new StuckDisk(database, stuck);
            await stuck.Task;
            return disk;
        }

        public async ValueTask DisposeAsync()
        {
            _free.SetResult();
            await _holding;
        }
    }
}
