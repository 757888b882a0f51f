using Distribution.Catalog;
using Distribution.Contingents;
using Distribution.Primitives;
using Distribution.Sandbox.Failures;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Cluster.Distributors;
using Distribution.Tests.Fixtures;
using static Distribution.Tests.Cluster.Distributors.LinkedVenue;

namespace Distribution.Tests.Cluster.Contingents;

/// <summary>A contingent's places and what is seen of them.</summary>
public sealed class ContingentTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_empty_contingent_is_in_sync_and_an_internal_one_has_no_export_state(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var own = (await venue.Catalog.CreateContingent(new CreateContingent(Context(), "Vereine", null))).Done();

        var external = (await venue.Contingent.Get()).Done();
        var internally = (await venue.ContingentGrain(own.Id).Get()).Done();

        (external.Name, external.Channel, external.Counts, external.ExportState).ShouldBe(("Ticketnet Saal", venue.Channel, default, ContingentExportState.InSync));
        (internally.Name, internally.Channel, internally.ExportState).ShouldBe(("Vereine", (SalesChannelId?)null, (ContingentExportState?)null));
        internally.Moves.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task The_export_state_follows_every_change_and_every_export(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2");
        (await State(venue)).ShouldBe((ContingentExportState.ChangedSince, 0));

        await venue.Export();
        (await State(venue)).ShouldBe((ContingentExportState.InSync, 0));

        await venue.TakeBack("P-1-2");
        (await State(venue)).ShouldBe((ContingentExportState.ChangedSince, 1));

        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.DropAnswer, Operation.Allotment));
        await venue.Export();
        (await State(venue)).ShouldBe((ContingentExportState.InDoubt, 1));

        await venue.Ticketnet.ClearFailures();
        await venue.Export();
        (await State(venue)).ShouldBe((ContingentExportState.InSync, 0));

        (await venue.Contingent.Block(Context(), PlaceSelection.Of("P-1-1"))).Done();
        (await State(venue)).ShouldBe((ContingentExportState.ChangedSince, 0));

        await venue.Export();
        (await State(venue)).ShouldBe((ContingentExportState.InSync, 0));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Places_are_counted_by_category_and_add_up(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2", "P-1-3", "R-1-1");
        await venue.AssignStanding(5);
        (await venue.Contingent.Block(Context(), PlaceSelection.Of("P-1-1"))).Done();

        var view = (await venue.Contingent.Get()).Done();

        view.Counts.ShouldBe(new PlaceCounts(9, 8, 0, 0, 1, 0, 0, 8));
        view.Categories.ToDictionary(row => row.Category, row => (row.Counts.Places, row.Counts.Free, row.Counts.Blocked)).ShouldBe(
            new Dictionary<string, (int, int, int)> { ["Kat A"] = (3, 2, 1), ["Kat B"] = (1, 1, 0), ["Steh"] = (5, 5, 0) }, ignoreOrder: true);
        view.Categories.Aggregate(default(PlaceCounts), (sum, row) => sum + row.Counts).ShouldBe(view.Counts);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Standing_places_are_taken_back_blocked_and_unblocked_in_their_own_contingent_alone(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var other = venue.ContingentGrain((await venue.Catalog.CreateContingent(new CreateContingent(Context(), "Vereine", null))).Done().Id);
        (await other.Assign(Context(), Standing(6))).Done();
        await venue.AssignStanding(5);

        (await venue.Contingent.Block(Context(), Standing(3))).Done().Places.Length.ShouldBe(3);
        (await venue.Contingent.Block(Context(), Standing(3))).ShouldBeRefused(RefusalCode.NotEnoughPlaces);
        (await venue.Contingent.Unblock(Context(), Standing(1))).Done().Places.Length.ShouldBe(1);
        (await venue.Contingent.TakeBack(Context(), Standing(2))).Done().StillOffered.ShouldBe(0);
        (await venue.Contingent.TakeBack(Context(), Standing(4))).ShouldBeRefused(RefusalCode.NotEnoughPlaces);

        (await venue.Contingent.Get()).Done().Counts.Places.ShouldBe(3);
        (await other.Get()).Done().Counts.ShouldBe(new PlaceCounts(6, 6, 0, 0, 0, 0, 0, 0));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task One_place_that_can_not_be_had_keeps_all_from_changing(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1");
        await venue.Hold("P-1-2");

        (await venue.Contingent.Assign(Context(), PlaceSelection.Of("P-1-3", "P-1-2"))).ShouldBeRefused(RefusalCode.PlaceHeld);
        (await venue.Contingent.Assign(Context(), PlaceSelection.Of("P-1-3", "X-1-1"))).ShouldBeRefused(RefusalCode.NotFound);
        (await venue.Contingent.Assign(Context(), PlaceSelection.Of("P-1-3", "P-1-3"))).ShouldBeRefused(RefusalCode.Invalid);
        (await venue.Contingent.Assign(Context(), PlaceSelection.Of())).ShouldBeRefused(RefusalCode.Invalid);
        (await venue.Contingent.Assign(Context(), Standing(-1))).ShouldBeRefused(RefusalCode.Invalid);
        (await venue.Contingent.Assign(Context(), Standing(21))).ShouldBeRefused(RefusalCode.NotEnoughPlaces);
        (await venue.Contingent.Assign(Context(), Standing(int.MaxValue))).ShouldBeRefused(RefusalCode.LimitExceeded);
        (await venue.Contingent.TakeBack(Context(), PlaceSelection.Of("P-1-1", "P-1-3"))).ShouldBeRefused(RefusalCode.PlaceElsewhere);

        (await venue.Places()).Where(place => place.Contingent is not null).Select(place => place.Name).ShouldBe(["P-1-1"]);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task The_same_command_again_answers_the_same_and_with_other_places_it_is_refused(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var context = Context();
        var first = (await venue.Contingent.Assign(context, PlaceSelection.Of("P-1-1", "P-1-2"))).Done();
        await venue.TakeBack("P-1-2");

        (await venue.Contingent.Assign(context, PlaceSelection.Of("P-1-1", "P-1-2"))).Done().Places.ShouldBe(first.Places);
        (await venue.Contingent.Assign(context, PlaceSelection.Of("P-1-1"))).ShouldBeRefused(RefusalCode.CommandMismatch);
        (await venue.Contingent.TakeBack(context, PlaceSelection.Of("P-1-1", "P-1-2"))).ShouldBeRefused(RefusalCode.CommandMismatch);

        (await venue.Contingent.Get()).Done().Counts.Places.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_contingent_of_another_venue_or_of_none_is_not_found_whatever_is_asked(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await using var other = await LinkedVenue.On(dialect);
        var grains = venue.Cluster.Client;
        IContingentGrain[] strangers =
        [
            venue.ContingentGrain(other.ContingentId),
            venue.ContingentGrain(NewId.Of<ContingentId>()),
            grains.GetGrain<IContingentGrain>(new ContingentKey(NewId.Of<PerformanceId>(), venue.ContingentId).ToString()),
            grains.GetGrain<IContingentGrain>("nonsense"),
            grains.GetGrain<IContingentGrain>($"{venue.Performance}/{Guid.Empty}"),
        ];
        foreach (var stranger in strangers)
        {
            (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => stranger.Get()))).Select(view => view.GetType()).ShouldBe(Enumerable.Repeat(typeof(Outcome<ContingentView>.Refused), 20));
            (await stranger.Get()).ShouldBeRefused(RefusalCode.NotFound);
            (await stranger.Assign(Context(), PlaceSelection.Of("P-1-1"))).ShouldBeRefused(RefusalCode.NotFound);
            (await stranger.TakeBack(Context(), PlaceSelection.Of("P-1-1"))).ShouldBeRefused(RefusalCode.NotFound);
            (await stranger.Block(Context(), PlaceSelection.Of("P-1-1"))).ShouldBeRefused(RefusalCode.NotFound);
            (await stranger.Unblock(Context(), PlaceSelection.Of("P-1-1"))).ShouldBeRefused(RefusalCode.NotFound);
            (await stranger.Move(new MovePlaces(Context(), venue.ContingentId, PlaceSelection.Of("P-1-1")))).ShouldBeRefused(RefusalCode.NotFound);
            (await stranger.Abandon(Context(), NewId.Of<MoveId>())).ShouldBeRefused(RefusalCode.NotFound);
            (await stranger.WaitFor(NewId.Of<MoveId>(), TimeSpan.Zero)).ShouldBeRefused(RefusalCode.NotFound);
        }

        (await venue.Places()).ShouldAllBe(place => place.Contingent == null && !place.Blocked);
    }

    private static async Task<(ContingentExportState?, int)> State(LinkedVenue venue)
    {
        var view = (await venue.Contingent.Get()).Done();
        return (view.ExportState, view.Withdrawing);
    }
}
