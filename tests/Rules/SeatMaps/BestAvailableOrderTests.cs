using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Availability;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.SeatMaps;

/// <summary>Each step of the order in which best available relaxes.</summary>
public sealed class BestAvailableOrderTests
{
    [Fact]
    public void The_middle_of_a_free_row_is_best() => Hall("A 1111111").Best(3).ShouldBe(["A 11!!!11"]);

    [Fact]
    public void Of_two_places_as_near_to_the_middle_the_earlier_is_taken() => Hall("A 111111").Best(1).ShouldBe(["A 11!111"]);

    [Fact]
    public void Rather_than_leave_one_alone_a_party_moves_off_the_middle()
    {
        Hall("A 11111").Best(2).ShouldBe(["A !!111"]);
        Hall("A x1111x").Best(2).ShouldBe(["A x!!11x"]);
    }

    [Fact]
    public void Nobody_sits_across_an_aisle()
    {
        Hall("A 11|11|11").Best(2).ShouldBe(["A 11|!!|11"]);
        Hall("A 111|11", "A 1111").Best(4).ShouldBe(["A 111|11", "A !!!!"]);
        Hall("A 111|1111").Best(2).ShouldBe(["A 111|!!11"]);
    }

    [Fact]
    public void A_run_that_fits_exactly_leaves_nobody_alone() => Hall("A 111x11x").Best(2).ShouldBe(["A 111x!!x"]);

    [Fact]
    public void A_worse_row_in_which_nobody_is_left_alone_comes_before_a_better_one() => Hall("A 111", "A 11").Best(2).ShouldBe(["A 111", "A !!"]);

    [Fact]
    public void So_does_a_worse_category() => Hall("A 111", "A 22").Best(2).ShouldBe(["A 111", "A !!"]);

    [Fact]
    public void One_is_left_alone_before_the_party_stands_in_an_area() => Hall("A 111", "Hill=1111").Best(2).ShouldBe(["A !!1", "Hill=1111"]);

    [Fact]
    public void A_seat_next_to_another_category_is_alone_in_its_own() => Hall("A 111222", "A 33").Best(2).ShouldBe(["A 111222", "A !!"]);

    [Fact]
    public void Neighbours_are_of_one_category() => Hall("A 1122", "A 2222").Best(4).ShouldBe(["A 1122", "A !!!!"]);

    [Fact]
    public void The_better_category_comes_before_the_better_row() => Hall("A 2222", "B 1111").Best(2).ShouldBe(["A 2222", "B !!11"]);

    [Fact]
    public void The_better_row_comes_before_the_nearer_to_the_middle() => Hall("A 11xxxx", "A xx11xx").Best(2).ShouldBe(["A !!xxxx", "A xx11xx"]);

    [Fact]
    public void The_rows_of_a_block_stand_together_wherever_the_file_has_them() =>
        Hall("A x1", "B 11", "A 11").Best(2).ShouldBe(["A x1", "B 11", "A !!"]);

    [Fact]
    public void An_area_that_holds_the_whole_party_comes_before_rows_one_behind_the_other() =>
        Hall("A 11x11", "A 11x11", "Hill=xx111").Best(3).ShouldBe(["A 11x11", "A 11x11", "Hill=xx!!!"]);

    [Fact]
    public void The_area_of_the_better_category_comes_first() =>
        Hall("Hill=2222", "Lawn=1111").Best(2).ShouldBe(["Hill=2222", "Lawn=!!11"]);

    [Fact]
    public void A_party_too_big_for_a_row_sits_in_two_rows_as_evenly_as_may_be()
    {
        Hall("A 111x", "A 1111").Best(6).ShouldBe(["A !!!x", "A !!!1"]);
        Hall("A 111x", "A 1111").Best(5).ShouldBe(["A !!!x", "A !!11"]);
        Hall("A 11x1", "A 1111").Best(6).ShouldBe(["A !!x1", "A !!!!"]);
    }

    [Fact]
    public void Of_four_nobody_sits_alone_in_a_row() =>
        Hall("A 1xx", "A 111", "A 11x").Best(4).ShouldBe(["A 1xx", "A !!1", "A !!x"]);

    [Fact]
    public void The_two_rows_are_of_one_block_and_follow_each_other() =>
        Hall("A 11x", "B 11x", "B xxx", "B 11x", "B 11x").Best(4).ShouldBe(["A 11x", "B 11x", "B xxx", "B !!x", "B !!x"]);

    [Fact]
    public void Apart_the_best_places_are_taken_seats_before_areas_of_the_same_category() =>
        Hall("A 1x1x1", "B 2x2", "Hill=11").Best(6).ShouldBe(["A !x!x!", "B !x2", "Hill=!!"]);

