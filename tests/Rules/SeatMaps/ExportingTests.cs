using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;
using static Distribution.Primitives.RefusalCode;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class ExportingTests
{
    [Fact]
    public void Places_of_the_distributors_contingents_are_in_doubt_from_the_message_on() =>
        Given(Assign(Fnac, "P-1-1", "Steh*2"), Assign(FnacBalcony, "R-1-1")).When(Export(FnacLink)).ThenDone("P-1-1", "R-1-1", "Steh #1", "Steh #2")
            .ThenPlace("P-1-1", "fnac, free, in doubt at fnac").ThenPlace("R-1-1", "fnac balcony, free, in doubt at fnac")
            .ThenArea("Steh", (2, "fnac, free, in doubt at fnac"), (8, "pool, free"));

    [Fact]
    public void Blocked_places_and_places_of_others_are_not_exported() =>
        Given([Assign(Fnac, "P-1-1", "P-1-2"), Block("P-1-2"), Assign(TicketnetFloor, "P-1-3"), Assign(Friends, "P-1-4"), .. Sell("P-1-5")])
            .When(Export(FnacLink)).ThenDone("P-1-1");

    [Fact]
    public void The_message_says_what_is_added_withdrawn_and_allotted()
    {
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-1", "P-1-2"), TakeBack(Fnac, "P-1-1"), Assign(Fnac, "R-1-6", "Steh*3"), BlockIn(Fnac, "Steh*1")]);

        var intent = map.Preview(FnacLink);

        intent.Additions.ShouldBe([new IntentPlace(new PlaceKey("R-1-6"), "Rang", "R", "1", "6", "Kat B")]);
        intent.Withdrawals.ShouldBe([new IntentPlace(new PlaceKey("P-1-1"), "Parkett", "P", "1", "1", "Kat A")]);
        intent.Areas.ShouldBe([new IntentArea(new AreaKey("Steh"), "Steh", Allotted: 2, Additions: 2, Withdrawals: 0)]);
    }

    [Fact]
    public void The_message_says_what_was_in_doubt_before_it()
    {
        var map = Given(Assign(Fnac, "P-1-1", "P-1-2"), Export(FnacLink), Assign(Fnac, "P-1-3"), Block("P-1-2"));

        map.Preview(FnacLink).Additions.Select(place => (place.Key.Value, place.WasInDoubt)).ShouldBe([("P-1-1", true), ("P-1-3", false)]);
        map.Preview(FnacLink).Withdrawals.Select(place => (place.Key.Value, place.WasInDoubt)).ShouldBe([("P-1-2", true)]);
    }

    [Fact]
    public void A_preview_changes_nothing_and_an_export_of_nothing_is_empty()
    {
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-1")]);
        var version = map.State.Version;

        map.Preview(FnacLink).IsEmpty.ShouldBeTrue();
        map.Preview(TicketnetLink).IsEmpty.ShouldBeTrue();
        map.State.Version.ShouldBe(version);
    }

    [Fact]
    public void Each_interface_counts_its_own_messages() =>
        Given().When(Export(FnacLink)).ThenCounted(1).When(Export(FnacLink)).ThenCounted(2).When(Export(TicketnetLink)).ThenCounted(1)
            .When(Export(FnacLink)).ThenCounted(3);

    [Fact]
    public void Places_in_doubt_are_asked_for_again_and_acknowledged_ones_are_not() =>
        Given(Assign(Fnac, "P-1-1", "P-1-2"), Export(FnacLink), Answer(FnacLink, 1, ("P-1-1", OfferAnswer.Offered))).When(Export(FnacLink))
            .ThenDone("P-1-2");

    [Fact]
    public void An_acknowledged_addition_is_offered() =>
        Given(Assign(Fnac, "P-1-1"), Export(FnacLink)).When(Answer(FnacLink, 1, ("P-1-1", OfferAnswer.Offered))).ThenCounted(0)
            .ThenPlace("P-1-1", "fnac, free, offered to fnac");

    [Fact]
    public void A_refused_addition_is_not_offered_and_wanted_again_next_time() =>
        Given(Assign(Fnac, "P-1-1"), Export(FnacLink)).When(Answer(FnacLink, 1, ("P-1-1", OfferAnswer.NotOffered))).ThenDone()
            .ThenPlace("P-1-1", "fnac, free")
            .When(Export(FnacLink)).ThenDone("P-1-1");

    [Fact]
    public void An_acknowledged_withdrawal_frees_the_place_for_everybody() =>
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), TakeBack(Fnac, "P-1-1"), Export(FnacLink)]).ThenPlace("P-1-1", "pool, free, in doubt at fnac")
            .When(Answer(FnacLink, 2, ("P-1-1", OfferAnswer.NotOffered))).ThenCounted(0).ThenPlace("P-1-1", "pool, free")
            .When(Assign(TicketnetFloor, "P-1-1")).ThenDone("P-1-1");

    [Fact]
    public void A_place_sold_before_its_withdrawal_goes_back_to_its_contingent_still_offered() =>
        Given([.. Offer(Fnac, FnacLink, "P-1-1", "P-1-2"), TakeBack(Fnac, "P-1-1"), Block("P-1-1", "P-1-2"), Export(FnacLink)])
            .When(Answer(FnacLink, 2, ("P-1-1", OfferAnswer.AlreadySold), ("P-1-2", OfferAnswer.AlreadySold))).ThenDone("P-1-1", "P-1-2")
            .ThenPlace("P-1-1", "fnac, free, offered to fnac").ThenPlace("P-1-2", "fnac, free, offered to fnac");

    [Fact]
    public void A_refused_withdrawal_stays_offered_and_is_asked_for_again() =>
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), TakeBack(Fnac, "P-1-1"), Export(FnacLink)])
            .When(Answer(FnacLink, 2, ("P-1-1", OfferAnswer.Offered))).ThenDone().ThenPlace("P-1-1", "pool, free, offered to fnac")
            .When(Export(FnacLink)).ThenDone("P-1-1");

    [Fact]
    public void A_place_without_an_answer_stays_in_doubt_and_is_counted() =>
        Given(Assign(Fnac, "P-1-1", "P-1-2", "P-1-3"), Export(FnacLink)).When(Answer(FnacLink, 1, ("P-1-1", OfferAnswer.Offered))).ThenCounted(2)
            .ThenPlace("P-1-2", "fnac, free, in doubt at fnac");

    [Fact]
    public void Without_any_answer_the_next_message_resolves_the_doubt() =>
        Given(Assign(Fnac, "P-1-1"), Export(FnacLink), TakeBack(Fnac, "P-1-1")).When(Hold("P-1-1")).ThenRefused(PlaceOffered, "P-1-1")
            .And(Export(FnacLink), Answer(FnacLink, 2, ("P-1-1", OfferAnswer.NotOffered))).When(Hold("P-1-1")).ThenDone("P-1-1");

    [Fact]
    public void Answers_for_places_that_are_not_in_doubt_or_not_here_change_nothing() =>
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Assign(TicketnetFloor, "P-1-2"), Export(TicketnetLink), Export(FnacLink)])
            .When(Answer(FnacLink, 2, ("P-1-1", OfferAnswer.NotOffered), ("P-1-2", OfferAnswer.NotOffered), ("P-9-9", OfferAnswer.Offered), ("P-1-3", OfferAnswer.Offered))).ThenDone()
            .ThenPlace("P-1-1", "fnac, free, offered to fnac").ThenPlace("P-1-2", "ticketnet, free, in doubt at ticketnet")
            .ThenPlace("P-1-3", "pool, free");

    [Fact]
    public void Only_the_last_message_can_be_answered() =>
        Given(Assign(Fnac, "P-1-1"), Export(FnacLink), Export(FnacLink)).When(Answer(FnacLink, 1, ("P-1-1", OfferAnswer.NotOffered)))
            .ThenRefused(WrongState, FnacLink.Interface.ToString(), "Message 1")
            .When(Answer(FnacLink, 3, ("P-1-1", OfferAnswer.NotOffered))).ThenRefused(WrongState, FnacLink.Interface.ToString())
            .When(Answer(TicketnetLink, 1, ("P-1-1", OfferAnswer.NotOffered))).ThenRefused(WrongState, TicketnetLink.Interface.ToString());

    [Fact]
    public void A_message_that_was_not_taken_leaves_all_as_it_was_before()
    {
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-1"), TakeBack(Fnac, "P-1-1"), Assign(Fnac, "P-1-2", "Steh*2")]);
        var undo = map.Preview(FnacLink).Undo;

        map.And(Export(FnacLink)).When(Record(FnacLink, 2, undo)).ThenCounted(0)
            .ThenPlace("P-1-1", "pool, free, offered to fnac").ThenPlace("P-1-2", "fnac, free")
            .ThenArea("Steh", (2, "fnac, free"), (8, "pool, free"));
    }

    [Fact]
    public void A_message_that_was_not_taken_says_nothing_of_what_was_in_doubt_before()
    {
        var map = Given(Assign(Fnac, "P-1-1", "P-1-2"), Export(FnacLink), Block("P-1-2"), Assign(Fnac, "P-1-3"));
        var undo = map.Preview(FnacLink).Undo;

        map.And(Export(FnacLink)).When(Record(FnacLink, 2, undo)).ThenCounted(2)
            .ThenPlace("P-1-1", "fnac, free, in doubt at fnac").ThenPlace("P-1-2", "fnac, blocked, free, in doubt at fnac")
            .ThenPlace("P-1-3", "fnac, free");
    }

    [Fact]
    public void What_was_sold_meanwhile_stays_in_doubt_though_the_message_was_not_taken()
    {
        var (map, ticket) = (Given(Assign(Fnac, "P-1-1", "Steh*1")), NewId.Of<TicketId>());
        var undo = map.Preview(FnacLink).Undo;

        map.And(Export(FnacLink), Import(FnacLink, "P-1-1", ticket), ImportIn(FnacLink, "Steh")).When(Record(FnacLink, 1, undo)).ThenCounted(2)
            .ThenPlace("P-1-1", "fnac, sold, in doubt at fnac").ThenPlace("Steh #1", "fnac, sold, in doubt at fnac")
            .And(CancelImported(FnacLink, ticket), TakeBack(Fnac, "P-1-1")).When(Hold("P-1-1")).ThenRefused(PlaceOffered, "P-1-1");
    }

    [Fact]
    public void After_a_distributor_that_is_ahead_the_next_message_is_newer_than_its_last() =>
        Given(Assign(Fnac, "P-1-1"), Export(FnacLink), Record(FnacLink, 1, new ExportResult.NotTaken([0], []) { LastVersion = 1045 }))
            .ThenPlace("P-1-1", "fnac, free").When(Export(FnacLink)).ThenCounted(1046);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-7)]
    [InlineData(long.MaxValue)]
    public void A_last_version_that_can_not_be_gone_on_from_changes_nothing(long last) =>
        Given(Assign(Fnac, "P-1-1"), Export(FnacLink), Export(FnacLink), Record(FnacLink, 2, new ExportResult.NotTaken([], []) { LastVersion = last }))
            .When(Export(FnacLink)).ThenCounted(3);

    [Fact]
    public void A_senseless_undo_harms_nothing() =>
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Export(FnacLink)])
            .When(Record(FnacLink, 2, new ExportResult.NotTaken([-1, 0, 1, int.MaxValue], [int.MinValue, 0]))).ThenDone()
            .ThenPlace("P-1-1", "fnac, free, offered to fnac");

    [Fact]
    public void Lists_that_were_never_set_are_empty() =>
        Given(Assign(Fnac, "P-1-1"), Export(FnacLink)).When(Record(FnacLink, 1, new ExportResult.Answered(default, default))).ThenCounted(1)
            .When(Record(FnacLink, 1, new ExportResult.NotTaken(default, default))).ThenCounted(1);

    [Fact]
    public void An_interface_keeps_its_channel()
    {
        var misled = new BeginExport(Context(), FnacLink.Interface, TicketnetLink.Channel);

        Given(Export(FnacLink)).When(misled).ThenRefused(Foreign, FnacLink.Interface.ToString());
    }

    [Fact]
    public void A_second_interface_of_a_channel_is_not_offered_what_the_first_has()
    {
        var second = new BeginExport(Context(), NewId.Of<DistributorInterfaceId>(), FnacLink.Channel);

        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Assign(Fnac, "P-1-2")]).When(second).ThenDone("P-1-2");
    }

    [Fact]
    public void A_seat_map_has_250_interfaces_at_most()
    {
        var given = Given(Enumerable.Range(0, BeginExport.MaxInterfaces).Select(i => Export(new Seller($"{i}"))));

        given.When(Export(FnacLink)).ThenRefused(LimitExceeded, FnacLink.Interface.ToString(), "at most 250");
        given.When(Import(FnacLink, "P-1-1")).ThenRefused(LimitExceeded, FnacLink.Interface.ToString());
    }
}
