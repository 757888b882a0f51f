using System.Text.Json.Nodes;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.Tests.Rules.SeatingPlans;

public sealed class PretixImportTests
{
    [Fact]
    public void Each_zone_becomes_a_block_of_the_one_area_and_rows_keep_their_zone()
    {
        var plan = Plans.ImportJson(Plans.Json).Accepted();

        plan.Name.ShouldBe("Kleiner Saal");
        plan.Areas.ShouldBe([new PlanArea(new AreaKey("Kleiner Saal"))]);
        plan.Blocks.ShouldBe([new PlanBlock("L", 0), new PlanBlock("R", 0)]);
        plan.Rows.ShouldBe([new PlanRow("1", 0), new PlanRow("2", 0), new PlanRow("1", 1)]);
        plan.Categories.ShouldBe([new PlanCategory("Kat A", "#aabbcc"), new PlanCategory("Kat B", null)]);
    }

    [Fact]
    public void Coordinates_are_those_of_zone_row_and_seat_together() =>
        Plans.ImportJson(Plans.Json).Accepted().Seats.ShouldBe(
        [
            new PlanSeat(new("L-1-1"), "1", 0, 0, 111, 222),
            new PlanSeat(new("L-1-2"), "2", 0, 0, 136, 222),
            new PlanSeat(new("L-2-1"), "1", 1, 1, 111, 262),
            new PlanSeat(new("R-1-1"), "1", 2, 1, 500, 200),
        ]);

    [Fact]
    public void All_seats_are_standard() =>
        Plans.ImportJson(Plans.Json).Accepted().Seats.ShouldAllBe(seat => seat.Kind == SeatKind.Standard);

    [Fact]
    public void A_row_from_right_to_left_is_put_in_order() =>
        Plans.ImportJson(Plans.Changed(plan => plan.Seat(0, 0, 0)["position"]!["x"] = 99)).Accepted()
            .Seats.Take(2).Select(seat => seat.Key.Value).ShouldBe(["L-1-2", "L-1-1"]);

    [Fact]
    public void A_row_that_goes_from_front_to_back_is_ordered_by_y_though_it_is_a_little_crooked()
    {
        var text = Plans.Changed(plan =>
        {
            plan.Seat(0, 0, 0)["position"] = new JsonObject { ["x"] = 0, ["y"] = 50 };
            plan.Seat(0, 0, 1)["position"] = new JsonObject { ["x"] = 1, ["y"] = 0 };
        });

        Plans.ImportJson(text).Accepted().Seats.Take(2).Select(seat => seat.Key.Value).ShouldBe(["L-1-2", "L-1-1"]);
    }

