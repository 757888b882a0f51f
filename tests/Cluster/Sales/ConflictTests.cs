using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Sales;
using Distribution.Sales.Conflicts;
using Distribution.Sandbox.Sales;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Cluster.Distributors;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Sales;

public sealed class ConflictTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_sale_of_a_place_that_somebody_else_has_waits_with_both_sides_named(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var order = await SellOwn(venue, "P-1-1", "P-1-2");
        var ghost = await Claim(venue, "P-1-1");

        var conflict = await OnlyConflict(venue);

        (conflict.State, conflict.Place, conflict.Performance, conflict.Venue).ShouldBe((ConflictState.Open, "P-1-1", venue.Performance, venue.Venue));
        (conflict.Claim.Interface, conflict.Claim.SaleReference, conflict.Claim.TicketReference).ShouldBe((venue.InterfaceId, ghost.Sale, ghost.Ticket));
        (conflict.Claim.Price, conflict.Claim.IsArea).ShouldBe((new Money(ghost.Amount, "EUR"), false));
        (conflict.Holder.Kind, conflict.Holder.Order, conflict.Holder.Who).ShouldBe((HolderKind.Sold, order, LinkedVenue.Context().Who));
        conflict.HolderSince.ShouldNotBeNull();
        (await Page(venue, ConflictState.Resolved)).ShouldBeEmpty();
        (await venue.Cluster.Service<ConflictBook>().Page(new ConflictFilter(venue.Venue), null, 10)).Conflicts.ShouldHaveSingleItem().Id.ShouldBe(conflict.Id);
        (await venue.Cluster.Service<ConflictBook>().Page(new ConflictFilter(Performance: venue.Performance, State: ConflictState.Open), conflict.Id, 10)).Conflicts.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_conflict_goes_away_when_the_place_gets_free_and_the_sale_goes_through(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var order = await SellOwn(venue, "P-1-1");
        await Claim(venue, "P-1-1");
        var conflict = await OnlyConflict(venue);
        (await venue.SeatMap.Cancel(new CancelSale(LinkedVenue.Context(), order))).Done();

        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = 1, Warned = 1 });

        (await Find(venue, conflict.Id)).State.ShouldBe(ConflictState.Gone);
        (await venue.Interface.Resolve(new ResolveConflict(LinkedVenue.Context(), conflict.Id, ConflictRemedy.Reseat))).ShouldBeRefused(RefusalCode.WrongState);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_reseated_buyer_has_a_ticket_for_the_other_place_and_its_cancellation_frees_that(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await SellOwn(venue, "P-1-3");
        var ghost = await Claim(venue, "P-1-3");
        var command = new ResolveConflict(LinkedVenue.Context(), (await OnlyConflict(venue)).Id, ConflictRemedy.Reseat);

        var resolved = (await venue.Interface.Resolve(command)).Done();

        (resolved.State, resolved.Resolution!.Seat).ShouldBe((ConflictState.Resolved, "P-1-2"));
        var ticket = (await venue.Orders()).ShouldHaveSingleItem().Tickets.ShouldHaveSingleItem();
        (ticket.TicketReference, ticket.PlaceName, ticket.Barcode).ShouldBe((ghost.Ticket, "P-1-2", ghost.Barcode));
        ticket.Warning.ShouldNotBeNull().ShouldContain("P-1-3");
        (await venue.Interface.Resolve(command)).Done().ShouldBe(resolved);
        (await venue.Interface.Resolve(command with { Place = new PlaceKey("P-2-1") })).ShouldBeRefused(RefusalCode.CommandMismatch);
        (await venue.Waiting()).ShouldBeEmpty();

        await venue.Ticketnet.SendAgain(ghost.Ticket, sameLine: false);
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Known = 1 });
        await venue.Ticketnet.SendMalformed($$"""{"line":"{line}","type":"cancelled","ticket":"{{ghost.Ticket}}","cancelledAt":"2027-01-01T10:00:00Z"}""");
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Cancelled = 1 });
        (await venue.Place("P-1-2")).Status.ShouldBe(SaleStatus.Free);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_chosen_place_that_is_taken_leaves_the_conflict_open(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await SellOwn(venue, "P-1-1", "P-1-2");
        await Claim(venue, "P-1-1");
        var conflict = await OnlyConflict(venue);
        var command = new ResolveConflict(LinkedVenue.Context(), conflict.Id, ConflictRemedy.Reseat, Place: new PlaceKey("P-1-2"));

        (await venue.Interface.Resolve(command)).ShouldBeRefused(RefusalCode.PlaceSold);

        (await Find(venue, conflict.Id)).ShouldBe(conflict);
        (await venue.Waiting()).Length.ShouldBe(1);
        (await venue.Interface.Resolve(command with { Place = new PlaceKey("P-2-2") })).Done().Resolution!.Seat.ShouldBe("P-2-2");
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_refused_sale_never_becomes_a_ticket_whatever_comes_of_it(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var order = await SellOwn(venue, "P-1-1");
        var ghost = await Claim(venue, "P-1-1");
        var conflict = await OnlyConflict(venue);

        var refused = (await venue.Interface.Resolve(new ResolveConflict(LinkedVenue.Context(), conflict.Id, ConflictRemedy.Refuse, "sold at our box office"))).Done();

        (refused.State, refused.Resolution!.Reason, refused.Resolution.Seat).ShouldBe((ConflictState.Resolved, "sold at our box office", null));
        (await venue.SeatMap.Cancel(new CancelSale(LinkedVenue.Context(), order))).Done();
        await venue.Ticketnet.SendAgain(ghost.Ticket, sameLine: false);
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Known = 1 });
        await venue.Ticketnet.SendMalformed($$"""{"line":"{line}","type":"cancelled","ticket":"{{ghost.Ticket}}","cancelledAt":"2027-01-01T10:00:00Z"}""");
        (await venue.Import()).State.ShouldBe(ExecutionState.Succeeded);
        (await venue.Orders()).ShouldBeEmpty();
        (await venue.Place("P-1-1")).Status.ShouldBe(SaleStatus.Free);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_sale_that_wins_takes_one_place_out_of_the_other_order(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var order = await SellOwn(venue, "P-1-1", "P-1-2");
        var ghost = await Claim(venue, "P-1-1");
        var command = new ResolveConflict(LinkedVenue.Context(), (await OnlyConflict(venue)).Id, ConflictRemedy.Overrule, "they were first");

        (await venue.Interface.Resolve(command)).Done().Resolution!.Seat.ShouldBe("P-1-1");

        (await venue.Place("P-1-2")).Order.ShouldBe(order);
        var ticket = (await venue.Orders()).ShouldHaveSingleItem().Tickets.ShouldHaveSingleItem();
        (ticket.TicketReference, ticket.PlaceName).ShouldBe((ghost.Ticket, "P-1-1"));
        (await venue.Place("P-1-1")).Order.ShouldBe(ticket.Order);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Who_looks_again_after_the_place_changed_hands_sees_who_has_it_now(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var order = await SellOwn(venue, "P-1-1");
        await Claim(venue, "P-1-1");
        var conflict = await OnlyConflict(venue);
        (await venue.SeatMap.Cancel(new CancelSale(LinkedVenue.Context(), order))).Done();
        var next = await SellOwn(venue, "P-1-1");

        (await venue.Interface.Resolve(new ResolveConflict(LinkedVenue.Context(), conflict.Id, ConflictRemedy.Overrule, "they were first"))).ShouldBeRefused(RefusalCode.PlaceSold);

        (await Find(venue, conflict.Id)).Holder.Order.ShouldBe(next);
        (await venue.Interface.Resolve(new ResolveConflict(LinkedVenue.Context(), conflict.Id, ConflictRemedy.Overrule, "they were first"))).Done().State.ShouldBe(ConflictState.Resolved);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_sale_that_wins_over_the_same_distributors_other_ticket_cancels_that_ticket(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var first = await Claim(venue, "P-1-1");
        var second = await Claim(venue, "P-1-1");
        var conflict = await OnlyConflict(venue);
        conflict.Holder.Interface.ShouldBe(venue.InterfaceId);

        (await venue.Interface.Resolve(new ResolveConflict(LinkedVenue.Context(), conflict.Id, ConflictRemedy.Overrule, "as Ticketnet says"))).Done();

        var tickets = (await venue.Orders()).SelectMany(order => order.Tickets).ToDictionary(ticket => ticket.TicketReference);
        tickets[first.Ticket].CancelledAt.ShouldNotBeNull();
        tickets[second.Ticket].CancelledAt.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_decision_that_was_kept_and_cut_off_is_carried_out_by_the_next_import(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await SellOwn(venue, "P-1-1");
        await Claim(venue, "P-1-1");
        var book = venue.Cluster.Service<ConflictBook>();
        var command = new ResolveConflict(LinkedVenue.Context(), (await OnlyConflict(venue)).Id, ConflictRemedy.Reseat, Place: new PlaceKey("P-2-2"));
        (await book.Claim((await book.Load(command.Conflict))!, command, DateTimeOffset.UnixEpoch)).ShouldBeTrue();
        (await venue.Interface.Resolve(command with { Context = LinkedVenue.Context() })).ShouldBeRefused(RefusalCode.Busy);

        await venue.Import();

        (await Find(venue, command.Conflict)).Resolution!.Seat.ShouldBe("P-2-2");
        (await venue.Interface.Resolve(command)).Done().State.ShouldBe(ConflictState.Resolved);
        (await venue.Orders()).ShouldHaveSingleItem().Tickets.ShouldHaveSingleItem().PlaceName.ShouldBe("P-2-2");
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Sales_that_wait_for_a_mapping_go_through_once_it_is_there(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var adults = venue.AllMappings.Single(mapping => mapping.Kind == MappingKind.AudienceSubCategory);
        (await venue.Interface.Map(LinkedVenue.Context(), [adults with { Theirs = "" }])).Done();
        await venue.Assign("P-1-1", "P-1-2");
        await venue.Export();
        await venue.Ticketnet.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Numbered: 2));
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Waiting = 2 });
        var asked = (await venue.Ticketnet.State()).Requests.Sales;

        (await venue.Interface.Map(LinkedVenue.Context(), [adults])).Done();

        await Eventually.True(async () => (await venue.Orders()).Sum(order => order.Tickets.Length) == 2);
        var run = (await venue.Log.Page(new ExecutionFilter(Interface: venue.InterfaceId), null, 1)).Executions.Single();
        (await venue.End(run.Id)).Counts.ShouldBe(new ExecutionCounts { Imported = 2 });
        (run.Trigger, run.MappingVersion).ShouldBe((ExecutionTrigger.Mapping, 3));
        (await venue.Ticketnet.State()).Requests.Sales.ShouldBe(asked);
    }

    private static async Task<OrderId> SellOwn(LinkedVenue venue, params string[] places)
    {
        var order = NewId.Of<OrderId>();
        (await venue.SeatMap.Confirm(new ConfirmHold(LinkedVenue.Context(), (await venue.Hold(places)).Id, order))).Done();
        return order;
    }

    /// <summary>The distributor sells a place that it does not have, and we import it.</summary>
    private static async Task<TicketView> Claim(LinkedVenue venue, string place)
    {
        var ghost = await venue.Ticketnet.SendGhost(new GhostOrder(LinkedVenue.TheirPerformance, place, "CAT1"));
        await venue.Import();
        return ghost;
    }

    private static async Task<SaleConflict> OnlyConflict(LinkedVenue venue) => (await Page(venue, ConflictState.Open)).ShouldHaveSingleItem();

    private static async Task<IReadOnlyList<SaleConflict>> Page(LinkedVenue venue, ConflictState state) =>
        (await venue.Cluster.Service<ConflictBook>().Page(new ConflictFilter(Interface: venue.InterfaceId, State: state), null, ConflictBook.MaxPage)).Conflicts;

    private static async Task<SaleConflict> Find(LinkedVenue venue, ConflictId id) => (await venue.Cluster.Service<ConflictBook>().Find(id)).ShouldNotBeNull();
}
