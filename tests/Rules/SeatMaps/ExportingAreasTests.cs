using Distribution.Primitives;
using Distribution.SeatMaps;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

/// <summary>Of an unnumbered area, a distributor is told a total and tells one.</summary>
public sealed class ExportingAreasTests
{
    [Fact]
    public void A_total_that_was_taken_is_offered() =>
        Given(Assign(Fnac, "Steh*4"), Export(FnacLink)).When(AnswerArea(FnacLink, 1, "Steh", kept: 4, asked: 4)).ThenCounted(0)
            .ThenArea("Steh", (4, "fnac, free, offered to fnac"), (6, "pool, free"));

    [Fact]
    public void Of_a_total_taken_in_part_the_rest_is_not_offered() =>
        Given(Assign(Fnac, "Steh*4"), Export(FnacLink)).When(AnswerArea(FnacLink, 1, "Steh", kept: 3, asked: 4)).ThenCounted(0)
            .ThenArea("Steh", (3, "fnac, free, offered to fnac"), (1, "fnac, free"), (6, "pool, free"));

    [Fact]
    public void A_smaller_total_withdraws_the_difference() =>
        Offered(4).And(TakeBack(Fnac, "Steh*3"), Export(FnacLink)).When(AnswerArea(FnacLink, 2, "Steh", kept: 1, asked: 1)).ThenDone()
            .ThenArea("Steh", (1, "fnac, free, offered to fnac"), (9, "pool, free"));

    [Fact]
    public void What_the_distributor_kept_beyond_the_total_is_back_in_its_contingent() =>
        Offered(4).And(TakeBack(Fnac, "Steh*3"), Export(FnacLink)).When(AnswerArea(FnacLink, 2, "Steh", kept: 3, asked: 1)).ThenAccepted()
            .ThenArea("Steh", (3, "fnac, free, offered to fnac"), (7, "pool, free"));

    [Fact]
    public void Sold_places_count_in_the_total_and_are_never_withdrawn() =>
        Offered(4).And(ImportIn(FnacLink, "Steh"), ImportIn(FnacLink, "Steh"), TakeBack(Fnac, "Steh*2"), Export(FnacLink))
            .When(AnswerArea(FnacLink, 2, "Steh", kept: 2, asked: 2)).ThenDone()
            .ThenArea("Steh", (2, "fnac, sold, offered to fnac"), (8, "pool, free"));

    [Fact]
    public void A_total_below_what_is_sold_leaves_the_sold_places_offered() =>
        Offered(3).And(ImportIn(FnacLink, "Steh"), ImportIn(FnacLink, "Steh"), Export(FnacLink))
            .When(AnswerArea(FnacLink, 2, "Steh", kept: 0, asked: 3)).ThenDone()
            .ThenArea("Steh", (2, "fnac, sold, offered to fnac"), (1, "fnac, free"), (7, "pool, free"));

    [Fact]
    public void What_was_taken_back_while_the_message_was_under_way_waits_for_the_next() =>
        Given(Assign(Fnac, "Steh*4"), Export(FnacLink), TakeBack(Fnac, "Steh*2")).When(AnswerArea(FnacLink, 1, "Steh", kept: 4, asked: 4)).ThenDone()
            .ThenArea("Steh", (2, "fnac, free, offered to fnac"), (2, "pool, free, offered to fnac"), (6, "pool, free"))
            .Preview(FnacLink).Areas.ShouldBe([new IntentArea(new AreaKey("Steh"), "Steh", Allotted: 2, Additions: 0, Withdrawals: 2)]);

    [Fact]
    public void Without_an_answer_all_places_stay_in_doubt_and_the_next_message_says_the_total_again() =>
        Given(Assign(Fnac, "Steh*4"), Export(FnacLink), Assign(Fnac, "Steh*1"))
            .Preview(FnacLink).Areas.ShouldBe([new IntentArea(new AreaKey("Steh"), "Steh", Allotted: 5, Additions: 5, Withdrawals: 0)]);

    [Theory]
    [InlineData("Steh", -1)]
    [InlineData("Steh", int.MinValue)]
    [InlineData("Balkon", 1)]
    public void A_senseless_total_changes_nothing(string area, int kept) =>
        Given(Assign(Fnac, "Steh*4"), Export(FnacLink)).When(AnswerArea(FnacLink, 1, area, kept, asked: 4)).ThenCounted(4)
            .ThenArea("Steh", (4, "fnac, free, in doubt at fnac"), (6, "pool, free"));

    [Fact]
    public void A_total_beyond_all_numbers_keeps_what_was_asked() =>
        Given(Assign(Fnac, "Steh*4"), Export(FnacLink)).When(AnswerArea(FnacLink, 1, "Steh", kept: int.MaxValue, asked: 0)).ThenCounted(0)
            .ThenArea("Steh", (4, "fnac, free, offered to fnac"), (6, "pool, free"));

    [Fact]
    public void The_total_of_one_distributor_does_not_touch_another() =>
        Given(Assign(Fnac, "Steh*4"), Assign(TicketnetFloor, "Steh*4"), Export(FnacLink), Export(TicketnetLink))
            .When(AnswerArea(FnacLink, 1, "Steh", kept: 1, asked: 4)).ThenAccepted()
            .ThenArea("Steh", (1, "fnac, free, offered to fnac"), (3, "fnac, free"), (4, "ticketnet, free, in doubt at ticketnet"), (2, "pool, free"));

    private static SeatMapSpecification Offered(int quantity) =>
        Given(Assign(Fnac, $"Steh*{quantity}"), Export(FnacLink), AnswerArea(FnacLink, 1, "Steh", quantity, quantity));
}