    [Fact]
    public void Too_few_are_none() => Hall("A 1x1", "Hill=1").Best(4).ShouldBe(["nothing"]);

    [Fact]
    public void Only_the_category_named_is_taken() => Hall("A 11", "B 22", "Hill=2").Best(3, category: "2").ShouldBe(["A 11", "B !!", "Hill=!"]);

    [Fact]
    public void Only_the_block_named_is_taken()
    {
        Hall("A 11", "B 11", "A 11").Best(4, block: "A").ShouldBe(["A !!", "B 11", "A !!"]);
        Hall("A 11", "B 11", "Hill=11").Best(2, block: "Hill").ShouldBe(["A 11", "B 11", "Hill=!!"]);
        Hall("A 11", "B 11", "Hill=11").Best(3, block: "B").ShouldBe(["nothing"]);
    }

    [Fact]
    public void A_block_and_an_area_of_one_name_are_both_taken() => Hall("A 1", "B 1", "B=1").Best(2, block: "B").ShouldBe(["A 1", "B !", "B=!"]);

    [Fact]
    public void A_run_longer_than_a_word_is_found_whole() =>
        Hall("A " + new string('1', 49) + "x" + new string('1', 200)).Best(50)[0].IndexOf('!', StringComparison.Ordinal).ShouldBe(2 + 100);

    [Fact]
    public void Accessible_and_companion_places_are_not_for_everybody()
    {
        Hall("A wwwccc", "A 1x1").Best(2).ShouldBe(["A wwwccc", "A !x!"]);
        Hall("A wwwccx").Refusal(Best(1)).ShouldBe(new Refusal(
            RefusalCode.NotEnoughPlaces, "quantity", "Fewer than 1 free places fit. Accessible and companion places are kept for requests that say how many must be accessible."));
    }

