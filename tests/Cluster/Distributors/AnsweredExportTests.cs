using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Distributors;

/// <summary>Exports that the distributor answered, though not always as we wished, and those it certainly did not take.</summary>
public sealed class AnsweredExportTests
{
    private static readonly Uri NobodyListens = new("http://127.0.0.1:9/");

    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_refused_place_is_listed_with_its_reason_and_the_others_go_through(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2", "P-1-3");
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.RefusePlaces, Places: ["P-1-2"], Reason: "Behind a pillar."));

        var export = await venue.Export();

        export.State.ShouldBe(ExecutionState.SucceededWithErrors);
        export.Counts.ShouldBe(new ExecutionCounts { Added = 2, Refused = 1 });
        var error = await venue.OnlyError(export);
        error.Kind.ShouldBe(ErrorKind.External);
        error.Subject.ShouldBe("P-1-2");
        error.Message.ShouldContain("Behind a pillar.");
        (await venue.Place("P-1-2")).Offer.ShouldBe(OfferStage.None);
        await venue.ShouldAgree();

        await venue.Ticketnet.ClearFailures();
        (await venue.Export()).Counts.ShouldBe(new ExecutionCounts { Added = 1 });
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_place_that_is_not_given_back_stays_the_distributors_until_it_is(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2");
        await venue.Export();
        await venue.TakeBack("P-1-1", "P-1-2");
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.RefusePlaces, Places: ["P-1-2"], Reason: "A group is being booked."));

        var export = await venue.Export();

        export.Counts.ShouldBe(new ExecutionCounts { Withdrawn = 1, Refused = 1 });
        (await venue.OnlyError(export)).WhatToDo.ShouldContain("Until then it may sell the place");
        (await venue.SeatMap.Hold(new HoldPlaces(LinkedVenue.Context(), null, PlaceSelection.Of("P-1-2"), TimeSpan.FromMinutes(1))))
            .ShouldBeRefused(RefusalCode.PlaceOffered);
        await venue.ShouldAgree();

        await venue.Ticketnet.ClearFailures();
        (await venue.Export()).Counts.ShouldBe(new ExecutionCounts { Withdrawn = 1 });
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_area_of_which_the_distributor_takes_no_more_is_listed_and_the_first_ones_stay(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.AssignStanding(5);
        await venue.Export();
        await venue.AssignStanding(4);
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.RefusePlaces, Places: ["Steh"], Reason: "Enough."));

        var export = await venue.Export();

        export.Counts.ShouldBe(new ExecutionCounts { Refused = 4 });
        var error = await venue.OnlyError(export);
        error.Kind.ShouldBe(ErrorKind.External);
        error.Subject.ShouldBe("Steh");
        error.Message.ShouldContain("Enough.");
        await venue.ShouldAgree();

        await venue.Ticketnet.ClearFailures();
        (await venue.Export()).Counts.ShouldBe(new ExecutionCounts { Added = 4 });
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Places_of_an_area_that_are_not_given_back_are_listed_and_nobody_elses(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.AssignStanding(5);
        await venue.Export();
        (await venue.Contingent.TakeBack(LinkedVenue.Context(), LinkedVenue.Standing(3))).Done();
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.RefusePlaces, Places: ["Steh"], Reason: "A group is being booked."));

        var export = await venue.Export();

        export.Counts.Refused.ShouldBe(3);
        (await venue.OnlyError(export)).Message.ShouldContain("did not give 3 places of area Steh back: A group is being booked.");
        await venue.ShouldAgree();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_place_sold_before_its_withdrawal_comes_back_into_its_contingent_and_its_sale_is_imported(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2", "P-1-3");
        await venue.Export();
        await venue.TakeBack("P-1-1");
        (await venue.Contingent.Block(LinkedVenue.Context(), PlaceSelection.Of("P-1-2"))).Done();
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.SellBeforeWithdrawal, Times: 1, Places: ["P-1-1", "P-1-2"]));

        var export = await venue.Export();

        export.State.ShouldBe(ExecutionState.Succeeded);
        // Their sales have not come yet, as a look into the distributor's books tells.
        export.Counts.ShouldBe(new ExecutionCounts { PutBack = 2, Differences = 2 });
        foreach (var name in new[] { "P-1-1", "P-1-2" })
        {
            var place = await venue.Place(name);
            place.Contingent.ShouldBe(venue.ContingentId);
            place.Offer.ShouldBe(OfferStage.Acknowledged);
            place.Blocked.ShouldBeFalse();
        }

        await venue.ShouldBeSafe();
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = 2 });
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Places_of_an_area_sold_before_their_withdrawal_come_back_as_many_as_were_sold(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.AssignStanding(10);
        await venue.Export();
        (await venue.Contingent.TakeBack(LinkedVenue.Context(), LinkedVenue.Standing(8))).Done();
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.SellBeforeWithdrawal, Times: 1, Area: "PIT", Count: 5));

        var export = await venue.Export();

        export.State.ShouldBe(ExecutionState.Succeeded);
        export.Counts.ShouldBe(new ExecutionCounts { Withdrawn = 5, PutBack = 3, Differences = 5 });
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = 5 });
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_unreachable_distributor_leaves_nothing_in_doubt_and_places_can_be_taken_back_at_once(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2");
        await venue.Export();
        (await venue.Interface.SetUp(venue.SetUp(url: NobodyListens))).Done();
        await venue.Assign("P-1-3");
        await venue.AssignStanding(4);
        await venue.TakeBack("P-1-2");

        var export = await venue.Export();

        export.State.ShouldBe(ExecutionState.Failed);
        export.Counts.ShouldBe(default);
        (await venue.OnlyError(export)).Kind.ShouldBe(ErrorKind.Technical);
        (await venue.SeatMap.Counts()).Done().Total.InDoubt.ShouldBe(0);
        (await venue.TakeBack("P-1-3")).StillOffered.ShouldBe(0);
        await venue.Hold("P-1-3");
        (await venue.Place("P-1-2")).Offer.ShouldBe(OfferStage.Acknowledged);
        await venue.ShouldAgree();

        (await venue.Interface.SetUp(venue.SetUp())).Done();
        (await venue.Export()).Counts.ShouldBe(new ExecutionCounts { Added = 4, Withdrawn = 1 });
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_wrong_password_is_told_and_leaves_nothing_in_doubt(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1");
        await venue.Ticketnet.SetCredentials("venue", "another one");

        var export = await venue.Export();
        var import = await venue.Import();

        foreach (var execution in new[] { export, import })
        {
            execution.State.ShouldBe(ExecutionState.Failed);
            var error = await venue.OnlyError(execution);
            error.Kind.ShouldBe(ErrorKind.Technical);
            error.Message.ShouldContain("user or password");
            error.WhatToDo.ShouldContain("set-up");
        }

        (await venue.SeatMap.Counts()).Done().Total.InDoubt.ShouldBe(0);

        (await venue.Interface.SetUp(venue.SetUp("another one"))).Done();
        (await venue.Export()).Counts.ShouldBe(new ExecutionCounts { Added = 1 });
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_performance_that_the_distributor_does_not_know_is_a_mapping_to_mend(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        (await venue.Interface.Map(LinkedVenue.Context(), [new Mapping(MappingKind.Performance, venue.Performance.ToString(), "TN-404")])).Done();
        await venue.Assign("P-1-1");

        var export = await venue.Export();

        export.State.ShouldBe(ExecutionState.Failed);
        (await venue.OnlyError(export)).Kind.ShouldBe(ErrorKind.Mapping);
        (await venue.SeatMap.Counts()).Done().Total.InDoubt.ShouldBe(0);

        (await venue.Interface.Map(LinkedVenue.Context(), venue.AllMappings)).Done();
        (await venue.Export()).State.ShouldBe(ExecutionState.Succeeded);
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Every_missing_mapping_is_an_error_of_its_own_and_nothing_is_sent_before_they_are_there(Dialect dialect)
    {
        await using var venue = await LinkedVenue.Unmapped(await ImpatientCluster.On(dialect));
        await venue.Assign("P-1-1", "P-1-2", "R-1-1");
        await venue.AssignStanding(2);
        var run = new RunFunction(LinkedVenue.Context(), DistributorFunction.ContingentExport, venue.Performance);

        var export = await venue.End((await venue.Interface.Run(run)).Done().Id);

        export.State.ShouldBe(ExecutionState.Failed);
        var errors = await venue.Errors(export);
        errors.ShouldAllBe(error => error.Kind == ErrorKind.Mapping);
        errors.Select(error => error.Subject).ShouldBe([venue.Performance.ToString(), "P", "R", "Steh", "Kat A", "Kat B", "Steh"]);
        export.FirstError.ShouldBe(errors[0]);
        errors[0].Message.ShouldBe("The performance \"Samstag\" has no id of the distributor.");
        (await venue.Ticketnet.State()).Requests.Allotment.ShouldBe(0);
        (await venue.SeatMap.Counts()).Done().Total.InDoubt.ShouldBe(0);

        (await venue.Interface.Map(LinkedVenue.Context(), venue.AllMappings)).Done();
        (await venue.Export()).Counts.ShouldBe(new ExecutionCounts { Added = 5 });
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_message_that_a_newer_one_overtook_is_not_taken_and_leaves_nothing_in_doubt(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1");
        await venue.Ticketnet.SetLastVersion(LinkedVenue.TheirPerformance, 1045);

        var refused = await venue.Export();

        refused.State.ShouldBe(ExecutionState.Failed);
        refused.Warning.ShouldNotBeNull().ShouldContain("goes on from 1046");

        (await venue.SeatMap.Counts()).Done().Total.InDoubt.ShouldBe(0);
        (await venue.Export()).State.ShouldBe(ExecutionState.Succeeded);
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_export_that_finds_nothing_to_say_sends_nothing(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);

        (await venue.Export()).State.ShouldBe(ExecutionState.Succeeded);

        (await venue.Ticketnet.State()).Requests.Allotment.ShouldBe(0);
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Blocked_places_are_not_exported(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2");
        (await venue.Contingent.Block(LinkedVenue.Context(), PlaceSelection.Of("P-1-2"))).Done();

        (await venue.Export()).Counts.ShouldBe(new ExecutionCounts { Added = 1 });

        await venue.ShouldBeInSync();
        await venue.Ticketnet.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Numbered: 1));
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = 1 });
        await venue.ShouldBeInSync();
    }
}