    [Fact]
    public void Zones_and_rows_without_seats_and_members_nobody_needs_are_passed_over()
    {
        var text = Plans.Changed(plan =>
        {
            plan["zones"]!.AsArray().Insert(0, new JsonObject { ["position"] = new JsonObject { ["x"] = 0, ["y"] = 0 }, ["rows"] = new JsonArray() });
            plan["zones"]![1]!["rows"]!.AsArray().Insert(0, new JsonObject { ["row_number"] = "0", ["seats"] = new JsonArray() });
            plan["zones"]![1]!["areas"] = new JsonArray(new JsonObject { ["shape"] = "stage" });
        });

        var plan = Plans.ImportJson(text).Accepted();

        plan.Blocks.Length.ShouldBe(2);
        plan.Rows.Length.ShouldBe(3);
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm() => Plans.ImportJson("\uFEFF" + Plans.Json).Accepted().Seats.Length.ShouldBe(4);

    [Fact]
    public void A_seat_that_is_there_twice_is_named_with_both_places()
    {
        var outcome = Plans.ImportJson(Plans.Changed(plan => plan.Seat(1, 0, 0)["seat_guid"] = "L-1-2"));

        outcome.ShouldBeRefused(RefusalCode.Duplicate, "$.zones[1].rows[0].seats[0].seat_guid");
        outcome.Refused()[0].Message.ShouldContain("$.zones[0].rows[0].seats[1]");
    }

    [Fact]
    public void An_unknown_category_is_refused() =>
        Plans.ImportJson(Plans.Changed(plan => plan.Seat(0, 1, 0)["category"] = "Kat C"))
            .ShouldBeRefused(RefusalCode.Invalid, "$.zones[0].rows[1].seats[0].category");

    [Theory]
    [InlineData("seat_guid")]
    [InlineData("seat_number")]
    [InlineData("category")]
    [InlineData("position")]
    public void A_missing_member_of_a_seat_is_refused(string member) =>
        Plans.ImportJson(Plans.Changed(plan => plan.Seat(0, 0, 1).AsObject().Remove(member)))
            .ShouldBeRefused(RefusalCode.Invalid, $"$.zones[0].rows[0].seats[1].{member}");

    [Fact]
    public void Two_seats_of_a_row_with_one_number_are_refused_though_their_guids_differ()
    {
        var outcome = Plans.ImportJson(Plans.Changed(plan => plan.Seat(0, 0, 1)["seat_number"] = "1"));

        outcome.ShouldBeRefused(RefusalCode.Duplicate, "$.zones[0].rows[0].seats[1].seat_number");
        outcome.Refused()[0].Message.ShouldContain("$.zones[0].rows[0].seats[0]");
    }

    [Fact]
    public void A_zone_without_a_position_is_refused_and_a_row_without_one_is_at_its_zones()
    {
        Plans.ImportJson(Plans.Changed(plan => plan["zones"]![1]!.AsObject().Remove("position")))
            .ShouldBeRefused(RefusalCode.Invalid, "$.zones[1].position");
        Plans.ImportJson(Plans.Changed(plan => plan["zones"]![0]!["rows"]![0]!.AsObject().Remove("position"))).Accepted()
            .Seats[0].ShouldBe(new PlanSeat(new("L-1-1"), "1", 0, 0, 101, 202));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("categories")]
    [InlineData("zones")]
    public void A_missing_member_of_the_plan_is_refused(string member) =>
        Plans.ImportJson(Plans.Changed(plan => plan.AsObject().Remove(member))).Refused()
            .ShouldContain(refusal => refusal.Code == RefusalCode.Invalid && refusal.Subject == $"$.{member}");

    [Fact]
    public void A_number_where_a_string_belongs_is_refused() =>
        Plans.ImportJson(Plans.Changed(plan => plan.Seat(0, 0, 1)["seat_number"] = 2))
            .ShouldBeRefused(RefusalCode.Invalid, "$.zones[0].rows[0].seats[1].seat_number");

    [Theory]
    [InlineData("1e999")]
    [InlineData("-2000000000")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    public void A_coordinate_that_is_no_sensible_number_is_refused(string coordinate) =>
        Plans.ImportJson(Plans.Json.Replace("\"x\": 26", $"\"x\": {coordinate}", StringComparison.Ordinal))
            .ShouldBeRefused(RefusalCode.Invalid, "$.zones[0].rows[0].seats[1].position.x");

    [Fact]
    public void A_member_that_is_there_twice_is_refused() =>
        Plans.ImportJson(Plans.Json.Replace("\"name\": \"R\",", "\"name\": \"R\", \"n\\u0061me\": \"S\",", StringComparison.Ordinal))
            .ShouldBeRefused(RefusalCode.Duplicate, "$.zones[1].name");

    [Fact]
    public void Two_zones_of_a_name_are_refused() =>
        Plans.ImportJson(Plans.Changed(plan => plan["zones"]![1]!["name"] = "L")).ShouldBeRefused(RefusalCode.Duplicate, "$.zones[1].name");

    [Fact]
    public void Two_categories_of_a_name_are_refused() =>
        Plans.ImportJson(Plans.Changed(plan => plan["categories"]!.AsArray().Add(new JsonObject { ["name"] = "Kat A" })))
            .ShouldBeRefused(RefusalCode.Duplicate, "$.categories[2].name");

    [Fact]
    public void A_color_is_hexadecimal() =>
        Plans.ImportJson(Plans.Changed(plan => plan["categories"]![0]!["color"] = "red"))
            .ShouldBeRefused(RefusalCode.Invalid, "$.categories[0].color");

    [Theory]
    [InlineData("{\n \"name\": Saal }", "line 2, byte 10")]
    [InlineData("area,block,row", "line 1, byte 1")]
    [InlineData("{\"name\":\"Saal\",}", "line 1, byte 16")]
    [InlineData("{}{}", "line 1, byte 3")]
    [InlineData("{ \"name\":\n  \"\\ud800\" }", "line 2, byte 3")]
    public void What_is_not_JSON_is_refused_with_its_position(string text, string position) =>
        Plans.ImportJson(text).ShouldBeRefused(RefusalCode.Invalid, position);

    [Fact]
    public void A_list_is_no_plan() => Plans.ImportJson("[]").ShouldBeRefused(RefusalCode.Invalid, "$");

    [Fact]
    public void Brackets_without_end_are_refused_at_a_small_depth() =>
        Plans.ImportJson(new string('[', 1_000_000)).ShouldBeRefused(RefusalCode.Invalid, $"line 1, byte {JsonText.MaxDepth + 1}");

    [Fact]
    public void Too_many_values_are_refused() =>
        Plans.ImportJson($"[{string.Join(',', Enumerable.Repeat('0', JsonText.MaxTokens))}]").ShouldBeRefused(RefusalCode.LimitExceeded, "$");

    [Fact]
    public void Everything_wrong_is_told_in_the_order_of_the_file()
    {
        var text = Plans.Changed(plan =>
        {
            plan.Seat(0, 0, 0).AsObject().Remove("seat_guid");
            plan.Seat(0, 1, 0)["seat_number"] = "";
            plan["zones"]![1]!["name"] = new string('R', 65);
        });

        Plans.ImportJson(text).Refused().Select(refusal => (refusal.Code, refusal.Subject)).ShouldBe(
        [
            (RefusalCode.Invalid, "$.zones[0].rows[0].seats[0].seat_guid"),
            (RefusalCode.Invalid, "$.zones[0].rows[1].seats[0].seat_number"),
            (RefusalCode.LimitExceeded, "$.zones[1].name"),
        ]);
    }

    [Fact]
    public void Of_many_problems_fifty_are_told_and_the_rest_are_counted()
    {
        var seats = new JsonArray([.. Enumerable.Range(0, 60).Select(JsonNode? (_) => 1)]);
        var text = Plans.Changed(plan => plan["zones"]![1]!["rows"]![0]!["seats"] = seats);

        var refusals = Plans.ImportJson(text).Refused();

        refusals.Length.ShouldBe(PlanProblems.MaxTold + 1);
        refusals[^1].Message.ShouldContain("10 more");
    }
}
