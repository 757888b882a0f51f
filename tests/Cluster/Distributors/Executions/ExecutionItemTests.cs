using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Distributors.Executions;

/// <summary>What can be read of a run: its items, its exchanges, since when something fails; and what an operator does about it.</summary>
public sealed class ExecutionItemTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task Each_place_of_an_export_says_what_became_of_it_and_failed_ones_are_listed_alone(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2");
        await venue.AssignStanding(3);
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.RefusePlaces, Places: ["P-1-2"], Reason: "Behind a pillar."));

        var export = await venue.Export();

        (export.ItemCount, export.ItemsLeftOut, export.Progress).ShouldBe((3, 0, new ExecutionProgress(1, 1)));
        (await Items(venue, export)).Select(item => (item.Kind, item.Subject, item.Action, item.Outcome)).ShouldBe(
            [
                (ItemKind.Place, "P-1-1", ItemAction.Add, ItemOutcome.Done),
                (ItemKind.Place, "P-1-2", ItemAction.Add, ItemOutcome.Failed),
                (ItemKind.Area, "Steh", ItemAction.Add, ItemOutcome.Done),
            ],
            ignoreOrder: true);
        var failed = (await Items(venue, export, new ItemFilter(OnlyFailed: true))).ShouldHaveSingleItem();
        (failed.Performance, failed.Error!.Kind, failed.Error.Times).ShouldBe((venue.Performance, ErrorKind.External, 1));
        var first = (await Details(venue).Items([export.Id], new ItemFilter(), null, 2))[export.Id];
        (await Details(venue).Items([export.Id], new ItemFilter(), first.After, 2))[export.Id].After.ShouldBeNull();
        (await Items(venue, export, new ItemFilter(Kind: ItemKind.Area))).ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_was_sent_and_answered_can_be_read_with_its_secrets_masked(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect, "fnac");
        await venue.Assign("P-1-1");

        var export = await venue.Export();

        // The other one asks how the allotment stands, once it was taken.
        var exchange = (await Details(venue).Exchanges([export.Id], null, 50))[export.Id].Exchanges.Where(exchange => exchange.Request.EndsWith("/allotements", StringComparison.Ordinal)).ShouldHaveSingleItem();
        exchange.Request.ShouldStartWith("POST http://");
        exchange.Sent!.ShouldContain("P-1-1");
        exchange.Sent!.ShouldContain(SecretMask.Mask);
        exchange.Answer.ShouldNotBeNullOrEmpty();
        (exchange.Status, exchange.Attempts, exchange.Problem).ShouldBe((200, 1, null));
        foreach (var secret in new[] { LinkedVenue.Password, LinkedVenue.ManagerCode, "47b" })
        {
            $"{exchange}".ShouldNotContain(secret);
        }
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_error_that_comes_back_says_since_when_and_how_often_until_it_is_mended(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1");
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.RefusePlaces, Places: ["P-1-1"]));
        var first = await venue.Export();
        await venue.Export();

        var error = await venue.OnlyError(await venue.Export());

        error.Times.ShouldBe(3);
        error.Since!.Value.ToUnixTimeMilliseconds().ShouldBe(first.StartedAt.ToUnixTimeMilliseconds());
        await venue.Ticketnet.ClearFailures();
        await venue.Export();
        await venue.TakeBack("P-1-1");
        await venue.Export();
        await venue.Assign("P-1-1");
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.RefusePlaces, Places: ["P-1-1"]));
        (await venue.OnlyError(await venue.Export())).Times.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Only_what_failed_is_taken_again_without_asking_the_distributor_for_more(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2");
        await venue.Export();
        var hold = await venue.Hold("P-1-3");
        await venue.Ticketnet.SendGhost(new GhostOrder(LinkedVenue.TheirPerformance, "P-1-3", "CAT1"));
        var import = await venue.Import();
        import.Counts.Waiting.ShouldBe(1);
        (await venue.SeatMap.Release(new ReleaseHold(LinkedVenue.Context(), hold.Id))).Done();
        await venue.Ticketnet.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Places: ["P-1-2"]));

        var again = await venue.End((await venue.Interface.RunAgain(LinkedVenue.Context(), import.Id, onlyFailed: true)).Done().Id);

        (again.AgainOf, again.OnlyFailed, again.State, again.Counts.Imported).ShouldBe((import.Id, true, ExecutionState.Succeeded, 1));
        (await venue.Interface.RunAgain(LinkedVenue.Context(), again.Id, onlyFailed: true)).ShouldBeRefused(RefusalCode.WrongState);
        (await venue.End((await venue.Interface.RunAgain(LinkedVenue.Context(), import.Id, onlyFailed: false)).Done().Id)).Counts.Imported.ShouldBe(1);
        (await venue.Interface.RunAgain(LinkedVenue.Context(), NewId.Of<ExecutionId>(), onlyFailed: false)).ShouldBeRefused(RefusalCode.NotFound);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_place_that_is_skipped_is_not_offered_and_no_error_until_it_is_taken_again(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2");
        await venue.AssignStanding(2);
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.RefusePlaces, Places: ["P-1-2"]));
        await venue.Export();
        var command = new SkipItem(LinkedVenue.Context(), DistributorFunction.ContingentExport, ItemKind.Place, venue.Performance, "P-1-2", "Fnac mends it on Monday.");
        var skipped = (await venue.Interface.Skip(command)).Done();
        (await venue.Interface.Skip(command)).Done().ShouldBe(skipped);
        (await venue.Interface.Skip(command with { Context = LinkedVenue.Context() })).ShouldBeRefused(RefusalCode.Duplicate);
        (await venue.Interface.Skip(command with { Reason = "Another." })).ShouldBeRefused(RefusalCode.CommandMismatch);

        var export = await venue.Export();

        (export.State, export.Counts).ShouldBe((ExecutionState.Succeeded, new ExecutionCounts { Skipped = 1 }));
        (await Items(venue, export)).ShouldHaveSingleItem().Outcome.ShouldBe(ItemOutcome.Skipped);
        await venue.Ticketnet.ClearFailures();
        var unskip = new UnskipItem(LinkedVenue.Context(), skipped.Id);
        (await venue.Interface.Unskip(unskip)).Done().EndedBy.ShouldBe(unskip.Context.Who);
        (await venue.Interface.Unskip(unskip)).Done().EndedBy.ShouldBe(unskip.Context.Who);
        (await venue.Interface.Unskip(unskip with { Context = LinkedVenue.Context() })).ShouldBeRefused(RefusalCode.WrongState);
        (await venue.Export()).Counts.Added.ShouldBe(1);
        var skips = venue.Cluster.Service<SkipList>();
        (await skips.Page(venue.InterfaceId, null, inForce: true, null, 10)).Items.ShouldBeEmpty();
        (await skips.Page(venue.InterfaceId, null, inForce: null, null, 10)).Items.ShouldHaveSingleItem().Reason.ShouldBe(command.Reason);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_line_that_is_skipped_waits_and_is_no_error(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1");
        await venue.Export();
        (await venue.Interface.Map(LinkedVenue.Context(), [new Mapping(MappingKind.AudienceSubCategory, venue.Adults.ToString(), "")])).Done();
        await venue.Ticketnet.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Places: ["P-1-1"]));
        var line = (await Items(venue, await venue.Import())).ShouldHaveSingleItem();
        (line.Kind, line.Outcome, line.Action).ShouldBe((ItemKind.SaleLine, ItemOutcome.Failed, ItemAction.Import));
        (await venue.Interface.Skip(new SkipItem(LinkedVenue.Context(), DistributorFunction.SalesImport, line.Kind, null, line.Subject, "A test sale."))).Done();

        var import = await venue.Import();

        (import.State, import.Counts.Skipped, import.Counts.Waiting).ShouldBe((ExecutionState.Succeeded, 1, 0));
        (await venue.Waiting()).ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_line_is_skipped_by_its_reference_or_its_ticket_and_what_there_is_not_is_refused(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Hold("P-1-1", "P-1-2");
        var (first, second) = (await Ghost("P-1-1"), await Ghost("P-1-2"));
        await venue.Ticketnet.SendMalformed("""{"line":"L-9","type":"?"}""");
        await venue.Import();
        var waiting = (await venue.Waiting()).ToDictionary(line => line.TicketReference ?? "", line => line.Reference);
        SkipItem Line(string subject) => new(LinkedVenue.Context(), DistributorFunction.SalesImport, ItemKind.SaleLine, null, subject, "Settled.");
        var byTicket = Line(first.Ticket);

        (await venue.Interface.Skip(byTicket)).Done().Subject.ShouldBe(waiting[first.Ticket]);
        (await venue.Interface.Skip(byTicket)).Done().Subject.ShouldBe(waiting[first.Ticket]);
        (await venue.Interface.Skip(byTicket with { Subject = second.Ticket })).ShouldBeRefused(RefusalCode.CommandMismatch);
        (await venue.Interface.Skip(Line(waiting[second.Ticket]))).Done();
        (await venue.Interface.Skip(Line("L-9"))).Done();
        var refused = (await venue.Interface.Skip(Line("sale:nobody"))).ShouldBeOfType<Outcome<SkippedItem>.Refused>().First;
        (refused.Code, refused.Subject).ShouldBe((RefusalCode.NotFound, "subject"));
        refused.Message.ShouldContain(waiting[first.Ticket]);
        SkipItem Place(ItemKind kind, string subject) => new(LinkedVenue.Context(), DistributorFunction.ContingentExport, kind, venue.Performance, subject, "Settled.");
        (await venue.Interface.Skip(Place(ItemKind.Place, "P-9-9"))).ShouldBeOfType<Outcome<SkippedItem>.Refused>().First.Message.ShouldContain("P-1-1");
        (await venue.Interface.Skip(Place(ItemKind.Area, "Loge"))).ShouldBeRefused(RefusalCode.NotFound);
        (await venue.Interface.Skip(Place(ItemKind.Area, "Steh"))).Done();

        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Skipped = 3 });
        (await venue.Waiting()).ShouldAllBe(line => line.SkipReason == "Settled.");

        Task<TicketView> Ghost(string place) => venue.Ticketnet.SendGhost(new GhostOrder(LinkedVenue.TheirPerformance, place, "CAT1"));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Executions_are_found_by_venue_function_state_kind_of_error_and_time(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1");
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.RefusePlaces, Places: ["P-1-1"]));
        var export = await venue.Export();
        var import = await venue.Import();

        (await Found(new ExecutionFilter(Venue: venue.Venue))).ShouldBe([import.Id, export.Id]);
        (await Found(new ExecutionFilter(Venue: venue.Venue, Function: DistributorFunction.ContingentExport))).ShouldBe([export.Id]);
        (await Found(new ExecutionFilter(Venue: venue.Venue, State: ExecutionState.Succeeded))).ShouldBe([import.Id]);
        (await Found(new ExecutionFilter(Venue: venue.Venue, Error: ErrorKind.External))).ShouldBe([export.Id]);
        (await Found(new ExecutionFilter(Venue: venue.Venue, Error: ErrorKind.Mapping))).ShouldBeEmpty();
        (await Found(new ExecutionFilter(Venue: venue.Venue, Until: export.StartedAt))).ShouldBeEmpty();
        (await Found(new ExecutionFilter(Venue: venue.Venue, From: export.StartedAt, DryRun: false))).Count.ShouldBe(2);
        (await Found(new ExecutionFilter(Venue: NewId.Of<VenueId>()))).ShouldBeEmpty();
        var page = await venue.Log.Page(new ExecutionFilter(Venue: venue.Venue), null, 1);
        (await venue.Log.Page(new ExecutionFilter(Venue: venue.Venue), page.After, 1)).Executions.ShouldHaveSingleItem().Id.ShouldBe(export.Id);

        async Task<IReadOnlyList<ExecutionId>> Found(ExecutionFilter filter) => [.. (await venue.Log.Page(filter, null, 10)).Executions.Select(execution => execution.Id)];
    }

    private static ExecutionDetails Details(LinkedVenue venue) => venue.Cluster.Service<ExecutionDetails>();

    private static async Task<IReadOnlyList<ExecutionItem>> Items(LinkedVenue venue, Execution execution, ItemFilter? filter = null) =>
        (await Details(venue).Items([execution.Id], filter ?? new ItemFilter(), null, ExecutionDetails.MaxPage))[execution.Id].Items;
}