    [Fact]
    public void What_there_never_was_is_not_worth_another_try()
    {
        var refusal = Hall("A 111w", "B 11", "B=1").Refusal(Best(4) with { Block = "B" });
        (refusal.Code, refusal.CanRetry).ShouldBe((RefusalCode.NotEnoughPlaces, false));
        refusal.Message.ShouldStartWith("There are only 3 such places in all, free or not.");
        Hall("A 11w").Refusal(Best(3)).Message.ShouldStartWith("There are only 2 such places in all besides accessible and companion places");
        Hall("A 11xx", "B 1").Refusal(Best(4)).CanRetry.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Seating.Neighbours, "A 1111", 2)]
    [InlineData(Seating.NeighboursLeavingOneAlone, "A 111", 2)]
    [InlineData(Seating.OneArea, "A 1x1;Hill=11", 2)]
    [InlineData(Seating.TwoRows, "A 11;A 11", 4)]
    [InlineData(Seating.Apart, "A 1x1", 2)]
    [InlineData(Seating.NeighboursWithCompanions, "A 1wc", 2, 1)]
    [InlineData(Seating.Neighbours, "A 1w", 2, 1)]
    [InlineData(Seating.OneRow, "A 1xw", 2, 1)]
    [InlineData(Seating.Apart, "A w;B 1", 2, 1)]
    public void The_answer_says_which_step_found_the_places(Seating seating, string hall, int quantity, int accessible = 0)
    {
        var command = Best(quantity, accessible);
        var map = Hall(hall.Split(';'));

        map.Execute(command).Match(done => done.Number, _ => 0).ShouldBe((long)seating);
        map.Execute(command).Match(done => done.Number, _ => 0).ShouldBe((long)seating);
    }

    [Fact]
    public void Who_wants_to_sit_together_gets_neighbours_or_one_area_or_hears_what_is_possible()
    {
        Together("A 111", 3).ShouldBe([0, 1, 2]);
        Together("A 1x1;Hill=xx11", 2).ShouldBe([5, 6]);
        Together("A 1w;B 11", 2, accessible: 1).ShouldBe([0, 1]);
        NotTogether("A 111xxx;A 11xxxx", 4).ShouldBe(("but 3 are. Without together, all 4 are to be had in two rows, one behind the other.", true));
        NotTogether("A 11x1;B 111", 5).ShouldBe(("but 3 are. Without together, all 5 are to be had apart.", false));
        NotTogether("A 1xw", 2, accessible: 1).ShouldBe(("nor are fewer. Without together, all 2 are to be had in one row with gaps.", true));
        Hall("A 11").Refusal(Best(3) with { Together = true }).Code.ShouldBe(RefusalCode.NotEnoughPlaces);

        static int[] Together(string hall, int quantity, int accessible = 0) =>
            [.. Hall(hall.Split(';')).Execute(Best(quantity, accessible) with { Together = true }).Match(done => done.Places, _ => [])];

        static (string, bool) NotTogether(string hall, int quantity, int accessible = 0)
        {
            var refusal = Hall(hall.Split(';')).Refusal(Best(quantity, accessible) with { Together = true });
            refusal.Code.ShouldBe(RefusalCode.NotTogether);
            return (refusal.Message[(refusal.Message.IndexOf(',', StringComparison.Ordinal) + 2)..], refusal.CanRetry);
        }
    }

    [Fact]
    public void For_a_channel_only_what_it_sells_is_looked_through()
    {
        var limits = new ChannelLimits(NewId.Of<SalesChannelId>(), ["2", "3"]);

        Hall("A 111", "B 22").Execute(Best(2) with { Limits = limits }).Match(done => done.Places, _ => []).ShouldBe([3, 4]);
        Hall("A wc1", "A 2w2").Refusal(Best(2, 1) with { Limits = limits }).Code.ShouldBe(RefusalCode.NotEnoughPlaces);
        Hall("A 11", "A 22").Refusal(Best(1) with { Limits = limits, Category = "1" }).ShouldBe(new Refusal(
            RefusalCode.ChannelMayNotSell, "category", "The activity profile of this sales channel does not sell category \"1\".") { Argument = "salesChannel" });
    }

    [Fact]
    public void Named_they_are_held_like_any_other() =>
        Hall("A wc").Execute(new HoldPlaces(Context(), null, PlaceSelection.Of("A-1-1", "A-1-2"), TimeSpan.FromMinutes(1)))
            .Match(done => done.Places, _ => []).ShouldBe([0, 1]);

    [Fact]
    public void What_is_held_released_blocked_and_given_away_is_known_at_the_next_request()
    {
        var hall = Hall("A 11111", "A 11");
        var hold = new HoldPlaces(Context(), null, PlaceSelection.Of("A-1-3"), TimeSpan.FromMinutes(1));
        hall.Best(5).ShouldBe(["A !!!!!", "A 11"]);

        hall.Execute(hold);
        hall.Best(2).ShouldBe(["A !!111", "A 11"]);
        hall.Execute(new BlockPlaces(Context(), null, PlaceSelection.Of("A-1-1", "A-1-5")));
        hall.Best(2).ShouldBe(["A 11111", "A !!"]);
        hall.Execute(new ReleaseHold(Context(), new HoldId(hold.Context.Id.Value)));
        hall.Best(3).ShouldBe(["A 1!!!1", "A 11"]);
        hall.Execute(new AssignPlaces(Context(), new ContingentRef(NewId.Of<ContingentId>(), null), PlaceSelection.Of("A-1-2", "A-2-1")));
        hall.Best(2).ShouldBe(["A 11!!1", "A 11"]);
    }

    [Fact]
    public void A_hold_of_an_areas_quantity_takes_its_first_holdable_places()
    {
        var hall = Hall("A 11", "Hill=x1xx" + new string('1', 300));

        hall.Execute(new HoldPlaces(Context(), null, new PlaceSelection([], [new AreaQuantity(new AreaKey("Hill"), 3)]), TimeSpan.FromMinutes(1)))
            .Match(done => done.Places, _ => []).ShouldBe([3, 6, 7]);
    }

    [Theory]
    [InlineData(2, -1)]
    [InlineData(2, 3)]
    public void More_accessible_places_than_places_are_refused(int quantity, int accessible) =>
        Hall("A ww").Refusal(Best(quantity, accessible)).ShouldBe(
            new Refusal(RefusalCode.Invalid, "accessible", $"Of {quantity} places 0 to {quantity} can be accessible, not {accessible}."));

    /// <summary>The 24 bytes are the header of an array.</summary>
    [Fact]
    public void Nothing_is_allocated_but_the_answer()
    {
        var hall = Hall("A 111x11x1", "A 22x22", "B 1x1", "Hill=11111111");
        var wishes = Enumerable.Range(1, 12).Select(quantity => SeatWish.Of(hall.State.Index, 0, null, null, quantity, 0)!.Value).ToArray();
        foreach (var wish in wishes)
        {
            var expected = BestAvailable.Find(hall.State, wish).Places;
            hall.Set(new PlaceFacts { Blocked = true }, 0);
            hall.Set(default, 0);

            var before = GC.GetAllocatedBytesForCurrentThread();
            BestAvailable.Find(hall.State, wish);
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThanOrEqualTo(24 + (((4 * expected.Length) + 7) / 8 * 8));
        }
    }

    private static PicturedHall Hall(params string[] lines) => PicturedHall.Of([.. lines]);

    private static CommandContext Context() => new(NewId.Of<CommandId>(), "marie");

    private static HoldBestAvailable Best(int quantity, int accessible = 0) =>
        new(Context(), null, null, null, quantity, TimeSpan.FromMinutes(1), accessible);
}
