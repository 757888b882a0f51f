using Distribution.Distributors.AllotmentSheets;
using Shouldly;
using Xunit;

namespace Distribution.Tests.Rules.Distributors;

public sealed class SeatRangeTests
{
    [Theory]
    [InlineData("1 2 3 4 5 6", "1–6")]
    [InlineData("6 5 4 2 1", "1, 2, 4–6")]
    [InlineData("1 3 5", "1, 3, 5")]
    [InlineData("8 9 10 11", "8–11")]
    [InlineData("12", "12")]
    [InlineData("0 1 2", "0–2")]
    [InlineData("1 2 3 Loge A", "1–3, A, Loge")]
    public void Seats_of_a_row_are_said_as_people_say_them(string seats, string said)
    {
        var places = seats.Split(' ').Select(seat => new SheetPlace($"A-1-{seat}", "Parkett", "A", "1", seat, "I")).ToList();

        var range = SeatRange.Of(places).ShouldHaveSingleItem();

        (range.Seats, range.Count).ShouldBe((said, places.Count));
    }

    [Fact]
    public void Rows_blocks_and_categories_are_told_apart()
    {
        SheetPlace Place(string block, string row, string seat, string category) => new($"{block}-{row}-{seat}", "Parkett", block, row, seat, category);

        var ranges = SeatRange.Of([Place("A", "1", "1", "I"), Place("A", "1", "2", "II"), Place("A", "2", "1", "I"), Place("B", "1", "1", "I"), Place("A", "1", "3", "I")]);

        ranges.Select(range => $"{range.Block} {range.Row} {range.Category}: {range.Seats}").ShouldBe(["A 1 I: 1, 3", "A 1 II: 2", "A 2 I: 1", "B 1 I: 1"]);
    }
}
