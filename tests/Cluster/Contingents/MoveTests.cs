using System.Collections.Immutable;
using Distribution.Contingents;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Cluster.Distributors;
using Distribution.Tests.Fixtures;
using static Distribution.Tests.Cluster.Distributors.LinkedVenue;

namespace Distribution.Tests.Cluster.Contingents;

/// <summary>Places on their way from one contingent to another.</summary>
public sealed class MoveTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task Between_internal_contingents_a_move_is_done_without_any_export(Dialect dialect)
    {
        await using var two = await TwoDistributors.On(dialect);
        var (clubs, sponsors) = (await two.InternalContingent("Vereine"), await two.InternalContingent("Sponsoren"));
        await two.Give(clubs, new PlaceSelection([new PlaceKey("P-1-1"), new PlaceKey("P-1-2")], [new AreaQuantity(new AreaKey("Steh"), 3)]));

        var move = await two.Move(clubs, sponsors, new PlaceSelection([new PlaceKey("P-1-1")], [new AreaQuantity(new AreaKey("Steh"), 2)]));

        (move.Phase, move.Stayed.Length, move.Waiting, move.Withdrawal, move.Offer, move.Problem).ShouldBe((MovePhase.Done, 0, 0, null, null, null));
        move.Moved.ShouldBe(await two.PlacesIn(sponsors), ignoreOrder: true);
        move.Moved.Length.ShouldBe(3);
        (await two.View(clubs)).Counts.ShouldBe(new PlaceCounts(2, 2, 0, 0, 0, 0, 0, 0));
        (await two.View(clubs)).Moves.ShouldHaveSingleItem().Id.ShouldBe(move.Id);
        (await two.View(sponsors)).Counts.ShouldBe(new PlaceCounts(3, 3, 0, 0, 0, 0, 0, 0));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Between_distributors_places_are_withdrawn_from_the_first_and_offered_to_the_second(Dialect dialect)
    {
        await using var two = await TwoDistributors.On(dialect);
        await two.Give(two.ToTicketnet, new PlaceSelection([.. Keys("P-1-1", "P-1-2", "P-1-3")], [new AreaQuantity(new AreaKey("Steh"), 5)]));

        var move = await two.Move(two.ToTicketnet, two.ToFnac, new PlaceSelection([.. Keys("P-1-1", "P-1-2")], [new AreaQuantity(new AreaKey("Steh"), 2)]));

        (move.Phase, move.Stayed.Length, move.Waiting, move.Problem).ShouldBe((MovePhase.Done, 0, 0, null));
        move.Moved.ShouldBe(await two.PlacesIn(two.ToFnac), ignoreOrder: true);
        var (ticketnet, fnac) = (await TwoDistributors.Has(two.Ticketnet), await TwoDistributors.Has(two.Fnac));
        (string.Join(' ', ticketnet.Places), ticketnet.Standing).ShouldBe(("P-1-3", 3));
        (string.Join(' ', fnac.Places), fnac.Standing).ShouldBe(("P-1-1 P-1-2", 2));
        await ShouldBeRun(two, move.Withdrawal, two.Venue.InterfaceId, new ExecutionCounts { Withdrawn = 4 });
        await ShouldBeRun(two, move.Offer, two.FnacInterface, new ExecutionCounts { Added = 4 });
        (await two.View(two.ToTicketnet)).ExportState.ShouldBe(ContingentExportState.InSync);
        (await two.View(two.ToFnac)).ExportState.ShouldBe(ContingentExportState.InSync);
        await two.ShouldHaveOneSellerEach();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Places_that_the_first_distributor_sold_meanwhile_stay_and_are_named(Dialect dialect)
    {
        await using var two = await TwoDistributors.On(dialect);
        await two.Give(two.ToTicketnet, new PlaceSelection([.. Keys("P-1-1", "P-1-2")], [new AreaQuantity(new AreaKey("Steh"), 3)]));
        await two.Ticketnet.SwitchOn(new Failure(FailureKind.SellBeforeWithdrawal, Times: 1, Places: ["P-1-2"]));
        await two.Ticketnet.SwitchOn(new Failure(FailureKind.SellBeforeWithdrawal, Times: 1, Area: "PIT", Count: 2));

        var move = await two.Move(two.ToTicketnet, two.ToFnac, new PlaceSelection([.. Keys("P-1-1", "P-1-2")], [new AreaQuantity(new AreaKey("Steh"), 3)]));

        (move.Phase, move.Moved.Length, move.Problem).ShouldBe((MovePhase.Done, 2, null));
        move.Stayed.Length.ShouldBe(3);
        move.Stayed.ShouldContain("P-1-2");
        move.Stayed.ShouldBe(await two.PlacesIn(two.ToTicketnet), ignoreOrder: true);
        (await two.Venue.Places()).ShouldAllBe(place => !place.Blocked);
        (await two.Venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = 3 });
        await two.Venue.ShouldAgree();
        await two.ShouldHaveOneSellerEach();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_withdrawal_without_an_answer_keeps_the_move_waiting_until_a_later_one_is_answered(Dialect dialect)
    {
        await using var two = await TwoDistributors.On(dialect);
        await two.Give(two.ToTicketnet, PlaceSelection.Of("P-1-1", "P-1-2"));
        await two.Ticketnet.SwitchOn(new Failure(FailureKind.DropAnswer, Operation.Allotment));

        var waiting = await two.Move(two.ToTicketnet, two.ToFnac, PlaceSelection.Of("P-1-1"));

        (waiting.Phase, waiting.Waiting, waiting.Moved.Length).ShouldBe((MovePhase.Withdrawing, 1, 0));
        waiting.Problem!.ShouldContain("may still be sold by Ticketnet Saal's distributor");
        (await two.Venue.SeatMap.Hold(new HoldPlaces(Context(), null, PlaceSelection.Of("P-1-1"), TimeSpan.FromMinutes(1)))).ShouldBeRefused(RefusalCode.PlaceOffered);
        (await two.HasReminder(two.ToTicketnet)).ShouldBeTrue();
        await two.ShouldHaveOneSellerEach();
        (await two.Remind(two.ToTicketnet, waiting.Id)).Phase.ShouldBe(MovePhase.Withdrawing);

        await two.Ticketnet.ClearFailures();
        var done = await two.Remind(two.ToTicketnet, waiting.Id);

        (done.Phase, done.Waiting, done.Problem).ShouldBe((MovePhase.Done, 0, null));
        done.Moved.ShouldBe(["P-1-1"]);
        (await TwoDistributors.Has(two.Fnac)).Places.ShouldBe(["P-1-1"]);
        await two.Remind(two.ToTicketnet, waiting.Id);
        (await two.HasReminder(two.ToTicketnet)).ShouldBeFalse();
        await two.ShouldHaveOneSellerEach();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_offer_that_fails_is_made_again_and_the_places_are_in_the_second_contingent_meanwhile(Dialect dialect)
    {
        await using var two = await TwoDistributors.On(dialect);
        await two.Give(two.ToTicketnet, PlaceSelection.Of("P-1-1"));
        await two.Fnac.SwitchOn(new Failure(FailureKind.DropConnection, Operation.Allotment));

        var waiting = await two.Move(two.ToTicketnet, two.ToFnac, PlaceSelection.Of("P-1-1"));

        waiting.Phase.ShouldBe(MovePhase.Offering);
        waiting.Problem!.ShouldContain("not offered yet");
        (await two.PlacesIn(two.ToFnac)).ShouldBe(["P-1-1"]);
        (await TwoDistributors.Has(two.Ticketnet)).Places.ShouldBeEmpty();
        (await two.Venue.Contingent.Abandon(Context(), waiting.Id)).ShouldBeRefused(RefusalCode.WrongState);
        await two.ShouldHaveOneSellerEach();

        await two.Fnac.ClearFailures();
        var done = await two.Remind(two.ToTicketnet, waiting.Id);

        (done.Phase, done.Problem).ShouldBe((MovePhase.Done, null));
        (await TwoDistributors.Has(two.Fnac)).Places.ShouldBe(["P-1-1"]);
        await two.ShouldHaveOneSellerEach();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_move_that_waits_can_be_given_up_and_its_places_are_as_they_were(Dialect dialect)
    {
        await using var two = await TwoDistributors.On(dialect);
        await two.Give(two.ToTicketnet, PlaceSelection.Of("P-1-1", "P-1-2"));
        await two.Ticketnet.SwitchOn(new Failure(FailureKind.RefusePlaces, Places: ["P-1-2"], Reason: "A group is being booked."));
        var waiting = await two.Move(two.ToTicketnet, two.ToFnac, PlaceSelection.Of("P-1-1", "P-1-2"));
        (waiting.Phase, waiting.Waiting, string.Join(' ', waiting.Moved)).ShouldBe((MovePhase.Withdrawing, 1, "P-1-1"));
        waiting.Problem!.ShouldContain("A group is being booked.");

        var abandoned = (await two.Venue.Contingent.Abandon(Context(), waiting.Id)).Done();

        (abandoned.Phase, abandoned.Waiting, abandoned.Problem).ShouldBe((MovePhase.Abandoned, 0, null));
        abandoned.Moved.ShouldBe(["P-1-1"]);
        (await two.Venue.Contingent.Abandon(Context(), waiting.Id)).Done().ShouldBe(abandoned, new MoveComparer());
        (await two.Venue.Place("P-1-2")).ShouldSatisfyAllConditions(
            place => place.Blocked.ShouldBeFalse(),
            place => place.Contingent.ShouldBe(two.ToTicketnet),
            place => place.Offer.ShouldBe(OfferStage.Acknowledged));
        await two.Ticketnet.ClearFailures();
        (await two.Remind(two.ToTicketnet, waiting.Id)).Phase.ShouldBe(MovePhase.Abandoned);
        (await two.PlacesIn(two.ToFnac)).ShouldBe(["P-1-1"]);
        await two.ShouldHaveOneSellerEach();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task The_same_move_again_is_the_same_move_and_another_under_its_id_is_refused(Dialect dialect)
    {
        await using var two = await TwoDistributors.On(dialect);
        await two.Give(two.ToTicketnet, PlaceSelection.Of("P-1-1", "P-1-2"));
        var command = new MovePlaces(Context(), two.ToFnac, PlaceSelection.Of("P-1-1"));
        var clubs = await two.InternalContingent("Vereine");
        (await two.Venue.Contingent.Move(command)).Done();
        var done = await two.Standstill(two.ToTicketnet, new MoveId(command.Context.Id.Value));

        var again = (await two.Venue.Contingent.Move(command)).Done();

        again.ShouldBe(done, new MoveComparer());
        (await two.Venue.Contingent.Move(command with { To = clubs })).ShouldBeRefused(RefusalCode.CommandMismatch);
        (await two.Venue.Contingent.Move(command with { Selection = PlaceSelection.Of("P-1-2") })).ShouldBeRefused(RefusalCode.CommandMismatch);
        (await two.View(two.ToTicketnet)).Moves.Length.ShouldBe(1);
        (await two.Venue.Log.Page(new ExecutionFilter(Interface: two.Venue.InterfaceId), null, 500)).Executions.Length.ShouldBe(2);
        await two.ShouldHaveOneSellerEach();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_move_that_can_not_begin_changes_nothing_and_says_why(Dialect dialect)
    {
        await using var two = await TwoDistributors.On(dialect);
        await using var other = await LinkedVenue.On(dialect);
        await two.Give(two.ToTicketnet, PlaceSelection.Of("P-1-1", "P-1-2", "P-1-3"));
        await two.Ticketnet.Sell(new SaleOrder(TheirPerformance, Places: ["P-1-1"]));
        await two.Venue.Import();
        (await two.Venue.Contingent.Block(Context(), PlaceSelection.Of("P-1-2"))).Done();
        var context = Context();
        (ContingentId To, PlaceSelection Places, RefusalCode Why)[] cases =
        [
            (two.ToTicketnet, PlaceSelection.Of("P-1-3"), RefusalCode.Invalid),
            (NewId.Of<ContingentId>(), PlaceSelection.Of("P-1-3"), RefusalCode.NotFound),
            (other.ContingentId, PlaceSelection.Of("P-1-3"), RefusalCode.NotFound),
            (two.ToFnac, PlaceSelection.Of(), RefusalCode.Invalid),
            (two.ToFnac, PlaceSelection.Of("P-1-3", "X-1-1"), RefusalCode.NotFound),
            (two.ToFnac, PlaceSelection.Of("P-1-3", "P-2-1"), RefusalCode.PlaceElsewhere),
            (two.ToFnac, PlaceSelection.Of("P-1-3", "P-1-1"), RefusalCode.PlaceSold),
            (two.ToFnac, PlaceSelection.Of("P-1-3", "P-1-2"), RefusalCode.PlaceBlocked),
            (two.ToFnac, Standing(1), RefusalCode.NotEnoughPlaces),
            (two.ToFnac, Standing(-3), RefusalCode.Invalid),
        ];
        var before = await two.Venue.Places();
        foreach (var (to, places, why) in cases)
        {
            (await two.Venue.Contingent.Move(new MovePlaces(context, to, places))).ShouldBeRefused(why);
        }

        (await two.Venue.Places()).ShouldBe(before);
        (await two.View(two.ToTicketnet)).Moves.ShouldAllBe(move => move.Phase == MovePhase.Refused);
        // Refused, it was no command: its id may be used for one.
        (await two.Venue.Contingent.Move(new MovePlaces(context, two.ToFnac, PlaceSelection.Of("P-1-3")))).Done();
        (await two.Standstill(two.ToTicketnet, new MoveId(context.Id.Value))).Phase.ShouldBe(MovePhase.Done);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Twenty_moves_out_of_a_contingent_may_wait_and_no_more(Dialect dialect)
    {
        await using var two = await TwoDistributors.On(dialect);
        await two.Give(two.ToTicketnet, Standing(20));
        await two.Give(two.ToTicketnet, PlaceSelection.Of("P-1-1"));
        (await two.Venue.Interface.SetUp(two.Venue.SetUp(url: new Uri("http://127.0.0.1:9/")))).Done();
        for (var move = 0; move < 20; move++)
        {
            (await two.Venue.Contingent.Move(new MovePlaces(Context(), two.ToFnac, Standing(1)))).Done();
        }

        (await two.Venue.Contingent.Move(new MovePlaces(Context(), two.ToFnac, PlaceSelection.Of("P-1-1")))).ShouldBeRefused(RefusalCode.LimitExceeded);

        (await two.Venue.Place("P-1-1")).Blocked.ShouldBeFalse();
        var moves = (await two.View(two.ToTicketnet)).Moves;
        moves.Length.ShouldBe(20);
        (await two.Venue.Contingent.Abandon(Context(), moves[7].Id)).Done().Phase.ShouldBe(MovePhase.Abandoned);
        (await two.Venue.Contingent.Move(new MovePlaces(Context(), two.ToFnac, PlaceSelection.Of("P-1-1")))).Done();

        (await two.Venue.Interface.SetUp(two.Venue.SetUp())).Done();
        var after = await Task.WhenAll((await two.View(two.ToTicketnet)).Moves.Select(move => two.Remind(two.ToTicketnet, move.Id)));
        after.Count(move => move.Phase is MovePhase.Done).ShouldBe(20);
        (await TwoDistributors.Has(two.Fnac)).Standing.ShouldBe(19);
        await two.ShouldHaveOneSellerEach();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Moves_go_on_after_a_restart_from_whichever_step_they_had_reached(Dialect dialect)
    {
        await using var cluster = await TestCluster.On(dialect, configure: ImpatientCluster.GiveUpSoon);
        await using var two = await TwoDistributors.On(cluster);
        var clubs = await two.InternalContingent("Vereine");
        await two.Give(two.ToTicketnet, PlaceSelection.Of("P-1-1", "P-1-2"));
        await two.Give(clubs, PlaceSelection.Of("R-1-1"));
        await two.Ticketnet.SwitchOn(new Failure(FailureKind.DropAnswer, Operation.Allotment));
        await two.Fnac.SwitchOn(new Failure(FailureKind.DropConnection, Operation.Allotment));
        var withdrawing = await two.Move(two.ToTicketnet, two.ToFnac, PlaceSelection.Of("P-1-1"));
        var offering = await two.Move(clubs, two.ToFnac, PlaceSelection.Of("R-1-1"));
        (withdrawing.Phase, offering.Phase).ShouldBe((MovePhase.Withdrawing, MovePhase.Offering));

        await cluster.Restart();
        await two.Ticketnet.ClearFailures();
        await two.Fnac.ClearFailures();

        (await two.Remind(two.ToTicketnet, withdrawing.Id)).Phase.ShouldBe(MovePhase.Done);
        (await two.Remind(clubs, offering.Id)).Phase.ShouldBe(MovePhase.Done);
        (await TwoDistributors.Has(two.Fnac)).Places.ShouldBe(["P-1-1", "R-1-1"], ignoreOrder: true);
        await two.ShouldHaveOneSellerEach();
    }

    private static IEnumerable<PlaceKey> Keys(params IEnumerable<string> places) => places.Select(place => new PlaceKey(place));

    private static async Task ShouldBeRun(TwoDistributors two, ExecutionId? id, DistributorInterfaceId distributor, ExecutionCounts counts)
    {
        var execution = (await two.Venue.Log.Find(id.ShouldNotBeNull())).ShouldNotBeNull();
        (execution.Interface, execution.Trigger, execution.State, execution.Performance, execution.Counts).ShouldBe(
            (distributor, ExecutionTrigger.Move, ExecutionState.Succeeded, two.Venue.Performance, counts));
    }

    /// <summary>Records compare their lists by reference.</summary>
    private sealed class MoveComparer : IEqualityComparer<Move>
    {
        public bool Equals(Move? one, Move? other) =>
            one!.Moved.SequenceEqual(other!.Moved, StringComparer.Ordinal)
            && one.Stayed.SequenceEqual(other.Stayed, StringComparer.Ordinal)
            && one with { Moved = [], Stayed = [] } == other with { Moved = [], Stayed = [] };

        public int GetHashCode(Move move) => move.Id.GetHashCode();
    }
}
