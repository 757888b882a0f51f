using Dapper;
using Distribution.Catalog;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Distributors.Executions;

/// <summary>Runs that somebody ends before their time, and runs that only say what they would do.</summary>
public sealed class ExecutionControlTests
{
    private const string SecondAtTheirs = "TN-2";
    private static readonly int TooSlow = (int)(2 * ImpatientCluster.AttemptTimeout).TotalMilliseconds;

    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_cancelled_export_stops_before_its_next_performance_and_what_is_in_doubt_stays_so(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var second = await AddPerformance(venue);
        var contingents = new[] { venue.Performance, second };
        foreach (var performance in contingents)
        {
            await Assign(venue, performance, "P-1-1");
        }

        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.Slow, Operation.Allotment, Milliseconds: TooSlow));
        var id = (await venue.Interface.Run(new RunFunction(LinkedVenue.Context(), DistributorFunction.ContingentExport))).Done().Id;
        await Eventually.True(async () => (await InDoubt(venue, contingents)).Length == 1);

        var asked = (await venue.Interface.Cancel(LinkedVenue.Context(), id)).Done();

        asked.CancelledBy.ShouldNotBeNull();
        var ended = await venue.End(id);
        (ended.State, ended.Counts.InDoubt, ended.Progress).ShouldBe((ExecutionState.Cancelled, 1, new ExecutionProgress(1, 2)));
        (await InDoubt(venue, contingents)).Length.ShouldBe(1);
        (await venue.Interface.Cancel(LinkedVenue.Context(), id)).Done().State.ShouldBe(ExecutionState.Cancelled);
        await venue.Ticketnet.ClearFailures();
        (await venue.Export()).Counts.Added.ShouldBe(2);
        (await InDoubt(venue, contingents)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_cancelled_import_keeps_what_it_has_read_and_the_next_one_takes_it(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1");
        await venue.Export();
        await venue.Ticketnet.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Places: ["P-1-1"]));
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.Slow, Operation.Sales, Times: 1, Milliseconds: 1_000));
        var id = (await venue.Interface.Run(new RunFunction(LinkedVenue.Context(), DistributorFunction.SalesImport))).Done().Id;

        await venue.Interface.Cancel(LinkedVenue.Context(), id);

        (await venue.End(id)).State.ShouldBe(ExecutionState.Cancelled);
        (await venue.Orders()).ShouldBeEmpty();
        (await venue.Import()).State.ShouldBe(ExecutionState.Succeeded);
        (await venue.Orders()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_cancelled_import_ends_before_the_next_of_the_lines_that_are_taken_one_by_one()
    {
        await using var venue = await LinkedVenue.On(Dialect.PostgreSql);
        for (var line = 1; line <= 5; line++)
        {
            await venue.Ticketnet.SendMalformed(
                $$"""
                {"line":"L-{{line}}","type":"sold","ticket":"T-{{line}}","sale":"S-1","performance":"{{LinkedVenue.TheirPerformance}}","place":"P-1-{{line}}","category":"CAT1","audience":"ADULT",
                "price":{"amount":4000,"currency":"EUR"},"soldAt":"2027-01-01T10:00:00Z","replaces":"T-unknown"}
                """);
        }

        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Waiting = 5 });
        var import = new RunFunction(LinkedVenue.Context(), DistributorFunction.SalesImport);
        await venue.Cluster.Database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("SELECT 1 FROM sale_line WHERE reference = 'L-2' FOR UPDATE", transaction: transaction);
            (await venue.Interface.Run(import)).Done();
            await Eventually.True(async () => await connection.ExecuteScalarAsync<bool>(
                "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')", transaction: transaction));
            (await venue.Interface.Cancel(LinkedVenue.Context(), new ExecutionId(import.Context.Id.Value))).Done();
        });

        var ended = await venue.End(new ExecutionId(import.Context.Id.Value));

        (ended.State, ended.Progress).ShouldBe((ExecutionState.Cancelled, new ExecutionProgress(2, 5)));
        (await venue.Waiting()).Select(line => line.Error!.Times).ShouldBe([2, 2, 1, 1, 1]);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_has_ended_and_what_is_not_there_can_not_be_cancelled(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var export = await venue.Export();

        (await venue.Interface.Cancel(LinkedVenue.Context(), export.Id)).ShouldBeRefused(RefusalCode.WrongState);
        (await venue.Interface.Cancel(LinkedVenue.Context(), NewId.Of<ExecutionId>())).ShouldBeRefused(RefusalCode.NotFound);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_dry_export_counts_and_lists_what_it_would_send_and_sends_nothing(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2");
        await venue.Export();
        await venue.TakeBack("P-1-2");
        await venue.Assign("P-1-3");
        await venue.AssignStanding(4);
        var (places, allotment) = (await venue.Places(), await venue.Allotment());

        var dry = await Dry(venue, DistributorFunction.ContingentExport);

        (dry.DryRun, dry.State, dry.Counts).ShouldBe((true, ExecutionState.Succeeded, new ExecutionCounts { Added = 5, Withdrawn = 1 }));
        (await Details(venue).Items([dry.Id], new ItemFilter(), null, 10))[dry.Id].Items.Select(item => (item.Subject, item.Action))
            .ShouldBe([("P-1-3", ItemAction.Add), ("P-1-2", ItemAction.Withdraw), ("Steh", ItemAction.Add)]);
        (await Details(venue).Exchanges([dry.Id], null, 10))[dry.Id].Exchanges.ShouldBeEmpty();
        (await venue.Places()).ShouldBe(places);
        (await venue.Allotment()).Version.ShouldBe(allotment.Version);
        (await venue.Export()).Counts.ShouldBe(dry.Counts);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_dry_import_says_what_would_become_of_each_line_and_acknowledges_nothing(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2");
        await venue.AssignStanding(2);
        await venue.Export();
        await venue.Ticketnet.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Places: ["P-1-1"], Standing: 1));
        var places = await venue.Places();

        foreach (var dry in new[] { await Dry(venue, DistributorFunction.SalesImport), await Dry(venue, DistributorFunction.SalesImport) })
        {
            (dry.State, dry.Counts.Imported).ShouldBe((ExecutionState.Succeeded, 2));
        }

        (await venue.Orders()).ShouldBeEmpty();
        (await venue.Waiting()).ShouldBeEmpty();
        (await venue.Places()).ShouldBe(places);
        (await venue.Import()).Counts.Imported.ShouldBe(2);
        (await Dry(venue, DistributorFunction.SalesImport)).Counts.Imported.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_dry_import_finds_what_would_fail_and_remembers_no_failure(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1");
        await venue.Export();
        (await venue.Interface.Map(LinkedVenue.Context(), [new Mapping(MappingKind.AudienceSubCategory, venue.Adults.ToString(), "")])).Done();
        await venue.Ticketnet.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Places: ["P-1-1"]));

        var dry = await Dry(venue, DistributorFunction.SalesImport);

        (dry.State, dry.Counts.Waiting, dry.FirstError!.Kind).ShouldBe((ExecutionState.SucceededWithErrors, 1, ErrorKind.Mapping));
        (await venue.OnlyError(await venue.Import())).Times.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_dry_preparation_of_access_control_counts_and_the_distributor_goes_on_selling(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect, "fnac");
        await venue.Assign("P-1-1", "P-1-2");
        await venue.Export();
        await venue.Sandbox.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Places: ["P-1-1"]));
        var command = new RunFunction(LinkedVenue.Context(), DistributorFunction.AccessControlPreparation, venue.Performance, DryRun: true);

        var dry = await venue.End((await venue.Interface.Run(command)).Done().Id);

        (dry.State, dry.Counts.Final).ShouldBe((ExecutionState.Succeeded, 1));
        await venue.Sandbox.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Places: ["P-1-2"]));
        (await venue.Interface.Run(command with { DryRun = false })).ShouldBeRefused(RefusalCode.CommandMismatch);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Of_a_function_nothing_runs_twice_at_once_whether_dry_again_or_plain(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var before = await venue.Import();
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.Slow, Operation.Sales, Times: 1, Milliseconds: 1_000));
        var running = (await venue.Interface.Run(new RunFunction(LinkedVenue.Context(), DistributorFunction.SalesImport))).Done();

        (await venue.Interface.Run(new RunFunction(LinkedVenue.Context(), DistributorFunction.SalesImport, DryRun: true))).ShouldBeRefused(RefusalCode.Busy);
        (await venue.Interface.RunAgain(LinkedVenue.Context(), before.Id, onlyFailed: false)).ShouldBeRefused(RefusalCode.Busy);
        (await venue.Interface.RunAgain(LinkedVenue.Context(), running.Id, onlyFailed: false)).ShouldBeRefused(RefusalCode.WrongState);
        await venue.End(running.Id);
    }

    private static async Task<Execution> Dry(LinkedVenue venue, DistributorFunction function) =>
        await venue.End((await venue.Interface.Run(new RunFunction(LinkedVenue.Context(), function, DryRun: true))).Done().Id);

    private static ExecutionDetails Details(LinkedVenue venue) => venue.Cluster.Service<ExecutionDetails>();

    private static async Task<string[]> InDoubt(LinkedVenue venue, IEnumerable<PerformanceId> performances)
    {
        var found = new List<string>();
        foreach (var performance in performances)
        {
            var places = (await venue.Cluster.Client.GetGrain<ISeatMapGrain>(performance.Value).Places(new PlaceFilter(), null, SeatMapReads.MaxPage)).Done().Places;
            found.AddRange(places.Where(place => place.Offer is OfferStage.InDoubt).Select(place => place.Name));
        }

        return [.. found];
    }

    private static async Task Assign(LinkedVenue venue, PerformanceId performance, string place)
    {
        var contingent = venue.Cluster.Client.GetGrain<Distribution.Contingents.IContingentGrain>(
            new Distribution.Contingents.ContingentKey(performance, venue.ContingentId).ToString());
        (await contingent.Assign(LinkedVenue.Context(), PlaceSelection.Of([place]))).Done();
    }

    /// <summary>Of the same event and hall, mapped and known to the distributor.</summary>
    private static async Task<PerformanceId> AddPerformance(LinkedVenue venue)
    {
        var catalog = (await venue.Catalog.Get())!;
        var added = (await venue.Catalog.CreatePerformance(new CreatePerformance(
            LinkedVenue.Context(), catalog.Events[0].Id, catalog.Configurations[0].Id, "Sonntag", new DateTimeOffset(2027, 3, 7, 19, 30, 0, TimeSpan.FromHours(1)), "Europe/Berlin"))).Done();
        await venue.Sandbox.Register(new PerformanceRegistration(SecondAtTheirs, "Derby"));
        (await venue.Interface.Map(LinkedVenue.Context(), [new Mapping(MappingKind.Performance, added.Id.ToString(), SecondAtTheirs)])).Done();
        return added.Id;
    }
}
