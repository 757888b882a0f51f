using Distribution.Catalog;
using Distribution.Contingents;
using Distribution.Distributors.AllotmentSheets;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Cluster.Distributors;
using Distribution.Tests.Fixtures;
using static Distribution.Tests.Cluster.Distributors.LinkedVenue;

namespace Distribution.Tests.Cluster.Contingents;

/// <summary>Moves from and to a distributor that is told on the phone.</summary>
public sealed class MoveByWordTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_move_waits_for_the_word_names_the_sheet_and_leaves_what_the_distributor_keeps(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect, "digitick");
        await venue.Assign("P-1-1", "P-1-2", "P-1-3");
        var clubs = (await venue.Catalog.CreateContingent(new CreateContingent(Context(), "Vereine", null))).Done().Id;

        var waiting = await Move(venue, venue.ContingentId, clubs, "P-1-1", "P-1-2");

        (waiting.Phase, waiting.Waiting, waiting.Withdrawal).ShouldBe((MovePhase.Withdrawing, 2, null));
        waiting.Problem.ShouldBe(
            "2 places may still be sold by Ticketnet Saal's distributor. Ticketnet 1 has to agree. Make its allotment sheet for Samstag (makeAllotmentSheet): it names them under what is to be given back "
            + $"(/allotment-sheets/{venue.InterfaceId}/{venue.Performance}.pdf). Read it out, then enter who agreed, when and how (confirmAllotmentSheet); the move goes on within a minute.");
        (await venue.SeatMap.Hold(new HoldPlaces(Context(), null, PlaceSelection.Of("P-1-1"), TimeSpan.FromMinutes(1)))).ShouldBeOfType<Outcome<HoldView>.Refused>();

        var sheets = venue.Cluster.Service<AllotmentSheetMaking>();
        var sheet = (await sheets.Make(Context(), venue.InterfaceId, venue.Performance)).Done();
        (sheet.Places, sheet.Withdrawn).ShouldBe((1, 2));
        var word = new AllotmentWordGiven(sheet.Version, "Mme Petit", AgreementWay.Phone, TimeProvider.System.GetUtcNow(), PlaceSelection.Of("P-1-2"));
        (await sheets.Agree(Context(), venue.InterfaceId, venue.Performance, word)).Done();
        var done = await Remind(venue, waiting.Id);

        (done.Phase, done.Problem, done.Notice).ShouldBe((MovePhase.Done, null, null));
        done.Moved.ShouldBe(["P-1-1"]);
        done.Stayed.ShouldBe(["P-1-2"]);
        (await venue.Place("P-1-1")).Contingent.ShouldBe(clubs);
        var kept = await venue.Place("P-1-2");
        (kept.Contingent, kept.Offer, kept.Blocked).ShouldBe((venue.ContingentId, OfferStage.Acknowledged, false));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Places_that_move_to_it_are_its_own_at_once_without_an_export(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect, "digitick");
        var clubs = (await venue.Catalog.CreateContingent(new CreateContingent(Context(), "Vereine", null))).Done().Id;
        (await venue.ContingentGrain(clubs).Assign(Context(), PlaceSelection.Of("P-1-1"))).Done();

        var done = await Move(venue, clubs, venue.ContingentId, "P-1-1");

        (done.Phase, done.Offer, done.Problem).ShouldBe((MovePhase.Done, null, null));
        done.Notice.ShouldNotBeNull().ShouldStartWith("Ticketnet 1 may sell these places from now on, and does not know it yet: make its allotment sheet for Samstag");
        var place = await venue.Place("P-1-1");
        (place.Contingent, place.Offer, place.Offeree).ShouldBe((venue.ContingentId, OfferStage.Acknowledged, venue.InterfaceId));
    }

    private static async Task<Move> Move(LinkedVenue venue, ContingentId from, ContingentId to, params string[] places)
    {
        var begun = (await venue.ContingentGrain(from).Move(new MovePlaces(Context(), to, PlaceSelection.Of(places)))).Done();
        Move move;
        do
        {
            move = (await venue.ContingentGrain(from).WaitFor(begun.Id, TimeSpan.FromSeconds(20))).Done();
        }
        while (move is { IsOver: false, Problem: null });
        return move;
    }

    /// <summary>What Orleans does every minute while a move waits.</summary>
    private static async Task<Move> Remind(LinkedVenue venue, MoveId id)
    {
        await venue.Contingent.AsReference<IRemindable>().ReceiveReminder("move", default);
        return (await venue.Contingent.WaitFor(id, TimeSpan.FromSeconds(20))).Done();
    }
}
