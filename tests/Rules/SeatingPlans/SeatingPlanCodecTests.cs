using System.Collections.Immutable;
using CsCheck;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.Tests.Rules.SeatingPlans;

public sealed class SeatingPlanCodecTests
{
    private static readonly Gen<string> Label = Gen.String[Gen.Char["abcÄ漢 -0129\"\\"], 1, 12].Where(text => !string.IsNullOrWhiteSpace(text));

    private static readonly Gen<string?> Color = Gen.Bool.Select(colored => colored ? "#00ff7f" : null);

    private static readonly Gen<double> Coordinate = Gen.Double[-SeatingPlan.MaxCoordinate, SeatingPlan.MaxCoordinate];

    private static readonly Gen<SeatingPlan> Plan =
        from name in Label
        from categories in Gen.Select(Label, Color, (code, color) => new PlanCategory(code, color)).Array[1, 5]
        from areas in Label.Select(key => new PlanArea(new AreaKey(key))).Array[1, 4]
        from blocks in Gen.Select(Label, Gen.Int[0, areas.Length - 1], (code, area) => new PlanBlock(code, area)).Array[1, 6]
        from rows in Gen.Select(Label, Gen.Int[0, blocks.Length - 1], (number, block) => new PlanRow(number, block)).Array[1, 20]
        from seats in Gen.Select(Label, Label, Gen.Int[0, rows.Length - 1], Gen.Int[0, categories.Length - 1], Coordinate, Coordinate)
            .Select(seat => new PlanSeat(new PlaceKey(seat.Item1), seat.Item2, seat.Item3, seat.Item4, seat.Item5, seat.Item6)).Array[0, 300]
        from unnumbered in Gen.Select(Label, Gen.Int[0, categories.Length - 1], Gen.Int[1, SeatingPlan.MaxPlaces])
            .Select(area => new UnnumberedArea(new AreaKey(area.Item1), area.Item2, area.Item3)).Array[0, 4]
        select new SeatingPlan(name, [.. categories], [.. areas], [.. blocks], [.. rows], [.. seats], [.. unnumbered]);

    [Fact]
    public void What_is_decoded_is_what_was_encoded() =>
        Plan.Sample(plan => SameContent(SeatingPlanCodec.Decode(SeatingPlanCodec.Encode(plan)), plan));

    [Fact]
    public void Bytes_cut_short_are_refused_and_never_crash() =>
        Gen.Select(Plan, Gen.Double[0, 0.999]).Sample((plan, share) =>
        {
            var bytes = SeatingPlanCodec.Encode(plan);
            Should.Throw<InvalidDataException>(() => SeatingPlanCodec.Decode(bytes[..(int)(bytes.Length * share)]));
        });

    [Fact]
    public void The_same_plan_has_the_same_hash_and_another_has_another()
    {
        var hall = Plans.ImportJson(Plans.RealHall(), Plans.Standing).Accepted();
        var again = Plans.ImportJson("\uFEFF" + Plans.RealHall(), Plans.Standing).Accepted();
        var other = hall with { UnnumberedAreas = [hall.UnnumberedAreas[0] with { Capacity = 247 }] };

        HashOf(again).ShouldBe(HashOf(hall));
        HashOf(other).ShouldNotBe(HashOf(hall));
    }

    /// <summary>Stored plans and the performances that name them outlive this program: their bytes must stay the same.</summary>
    [Fact]
    public void The_hash_of_a_plan_never_changes() =>
        HashOf(Plans.ImportJson(Plans.Json, Plans.Standing).Accepted()).Value
            .ShouldBe("314b853049529b14fe7042a051754630f5c70063e5106de6e05ec86f390d0482");

    [Fact]
    public void A_hall_is_stored_in_little_more_than_its_names_and_coordinates() =>
        SeatingPlanCodec.Encode(Plans.ImportJson(Plans.RealHall()).Accepted()).Length.ShouldBeLessThan(45_000);

    private static PlanHash HashOf(SeatingPlan plan) => SeatingPlanCodec.HashOf(SeatingPlanCodec.Encode(plan));

    private static bool SameContent(SeatingPlan one, SeatingPlan other) =>
        one.Name == other.Name
        && one.Categories.SequenceEqual(other.Categories)
        && one.Areas.SequenceEqual(other.Areas)
        && one.Blocks.SequenceEqual(other.Blocks)
        && one.Rows.SequenceEqual(other.Rows)
        && one.Seats.SequenceEqual(other.Seats)
        && one.UnnumberedAreas.SequenceEqual(other.UnnumberedAreas);
}
