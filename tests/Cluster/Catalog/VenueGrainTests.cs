using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.Storage;
using Distribution.Tests.Fixtures;
using Distribution.Tests.Rules.SeatingPlans;
using static Distribution.Tests.Cluster.Catalog.VenueFixture;

namespace Distribution.Tests.Cluster.Catalog;

public sealed class VenueGrainTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_was_answered_is_there_after_a_restart(Dialect dialect)
    {
        await using var cluster = await TestCluster.On(dialect);
        var venue = await VenueFixture.On(cluster);
        var performance = await venue.Performance();
        var adults = (await venue.Grain.CreateAudienceSubCategory(new CreateAudienceSubCategory(Context(), "Erwachsene"))).Done();
        var tariff = (await venue.Grain.SetTariff(
            new SetTariff(Context(), "Kategorie I", adults.Id, performance.Event, new Money(4_500, "EUR")))).Done();
        var channel = await venue.ExternalChannel();
        var contact = (await venue.Grain.CreateContact(new CreateContact(Context(), "Ticketnet SA", "vente@example.org"))).Done();
        var contingent = (await venue.Grain.CreateContingent(new CreateContingent(Context(), "Ticketnet", channel.Id))).Done();
        var distributor = (await venue.Grain.CreateDistributor(new CreateDistributor(Context(), "Ticketnet"))).Done();
        var registered = (await venue.Grain.RegisterInterface(
            new RegisterInterface(Context(), distributor.Id, channel.Id, "ticketnet", "Ticketnet"))).Done();
        await venue.Grain.Rename(new Rename(Context(), CatalogKind.Event, performance.Event.Value, "Das Derby"));

        await cluster.Restart();

        var view = (await venue.Grain.Get()).ShouldNotBeNull();
        view.Version.ShouldBe(12);
        view.Venue.ShouldBe(new Venue(venue.Id, "Riethsporthalle"));
        view.Events.ShouldBe([new Event(performance.Event, "Das Derby")]);
        view.Performances.ShouldBe([performance]);
        view.AudienceSubCategories.ShouldBe([adults]);
        view.Tariffs.ShouldBe([tariff]);
        view.SalesChannels.ShouldBe([channel]);
        view.Contacts.ShouldBe([contact]);
        view.Contingents.ShouldBe([contingent]);
        view.Distributors.ShouldBe([distributor]);
        view.Interfaces.ShouldBe([registered]);
        view.Configurations.ShouldHaveSingleItem().Places.ShouldBe(1_500);
        (await cluster.Service<SeatingPlanStore>().Load(performance.Plan)).Seats.Length.ShouldBe(1_252);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task The_same_command_again_changes_nothing_and_other_content_is_a_mismatch(Dialect dialect)
    {
        var venue = await VenueFixture.On(dialect);
        var command = new CreateEvent(Context(), "Derby");
        var import = Hall();

        var (first, again) = (await venue.Grain.CreateEvent(command), await venue.Grain.CreateEvent(command));
        var (hall, hallAgain) = (await venue.Grain.ImportSeatingPlan(import), await venue.Grain.ImportSeatingPlan(import));

        again.Done().ShouldBe(first.Done());
        hallAgain.Done().Id.ShouldBe(hall.Done().Id);
        (await venue.Grain.CreateEvent(command with { Name = "Pokal" })).ShouldBeRefused(RefusalCode.CommandMismatch);
        (await venue.Grain.CreateDistributor(new CreateDistributor(command.Context, "Derby"))).ShouldBeRefused(RefusalCode.CommandMismatch);
        (await venue.Grain.ImportSeatingPlan(import with { UnnumberedAreas = [] })).ShouldBeRefused(RefusalCode.CommandMismatch);
        (await venue.Grain.Get()).ShouldNotBeNull().Version.ShouldBe(3);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task The_same_command_many_times_at_once_makes_one_thing(Dialect dialect)
    {
        var venue = await VenueFixture.On(dialect);
        var command = new CreateEvent(Context(), "Derby");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => venue.Grain.CreateEvent(command)));

        answers.Select(answer => answer.Done()).Distinct().ShouldHaveSingleItem();
        (await venue.Grain.Get()).ShouldNotBeNull().Events.Length.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_id_belongs_to_one_venue_and_its_things_are_unknown_in_another(Dialect dialect)
    {
        var (venue, other) = (await VenueFixture.On(dialect), await VenueFixture.On(dialect));
        var command = new CreateSalesChannel(Context(), "Ticketnet", SalesChannelType.External);
        var channel = (await venue.Grain.CreateSalesChannel(command)).Done();

        (await other.Grain.CreateSalesChannel(command)).ShouldBeRefused(RefusalCode.CommandMismatch);
        (await other.Grain.CreateContingent(new CreateContingent(Context(), "K", channel.Id))).ShouldBeRefused(RefusalCode.NotFound);
        (await other.Grain.Rename(new Rename(Context(), CatalogKind.SalesChannel, channel.Id.Value, "Mine"))).ShouldBeRefused(RefusalCode.NotFound);
        (await other.Grain.Get()).ShouldNotBeNull().Version.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_venue_that_was_never_created_takes_nothing(Dialect dialect)
    {
        var grain = (await SharedCluster.On(dialect)).Client.GetGrain<IVenueGrain>(NewId.Guid());

        (await grain.Get()).ShouldBeNull();
        (await grain.CreateEvent(new CreateEvent(Context(), "Derby"))).ShouldBeRefused(RefusalCode.NotFound);
        (await grain.ImportSeatingPlan(Hall())).ShouldBeRefused(RefusalCode.NotFound);
        (await grain.CreateVenue(new CreateVenue(Context(), "Halle"))).ShouldBeRefused(RefusalCode.Invalid);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_bad_plan_is_refused_whole(Dialect dialect)
    {
        var venue = await VenueFixture.On(dialect);
        var text = Plans.Changed(plan => plan.Seat(0, 0, 1)["category"] = "?");

        var outcome = await venue.Grain.ImportSeatingPlan(Hall() with { Text = text });

        outcome.ShouldBeOfType<Outcome<LogicalConfiguration>.Refused>().First.Subject.ShouldBe("$.zones[0].rows[0].seats[1].category");
        (await venue.Grain.Get()).ShouldNotBeNull().Version.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_activation_that_another_one_has_outrun_reads_and_decides_anew(Dialect dialect)
    {
        var venue = await VenueFixture.On(dialect);
        await venue.Grain.Get();
        var elsewhere = new CreateEvent(Context(), "Derby");
        var derby = new Event(new EventId(elsewhere.Context.Id.Value), "Derby");

        (await venue.Store.Append(await venue.Store.Load(venue.Id), elsewhere, derby)).ShouldBeTrue();

        (await venue.Grain.CreateEvent(new CreateEvent(Context(), "Derby"))).ShouldBeRefused(RefusalCode.Duplicate);
        (await venue.Grain.CreateEvent(elsewhere)).Done().ShouldBe(derby);
        (await venue.Grain.Get()).ShouldNotBeNull().Events.ShouldBe([derby]);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Of_many_writers_on_one_version_exactly_one_wins_and_the_others_leave_no_trace(Dialect dialect)
    {
        var venue = await VenueFixture.On(dialect);
        var state = await venue.Store.Load(venue.Id);
        var commands = Enumerable.Range(0, 8).Select(writer => new CreateEvent(Context(), $"Event {writer}")).ToArray();

        var won = await Task.WhenAll(commands.Select(
            command => venue.Store.Append(state, command, new Event(new EventId(command.Context.Id.Value), command.Name))));

        won.Count(wins => wins).ShouldBe(1);
        var after = await venue.Store.Load(venue.Id);
        after.Version.ShouldBe(2);
        after.All<Event>().ShouldHaveSingleItem().Name.ShouldBe(commands[Array.IndexOf(won, true)].Name);
        foreach (var (command, wins) in commands.Zip(won))
        {
            var (_, past) = await venue.Store.Look(venue.Id, command.Context.Id);
            (past is not null).ShouldBe(wins);
        }
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task When_the_database_fails_the_caller_is_told_to_ask_again_and_then_it_works(Dialect dialect)
    {
        await using var cluster = await TestCluster.On(dialect);
        var venue = await VenueFixture.On(cluster);
        var command = new CreateEvent(Context(), "Derby");

        await cluster.Execute("ALTER TABLE catalog_command RENAME TO elsewhere");
        var failed = await venue.Grain.CreateEvent(command);
        await cluster.Execute("ALTER TABLE elsewhere RENAME TO catalog_command");

        failed.ShouldBeRefused(RefusalCode.StorageFailed);
        (await venue.Grain.CreateEvent(command)).Done().Name.ShouldBe("Derby");
    }
}
