using Dapper;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Journal;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.SeatMaps;

/// <summary>A performance of the real hall in a running cluster, and the grain of its seat map.</summary>
internal sealed record OpenHall(TestCluster Cluster, PerformanceId Id)
{
    public static readonly TimeSpan QuarterHour = TimeSpan.FromMinutes(15);

    public ISeatMapGrain Grain => Cluster.Client.GetGrain<ISeatMapGrain>(Id.Value);

    public SeatMapJournal Journal => Cluster.Service<SeatMapJournal>();

    public static async Task<OpenHall> On(Dialect dialect) => await On(await SharedCluster.On(dialect));

    public static async Task<OpenHall> On(TestCluster cluster) => new(cluster, (await (await VenueFixture.On(cluster)).Performance()).Id);

    public static HoldBestAvailable Best(int quantity, string? customer = null, string who = "marie") =>
        new(new CommandContext(NewId.Of<CommandId>(), who), null, null, null, quantity, QuarterHour, Customer: customer);

    public static HoldPlaces Hold(params IEnumerable<string> places) => new(VenueFixture.Context(), null, PlaceSelection.Of(places), QuarterHour);

    /// <summary>Sends a command again under the same id, as callers do, for as long as the seat map says that this can help.</summary>
    public static async Task<Outcome<T>> Insist<T>(Func<Task<Outcome<T>>> send)
    {
        Outcome<T>? outcome = null;
        await Eventually.True(async () => (outcome = await send()) is not Outcome<T>.Refused { First.Code: RefusalCode.StorageFailed or RefusalCode.Overloaded });
        return outcome!;
    }

    public async Task<SeatMapCounts> Counts() => (await Insist(Grain.Counts)).Done();

    /// <summary>All that is in the journal, in order.</summary>
    public async Task<IReadOnlyList<JournalEntry>> Entries()
    {
        var rows = await Cluster.Database.Read(connection => connection.QueryAsync<byte[]>(
            "SELECT entries FROM seat_map_journal WHERE performance_id = @id ORDER BY version", new { id = Id }));
        return [.. rows.SelectMany(JournalCodec.Decode)];
    }
}
