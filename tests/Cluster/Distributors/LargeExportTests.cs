using System.Globalization;
using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Contingents;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Failures;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Distributors;

/// <summary>Exports of more places than one message tells.</summary>
public sealed class LargeExportTests
{
    private const string Theirs = "TN-LARGE";
    private const int Rows = 101;
    private const int SeatsInRow = 100;

    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_large_allotment_goes_in_several_messages_and_one_that_fails_ends_the_run_and_loses_nothing(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(await SharedCluster.On(dialect));
        var performance = await AddLargePerformance(venue);
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.RefusePlaces, Operation.Allotment, Places: [Key(Rows, SeatsInRow)], Reason: "It has no view."));

        var export = await Export(venue, performance);

        (export.State, export.Counts.Added, export.Counts.Refused).ShouldBe((ExecutionState.SucceededWithErrors, (Rows * SeatsInRow) - 1, 1));
        export.ItemCount.ShouldBe(Rows * SeatsInRow);
        var allotment = await venue.Ticketnet.Allotment(Theirs);
        (allotment.Version, allotment.Numbered.Allotted).ShouldBe((2, (Rows * SeatsInRow) - 1));
        await venue.Ticketnet.ClearFailures();
        (await Export(venue, performance)).Counts.ShouldBe(new ExecutionCounts { Added = 1 });
        (await venue.Cluster.Client.GetGrain<ISeatMapGrain>(performance.Value).Counts()).Done().Total.InDoubt.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_message_that_is_not_taken_ends_the_export_and_the_next_one_goes_on_behind_those_that_were(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(await SharedCluster.On(dialect));
        var performance = await AddLargePerformance(venue);
        await venue.Ticketnet.SetLastVersion(Theirs, 1);

        var first = await Export(venue, performance);

        (first.State, first.Counts.Added).ShouldBe((ExecutionState.Failed, 0));
        (await Export(venue, performance)).Counts.ShouldBe(new ExecutionCounts { Added = Rows * SeatsInRow });
        (await venue.Ticketnet.Allotment(Theirs)).Version.ShouldBe(3);
    }

    private static async Task<Execution> Export(LinkedVenue venue, PerformanceId performance) =>
        await venue.End((await venue.Interface.Run(new RunFunction(LinkedVenue.Context(), DistributorFunction.ContingentExport, performance))).Done().Id);

    /// <summary>All of its places are in the distributor's contingent.</summary>
    private static async Task<PerformanceId> AddLargePerformance(LinkedVenue venue)
    {
        var seats = Enumerable.Range(1, Rows).SelectMany(row => Enumerable.Range(1, SeatsInRow).Select(seat => $"Rang,R,{row},{seat},Kat B,{seat * 10},{row * 10}"));
        var csv = string.Join('\n', seats.Prepend("area,block,row,seat,category,x,y"));
        var hall = (await venue.Catalog.ImportSeatingPlan(new ImportSeatingPlan(LinkedVenue.Context(), "Stadion", SeatingPlanFormat.Csv, csv, []))).Done();
        var @event = (await venue.Catalog.Get())!.Events[0];
        var performance = (await venue.Catalog.CreatePerformance(new CreatePerformance(
            LinkedVenue.Context(), @event.Id, hall.Id, "Finale", new DateTimeOffset(2027, 5, 6, 19, 30, 0, TimeSpan.FromHours(2)), "Europe/Berlin"))).Done();
        await venue.Ticketnet.Register(new PerformanceRegistration(Theirs, "Finale"));
        (await venue.Interface.Map(LinkedVenue.Context(), [new Mapping(MappingKind.Performance, performance.Id.ToString(), Theirs)])).Done();
        var contingent = venue.Cluster.Client.GetGrain<IContingentGrain>(new ContingentKey(performance.Id, venue.ContingentId).ToString());
        var places = PlaceSelection.Of(Enumerable.Range(1, Rows).SelectMany(row => Enumerable.Range(1, SeatsInRow).Select(seat => Key(row, seat))));
        (await contingent.Assign(LinkedVenue.Context(), places)).Done();
        return performance.Id;
    }

    private static string Key(int row, int seat) => string.Create(CultureInfo.InvariantCulture, $"R-{row}-{seat}");
}
