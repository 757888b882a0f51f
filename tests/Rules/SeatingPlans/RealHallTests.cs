using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.SeatingPlans;

public sealed class RealHallTests
{
    private readonly SeatingPlan _hall = Plans.ImportJson(Plans.RealHall(), Plans.Standing).Accepted();

    [Fact]
    public void It_has_its_1252_seats_and_248_standing_places()
    {
        _hall.Seats.Length.ShouldBe(1252);
        _hall.PlaceCount.ShouldBe(1500);
        _hall.Blocks.Select(block => block.Code).ShouldBe(["Block D", "Block E", "Block F", "Block A", "Block B", "Block C"]);
        _hall.Areas.ShouldHaveSingleItem().Key.ShouldBe(new AreaKey("Riethsporthalle Erfurt"));
    }

    [Fact]
    public void The_category_of_the_standing_area_joins_the_six_of_the_file() =>
        _hall.Categories.Select(category => category.Code)
            .ShouldBe(["Kategorie I", "Kategorie II", "Kategorie III", "Fanblock", "C unten", "VIP", "Stehplatz"]);

    [Fact]
    public void The_seats_of_each_row_stand_together_and_along_the_row()
    {
        _hall.Seats.Select(seat => seat.Row).ShouldBe(_hall.Seats.Select(seat => seat.Row).Order());
        foreach (var row in _hall.Seats.GroupBy(seat => seat.Row))
        {
            row.Select(seat => seat.X).ShouldBe(row.Select(seat => seat.X).Order());
        }
    }

    [Fact]
    public void The_catalog_shows_its_areas_blocks_and_categories_with_their_counts()
    {
        var hash = SeatingPlanCodec.HashOf(SeatingPlanCodec.Encode(_hall));

        var shown = PlanOutline.Of(_hall, NewId.Of<LogicalConfigurationId>(), "Handball", hash);

        (shown.Seats, shown.UnnumberedPlaces, shown.Places).ShouldBe((1252, 248, 1500));
        shown.Categories.Select(category => (category.Code, category.Places)).ShouldBe(
        [
            ("Kategorie I", 310), ("Kategorie II", 545), ("Kategorie III", 153), ("Fanblock", 82), ("C unten", 81), ("VIP", 81), ("Stehplatz", 248),
        ]);
        shown.Areas.Select(area => (area.Key.Value, area.Numbered, area.Places, area.Category)).ShouldBe(
            [("Riethsporthalle Erfurt", true, 1252, null), ("Stehplatz", false, 248, "Stehplatz")]);
        shown.Areas[0].Blocks.Sum(block => block.Seats).ShouldBe(1252);
    }
}
