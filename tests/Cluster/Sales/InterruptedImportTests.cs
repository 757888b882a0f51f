using Distribution.Distributors;
using Distribution.Sales;
using Distribution.Sandbox.Sales;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Cluster.Distributors;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Sales;

/// <summary>Imports that take many lines at once and are cut off in the middle of them.</summary>
public sealed class InterruptedImportTests
{
    private const int Tickets = 17;

    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_import_cut_off_between_the_seat_map_and_the_ledger_makes_each_ticket_once_when_it_runs_again(Dialect dialect)
    {
        await using var venue = await Sold(dialect);
        await using (await Break(venue, "ticket", "INSERT"))
        await using (await Break(venue, "sale_line", "UPDATE"))
        {
            (await venue.Import()).State.ShouldBe(ExecutionState.Failed);
            (await venue.Orders()).ShouldBeEmpty();
            (await venue.Places()).Count(place => place.Status is SaleStatus.Sold).ShouldBeGreaterThan(0);
        }

        var again = await venue.Import();

        (again.State, again.Counts).ShouldBe((ExecutionState.Succeeded, new ExecutionCounts { Imported = Tickets }));
        await ShouldHaveEachTicketOnce(venue);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_import_whose_page_can_not_be_kept_acknowledges_nothing_and_loses_nothing(Dialect dialect)
    {
        await using var venue = await Sold(dialect);
        await using (await Break(venue, "sale_page", "INSERT"))
        {
            (await venue.Import()).State.ShouldBe(ExecutionState.Failed);
            (await venue.Sandbox.State()).WaitingLines.ShouldBe(Tickets);
        }

        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = Tickets });
        await ShouldHaveEachTicketOnce(venue);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Pages_that_were_acknowledged_and_did_not_become_lines_are_taken_by_the_next_import(Dialect dialect)
    {
        await using var venue = await Sold(dialect);
        await using (await Break(venue, "sale_line", "INSERT"))
        {
            (await venue.Import()).State.ShouldBe(ExecutionState.Failed);
            (await venue.Sandbox.State()).WaitingLines.ShouldBeLessThan(Tickets);
            (await venue.Orders()).ShouldBeEmpty();
        }

        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = Tickets });
        await ShouldHaveEachTicketOnce(venue);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task One_ticket_that_can_not_be_kept_holds_up_none_of_those_taken_with_it(Dialect dialect)
    {
        await using var venue = await Sold(dialect);
        await using (await Break(venue, "ticket", "INSERT", "AND NEW.place = 3"))
        {
            var import = await venue.Import();

            (import.State, import.Counts).ShouldBe((ExecutionState.SucceededWithErrors, new ExecutionCounts { Imported = Tickets - 1, Waiting = 1 }));
            (await venue.OnlyError(import)).Kind.ShouldBe(ErrorKind.Technical);
        }

        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = 1 });
        await ShouldHaveEachTicketOnce(venue);
    }

    /// <summary>Twelve numbered places and five others, all of them told and not imported yet.</summary>
    private static async Task<LinkedVenue> Sold(Dialect dialect)
    {
        var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2", "P-1-3", "P-1-4", "P-1-5", "P-1-6", "P-2-1", "P-2-2", "P-2-3", "R-1-1", "R-1-2", "R-1-3");
        await venue.AssignStanding(5);
        await venue.Export();
        await venue.Sandbox.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Numbered: 12, Standing: 5));
        return venue;
    }

    private static Task<BrokenWrites> Break(LinkedVenue venue, string table, string write, string which = "") =>
        BrokenWrites.On(venue.Cluster.Database, table, write, $"NEW.interface_id = '{venue.InterfaceId}' {which}");

    private static async Task ShouldHaveEachTicketOnce(LinkedVenue venue)
    {
        var told = (await venue.Sandbox.Tickets(LinkedVenue.TheirPerformance)).Select(ticket => ticket.Ticket).Order(StringComparer.Ordinal);
        (await venue.Orders()).SelectMany(order => order.Tickets).Select(ticket => ticket.TicketReference).Order(StringComparer.Ordinal).ShouldBe(told);
        (await venue.Ledger.Totals(venue.InterfaceId)).ShouldBe(new SalesTotals((await venue.Orders()).Length, Tickets, 0));
        (await venue.Waiting()).ShouldBeEmpty();
        await venue.ShouldBeInSync();
        (await venue.Import()).Counts.ShouldBe(default);
    }
}
