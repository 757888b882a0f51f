using System.Text;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.Tests.Rules.SeatingPlans;

public sealed class CsvImportTests
{
    [Fact]
    public void A_line_is_a_seat_under_the_key_block_row_seat()
    {
        var plan = Plans.ImportCsv(Plans.Csv).Accepted();

        plan.Name.ShouldBe("Saal");
        plan.Areas.ShouldBe([new PlanArea(new("Parkett")), new PlanArea(new("Rang"))]);
        plan.Blocks.ShouldBe([new PlanBlock("Mitte", 0), new PlanBlock("Links", 1)]);
        plan.Rows.ShouldBe([new PlanRow("1", 0), new PlanRow("1", 1)]);
        plan.Categories.ShouldBe([new PlanCategory("Kat A", null), new PlanCategory("Kat B", null)]);
        plan.Seats.ShouldBe(
        [
            new PlanSeat(new("Mitte-1-1"), "1", 0, 0, 0, 0),
            new PlanSeat(new("Mitte-1-2"), "2", 0, 0, 10, 0),
            new PlanSeat(new("Links-1-1"), "1", 1, 1, -5.5, 40),
        ]);
    }

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData(" ; ")]
    public void The_separator_is_found_out(string separator) =>
        Plans.ImportCsv(Plans.Csv.Replace(",", separator, StringComparison.Ordinal)).Accepted().Seats.Length.ShouldBe(3);

    [Fact]
    public void A_byte_order_mark_line_ends_of_windows_capitals_and_further_columns_do_no_harm() =>
        Plans.ImportCsv(
            "\uFEFFAREA,Block,price,row,seat,category,x,y\r\n"
            + "P,\"Mitte, links\",9,1,1,A,0,0\r\n\r\n"
            + "P,\"Mitte \"\"M\"\"\",9,1,1,A,0,0").Accepted()
            .Seats.Select(seat => seat.Key.Value).ShouldBe(["Mitte, links-1-1", "Mitte \"M\"-1-1"]);

    [Fact]
    public void The_lines_of_a_row_are_brought_together_and_put_in_order() =>
        Plans.ImportCsv("area,block,row,seat,category,x,y\nP,M,1,2,A,20,0\nP,M,2,1,A,0,10\nP,M,1,1,A,10,0").Accepted()
            .Seats.Select(seat => seat.Key.Value).ShouldBe(["M-1-1", "M-1-2", "M-2-1"]);

    [Fact]
    public void Seats_without_a_place_in_space_stay_in_the_order_of_the_file() =>
        Plans.ImportCsv("area,block,row,seat,category,x,y\nP,M,1,2,A,0,0\nP,M,1,1,A,0,0").Accepted()
            .Seats.Select(seat => seat.Number).ShouldBe(["2", "1"]);

    [Fact]
    public void A_column_may_say_which_places_are_accessible_and_which_are_for_companions() =>
        Plans.ImportCsv("Kind,area,block,row,seat,category,x,y\nAccessible,P,M,1,1,A,0,0\ncompanion,P,M,1,2,A,1,0\nstandard,P,M,1,3,A,2,0\n,P,M,1,4,A,3,0").Accepted()
            .Seats.Select(seat => seat.Kind).ShouldBe([SeatKind.Accessible, SeatKind.Companion, SeatKind.Standard, SeatKind.Standard]);

    [Theory]
    [InlineData("wheelchair")]
    [InlineData("1")]
    [InlineData("accessible companion")]
    public void A_kind_that_is_none_is_refused_with_its_line(string kind)
    {
        var outcome = Plans.ImportCsv($"area,block,row,seat,category,x,y,kind\nP,M,1,1,A,0,0,\nP,M,1,2,A,1,0,{kind}");

        outcome.ShouldBeRefused(RefusalCode.Invalid, "line 3, column kind");
        outcome.Refused()[0].Message.ShouldContain("standard, accessible or companion");
    }

    [Fact]
    public void A_seat_that_is_there_twice_is_named_with_both_lines()
    {
        var outcome = Plans.ImportCsv(Plans.Csv + "\nParkett,Mitte,1,1,Kat A,99,0");

        outcome.ShouldBeRefused(RefusalCode.Duplicate, "line 5, column seat");
        outcome.Refused()[0].Message.ShouldContain("line 2");
    }

    [Fact]
    public void Two_seats_whose_keys_would_be_the_same_are_refused() =>
        Plans.ImportCsv("area,block,row,seat,category,x,y\nP,M,1-1,1,A,0,0\nP,M,1,1-1,A,0,0")
            .ShouldBeRefused(RefusalCode.Duplicate, "line 3, column seat");

    [Theory]
    [InlineData("Parkett,Mitte,2,1,,0,0", RefusalCode.Invalid, "line 5, column category")]
    [InlineData("Parkett,Mitte,2,1,Kat A,zero,0", RefusalCode.Invalid, "line 5, column x")]
    [InlineData("Parkett,Mitte,2,1,Kat A,0,NaN", RefusalCode.Invalid, "line 5, column y")]
    [InlineData("Parkett,Mitte,2,1,Kat A,0,Infinity", RefusalCode.Invalid, "line 5, column y")]
    [InlineData("Parkett,Mitte,2,1,Kat A,0", RefusalCode.Invalid, "line 5, column y")]
    [InlineData("Rang,Mitte,2,1,Kat A,0,0", RefusalCode.Invalid, "line 5, column block")]
    [InlineData("Parkett,Mi\u0007tte,2,1,Kat A,0,0", RefusalCode.Invalid, "line 5, column block")]
    [InlineData("Parkett,Mitte,2,\"1,Kat A,0,0", RefusalCode.Invalid, "line 5")]
    [InlineData("Parkett,Mitte,2,1\"1,Kat A,0,0", RefusalCode.Invalid, "line 5")]
    [InlineData("Parkett,Mitte,2,1,Kat A,12,5,40,5", RefusalCode.Invalid, "line 5")]
    [InlineData("Parkett,Mitte,2,1,Kat A,0,0,", RefusalCode.Invalid, "line 5")]
    public void A_bad_line_is_refused_with_its_number(string line, RefusalCode code, string subject) =>
        Plans.ImportCsv($"{Plans.Csv}\n{line}\nParkett,Mitte,3,1,Kat A,0,20").ShouldBeRefused(code, subject);

    [Fact]
    public void Parts_of_a_key_that_are_too_long_together_are_refused() =>
        Plans.ImportCsv($"{Plans.Csv}\nParkett,{new string('M', 40)},{new string('1', 40)},1,Kat A,0,0")
            .ShouldBeRefused(RefusalCode.LimitExceeded, "line 5");

    [Theory]
    [InlineData("area,block,row,seat,category,x", RefusalCode.Invalid, "line 1, column y")]
    [InlineData("area,block,row,seat,category,x,y,Seat", RefusalCode.Duplicate, "line 1, column seat")]
    [InlineData("area,block,row,seat,category,x,y,kind,Kind", RefusalCode.Duplicate, "line 1, column kind")]
    public void A_bad_header_is_refused(string header, RefusalCode code, string subject) =>
        Plans.ImportCsv($"{header}\nParkett,Mitte,1,1,Kat A,0,0,0").ShouldBeRefused(code, subject);

    [Fact]
    public void A_header_without_lines_is_refused_at_its_line_unless_there_is_an_area_beside_it()
    {
        const string Header = "area,block,row,seat,category,x,y\n";

        Plans.ImportCsv(Header).ShouldBeRefused(RefusalCode.Invalid, "line 1");
        Plans.ImportCsv(Header, Plans.Standing).Accepted().PlaceCount.ShouldBe(248);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused() =>
        Plans.ImportCsv(Plans.Csv + "\nParkett,\ud800,1,1,Kat A,0,0").ShouldBeRefused(RefusalCode.Invalid, $"character {Plans.Csv.Length + 10}");

    [Fact]
    public void More_places_than_the_limit_are_refused()
    {
        var text = new StringBuilder("area,block,row,seat,category,x,y\n");
        for (var seat = 0; seat <= SeatingPlan.MaxPlaces; seat++)
        {
            text.Append("P,M,").Append(seat / 100).Append(',').Append(seat).Append(",A,0,0\n");
        }

        Plans.ImportCsv(text.ToString()).ShouldBeRefused(RefusalCode.LimitExceeded, "$");
    }

    [Fact]
    public void More_blocks_than_the_limit_are_refused() =>
        Plans.ImportCsv("area,block,row,seat,category,x,y\n" + string.Join('\n', Enumerable.Range(0, 2_001).Select(block => $"P,{block},1,1,A,0,0")))
            .ShouldBeRefused(RefusalCode.LimitExceeded, "$");

    [Fact]
    public void More_text_than_the_limit_is_refused() =>
        Plans.ImportCsv(new string('ä', (SeatingPlanParser.MaxTextBytes / 2) + 1)).ShouldBeRefused(RefusalCode.LimitExceeded, "text");

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData("\uFEFF")]
    public void An_empty_text_is_refused(string text) => Plans.ImportCsv(text).ShouldBeRefused(RefusalCode.Invalid, "text");
}
