using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.Reconciling;
using Distribution.Sandbox.Sales;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Distributors;

public sealed class ReconciliationTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_export_compares_the_books_and_differences_that_stay_raise_an_alarm(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2", "P-1-3");
        await venue.AssignStanding(5);
        (await venue.Export()).Counts.Differences.ShouldBe(0);
        var agreed = (await Rows(venue)).ShouldHaveSingleItem();
        (agreed.Ours, agreed.Theirs, agreed.InDoubt).ShouldBe((new AllotmentTally(3, 0), new AllotmentTally(3, 0), 0));
        agreed.Areas.ShouldHaveSingleItem().ShouldBe(new ReconciledArea("Steh", new AllotmentTally(5, 0), 0, new AllotmentTally(5, 0)));

        await venue.Ticketnet.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Numbered: 2, Standing: 1));
        for (var run = 1; run <= 3; run++)
        {
            var execution = await venue.Run(DistributorFunction.Reconciliation);

            execution.State.ShouldBe(ExecutionState.SucceededWithErrors);
            execution.Counts.ShouldBe(new ExecutionCounts { Differences = 3 });
            var row = (await Rows(venue))[0];
            row.Differences.Select(difference => (difference.Kind, difference.Count)).ShouldBe([(DifferenceKind.NotImported, 2), (DifferenceKind.NotImported, 1)]);
            (row.Runs, row.Alarm).ShouldBe((run, run == 3));
        }

        (await venue.Cluster.Service<ReconciliationBook>().Alarms([venue.InterfaceId]))[venue.InterfaceId].ShouldHaveSingleItem().Performance.ShouldBe(venue.Performance);
        await venue.Import();
        var mended = await venue.Run(DistributorFunction.Reconciliation);

        (mended.State, mended.Counts.Differences).ShouldBe((ExecutionState.Succeeded, 0));
        ((await Rows(venue))[0].Runs, (await Rows(venue))[0].Alarm).ShouldBe((0, false));
        (await venue.Cluster.Service<ReconciliationBook>().Alarms([venue.InterfaceId]))[venue.InterfaceId].ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_waits_and_what_is_known_on_one_side_only_is_told_apart(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect, "fnac");
        await venue.Assign("P-1-1", "P-1-2");
        await venue.Export();
        var adults = venue.AllMappings.Single(mapping => mapping.Kind == MappingKind.AudienceSubCategory);
        (await venue.Interface.Map(LinkedVenue.Context(), [adults with { Theirs = "" }])).Done();
        await venue.Sandbox.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Places: ["P-1-1"]));
        await venue.Import();

        await venue.Run(DistributorFunction.Reconciliation);

        (await Rows(venue))[0].Differences.ShouldHaveSingleItem().Kind.ShouldBe(DifferenceKind.Waiting);
    }

    private static async Task<IReadOnlyList<Reconciliation>> Rows(LinkedVenue venue) =>
        (await venue.Cluster.Service<ReconciliationBook>().Pages([venue.InterfaceId], venue.Performance, 0, 50))[venue.InterfaceId].Reconciliations;
}
