using Distribution.Primitives;
using Distribution.SeatMaps;
using static Distribution.Primitives.RefusalCode;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class BestAvailableTests
{
    [Fact]
    public void The_middle_of_the_first_row_of_the_best_category_comes_first() =>
        Given().When(Best(2)).ThenHeldUntil(Start + QuarterHour, "P-1-3", "P-1-4");

    [Fact]
    public void No_single_seat_is_left_alone() =>
        Given(Hold("P-1-6")).When(Best(3)).ThenDone("P-1-3", "P-1-4", "P-1-5");

    [Fact]
    public void A_row_in_which_nobody_is_left_alone_comes_before_an_earlier_one() =>
        Given(Hold("P-1-1", "P-1-5", "P-1-6")).When(Best(2)).ThenDone("P-2-3", "P-2-4");

    [Fact]
    public void A_single_seat_is_left_alone_before_a_group_is_parted() =>
        Given(Hold("P-1-1", "P-1-5", "P-1-6"), Block("P-2-1", "P-2-2", "P-2-3", "P-2-4", "P-2-5", "P-2-6"), Assign(Friends, "R-1-1", "R-1-2", "R-1-3", "R-1-4", "R-1-5", "R-1-6"))
            .When(Best(2)).ThenAccepted().ThenPlace("P-1-3", "pool, held");

    [Fact]
    public void A_group_too_big_for_a_row_stands_in_one_area() =>
        Given().When(Best(7)).ThenDone(Enumerable.Range(1, 7).Select(place => $"Steh #{place}"));

    [Fact]
    public void A_group_too_big_for_a_row_and_an_area_sits_evenly_in_two_rows_behind_one_another() =>
        Given(Hold("Steh*3", "P-1-1")).When(Best(8)).ThenDone("P-1-2", "P-1-3", "P-1-4", "P-1-5", "P-2-1", "P-2-2", "P-2-3", "P-2-4");

    [Fact]
    public void Only_the_category_named_is_taken()
    {
        Given().When(Best(2, category: "Kat B")).ThenDone("R-1-3", "R-1-4");
        Given(Hold("R-1-1", "R-1-2", "R-1-3", "R-1-4", "R-1-5", "R-1-6")).When(Best(2, category: "Kat B")).ThenDone("Bar #1", "Bar #2");
        Given(Hold("R-1-1")).When(Best(10, category: "Kat B")).ThenRefused(NotEnoughPlaces, "quantity", "Fewer than 10");
    }

    [Fact]
    public void Only_the_block_or_area_named_is_taken()
    {
        Given().When(Best(1, block: "R")).ThenAccepted().Place("R-1-3").Block.ShouldBe("R");
        Given().When(Best(3, block: "Bar")).ThenDone("Bar #1", "Bar #2", "Bar #3");
        Given().When(Best(7, block: "R")).ThenRefused(NotEnoughPlaces, "quantity");
        Given().When(Best(1, category: "Kat A", block: "R")).ThenRefused(NotEnoughPlaces, "quantity");
    }

    [Fact]
    public void Only_holdable_places_of_the_pool_or_of_the_contingent_named_are_taken()
    {
        var given = Given([.. Offer(Fnac, FnacLink, "P-1-3"), TakeBack(Fnac, "P-1-3"), Assign(Friends, "P-2-1", "P-2-2", "R-1-1"), Block("P-1-4", "P-2-5"), .. Sell("P-1-6")]);

        given.When(Best(3, from: Friends)).ThenDone("P-2-1", "P-2-2", "R-1-1");
        given.When(Best(2, category: "Kat A")).ThenDone("P-1-1", "P-1-2");
        given.When(Best(2, category: "Kat A")).ThenDone("P-2-3", "P-2-4");
        given.When(Best(3, category: "Kat A")).ThenRefused(NotEnoughPlaces, "quantity");
        given.When(Best(2, category: "Kat A")).ThenDone("P-1-5", "P-2-6");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(51)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_hold_has_one_to_fifty_places(int quantity) =>
        Given().When(Best(quantity)).ThenRefused(Invalid, "quantity", "1 to 50 places");

    [Fact]
    public void Unknown_categories_and_blocks_are_not_found()
    {
        Given().When(Best(1, category: "Kat Z")).ThenRefused(NotFound, "category", "Kat Z");
        Given().When(Best(1, category: "")).ThenRefused(NotFound, "category");
        Given().When(Best(1, block: "Z")).ThenRefused(NotFound, "block", "\"Z\"");
        Given().When(Best(1, block: "Parkett")).ThenRefused(NotFound, "block");
    }

    [Fact]
    public void A_distributors_contingent_is_held_from_by_nobody() =>
        Given(Assign(Fnac, "P-1-1")).When(Best(1, from: Fnac)).ThenRefused(PlaceOffered, Fnac.Id.ToString());

    [Fact]
    public void The_last_places_of_the_hall_are_found() =>
        Given(Best(26), Best(6)).When(Best(1)).ThenRefused(NotEnoughPlaces, "quantity");
}
