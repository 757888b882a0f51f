using Distribution.Sales;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sandbox.Sales;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Distributors;

public sealed class RoundTripTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task Places_go_out_are_sold_come_back_as_orders_and_cancellations_follow(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2", "P-1-3", "P-2-1", "R-1-1", "R-1-2");
        await venue.AssignStanding(8);

        var export = await venue.Export();

        export.State.ShouldBe(ExecutionState.Succeeded);
        export.Counts.ShouldBe(new ExecutionCounts { Added = 14 });
        await venue.ShouldBeInSync();

        await venue.Ticketnet.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Numbered: 4, Standing: 3));
        var import = await venue.Import();

        import.State.ShouldBe(ExecutionState.Succeeded);
        import.Counts.ShouldBe(new ExecutionCounts { Imported = 7 });
        await venue.ShouldBeInSync();

        var cancelled = await venue.Ticketnet.Cancel(new CancelOrder(Performance: LinkedVenue.TheirPerformance, Count: 2));
        var second = await venue.Import();

        second.State.ShouldBe(ExecutionState.Succeeded);
        second.Counts.ShouldBe(new ExecutionCounts { Cancelled = 2 });
        (await venue.Ledger.Totals(venue.InterfaceId)).ShouldBe(new SalesTotals((await venue.Orders()).Length, 7, 2));
        await venue.ShouldBeInSync();
        cancelled.Count.ShouldBe(2);

        (await venue.Import()).Counts.ShouldBe(default);
        (await venue.Export()).Counts.ShouldBe(default);
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_cancelled_place_can_be_sold_again_by_its_distributor_and_is_one_valid_ticket(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1");
        await venue.Export();
        for (var time = 0; time < 3; time++)
        {
            var ticket = (await venue.Ticketnet.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Numbered: 1))).Single();
            await venue.Ticketnet.Cancel(new CancelOrder([ticket.Ticket]));
        }

        await venue.Ticketnet.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Numbered: 1));
        var import = await venue.Import();

        import.State.ShouldBe(ExecutionState.Succeeded);
        import.Counts.ShouldBe(new ExecutionCounts { Imported = 4, Cancelled = 3 });
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Places_taken_back_are_withdrawn_and_only_then_free_for_the_venue(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2");
        await venue.AssignStanding(5);
        await venue.Export();

        (await venue.TakeBack("P-1-1")).StillOffered.ShouldBe(1);
        (await venue.Contingent.TakeBack(LinkedVenue.Context(), LinkedVenue.Standing(2))).Done().StillOffered.ShouldBe(2);
        (await venue.SeatMap.Hold(new HoldPlaces(LinkedVenue.Context(), null, PlaceSelection.Of("P-1-1"), TimeSpan.FromMinutes(1))))
            .ShouldBeRefused(RefusalCode.PlaceOffered);
        var export = await venue.Export();

        export.Counts.ShouldBe(new ExecutionCounts { Withdrawn = 3 });
        await venue.ShouldBeInSync();
        await venue.Hold("P-1-1");
        await venue.ShouldBeInSync();
    }
}
