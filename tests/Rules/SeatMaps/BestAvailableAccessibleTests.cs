using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.SeatMaps;

/// <summary>Each step of the order in which a party with accessible places relaxes.</summary>
public sealed class BestAvailableAccessibleTests
{
    [Fact]
    public void A_companion_sits_beside_an_accessible_place() => Hall("A 11wc11wc").Best(2, accessible: 1).ShouldBe(["A 11!!11wc"]);

    [Fact]
    public void An_accessible_place_is_wider_and_no_aisle() => Hall("A 1111w|c11").Best(2, accessible: 1).ShouldBe(["A 1111!|!11"]);

    [Fact]
    public void A_companion_place_across_an_aisle_is_not_beside() => Hall("A 1111w|||c11").Best(2, accessible: 1).ShouldBe(["A 111!!|||c11"]);

    [Fact]
    public void One_companion_place_goes_with_each_accessible_one_and_the_rest_sit_in_standard_seats()
    {
        Hall("A wccw", "A 1wc1").Best(3, accessible: 1).ShouldBe(["A wccw", "A !!!1"]);
        Hall("A wcwcwc").Best(4, accessible: 2).ShouldBe(["A w!!!!c"]);
    }

    [Fact]
    public void A_worse_row_with_a_companion_place_comes_before_a_better_one_without() =>
        Hall("A 1w1", "A wc").Best(2, accessible: 1).ShouldBe(["A 1w1", "A !!"]);

    [Fact]
    public void Neighbours_in_standard_seats_come_before_a_row_with_a_gap() =>
        Hall("A wxc", "A w1").Best(2, accessible: 1).ShouldBe(["A wxc", "A !!"]);

    [Fact]
    public void In_one_row_the_others_sit_as_near_as_may_be() =>
        Hall("A 11xxwx1").Best(3, accessible: 1).ShouldBe(["A 1!xx!x!"]);

    [Fact]
    public void In_one_row_the_others_sit_in_companion_places_beside_them_then_elsewhere_then_in_standard_seats()
    {
        Hall("A wc1xx1wccw").Best(3, accessible: 2).ShouldBe(["A !c1xx1!!cw"]);
        Hall("A wc1wc1wccw").Best(8, accessible: 4).ShouldBe(["A !!1!!1!!!!"]);
        Hall("A w1xw1xc").Best(3, accessible: 2).ShouldBe(["A !1x!1x!"]);
        Hall("A w1xw1xc").Best(4, accessible: 2).ShouldBe(["A !!x!1x!"]);
    }

    [Fact]
    public void In_several_rows_each_accessible_place_keeps_a_companion_and_the_rest_are_a_party_of_their_own() =>
        Hall("A wcx", "A wcx", "B 111x11").Best(6, accessible: 2).ShouldBe(["A !!x", "A !!x", "B 111x!!"]);

    [Fact]
    public void No_more_accessible_places_are_taken_than_asked_for() =>
        Hall("A wwww", "B 111").Best(3, accessible: 1).ShouldBe(["A w!ww", "B !!1"]);

    [Fact]
    public void All_may_be_accessible() => Hall("A wcw", "A ww").Best(2, accessible: 2).ShouldBe(["A wcw", "A !!"]);

    [Fact]
    public void The_better_row_comes_first_then_what_is_nearer_to_its_middle()
    {
        Hall("A wc111wc", "A 1wc1").Best(2, accessible: 1).ShouldBe(["A !!111wc", "A 1wc1"]);
        Hall("A wc111cw1").Best(2, accessible: 1).ShouldBe(["A wc111!!1"]);
    }

    [Fact]
    public void Without_a_category_those_who_come_along_sit_beside_whatever_it_costs_there() =>
        Hall("A 2w2", "B 11").Best(3, accessible: 1).ShouldBe(["A !!!", "B 11"]);

    [Fact]
    public void With_a_category_all_sit_in_it() => Hall("A 2w2", "B 11").Best(3, category: "1", accessible: 1).ShouldBe(["A 2!2", "B !!"]);

    [Fact]
    public void Only_the_block_named_is_taken() => Hall("A wc", "B wc").Best(2, block: "B", accessible: 1).ShouldBe(["A wc", "B !!"]);

    [Fact]
    public void The_refusal_says_whether_accessible_places_or_the_others_are_lacking()
    {
        Hall("A 1111w").Refusal(Best(2, accessible: 2)).ShouldBe(
            new Refusal(RefusalCode.NotEnoughPlaces, "accessible", "1 free accessible places fit, not 2. There are only 1 in all: ask for fewer, or in another category or block.")
            {
                ForGood = true,
            });
        var held = Hall("A 1w1w", "Hill=1");
        held.Set(new PlaceFacts { Blocked = true }, 3);
        held.Refusal(Best(2, accessible: 2)).ShouldBe(new Refusal(RefusalCode.NotEnoughPlaces, "accessible", "1 free accessible places fit, not 2."));
        Hall("A wwc1").Refusal(Best(4, accessible: 1)).ShouldBe(
            new Refusal(RefusalCode.NotEnoughPlaces, "quantity", "There are accessible places, but fewer than 3 free places for those who come along."));
    }

    [Fact]
    public void The_same_command_id_with_another_number_of_accessible_places_is_another_command()
    {
        var hall = Hall("A wc11");
        var command = Best(2, accessible: 1);

        hall.Execute(command).Match(done => done.Places, _ => []).ShouldBe([0, 1]);
        hall.Execute(command).Match(done => done.Places, _ => []).ShouldBe([0, 1]);
        hall.Refusal(command with { Accessible = 0 }).Code.ShouldBe(RefusalCode.CommandMismatch);
    }

    private static PicturedHall Hall(params string[] lines) => PicturedHall.Of([.. lines]);

    private static HoldBestAvailable Best(int quantity, int accessible) =>
        new(new CommandContext(NewId.Of<CommandId>(), "marie"), null, null, null, quantity, TimeSpan.FromMinutes(1), accessible);
}
