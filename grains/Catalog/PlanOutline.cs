using System.Collections.Immutable;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>What the catalog shows of a plan: its categories, areas and blocks with their counts.</summary>
internal static class PlanOutline
{
    public static LogicalConfiguration Of(SeatingPlan plan, LogicalConfigurationId id, string name, PlanHash hash)
    {
        var seatsOfBlock = new int[plan.Blocks.Length];
        var placesOfCategory = new int[plan.Categories.Length];
        foreach (var seat in plan.Seats)
        {
            seatsOfBlock[plan.Rows[seat.Row].Block]++;
            placesOfCategory[seat.Category]++;
        }

        foreach (var area in plan.UnnumberedAreas)
        {
            placesOfCategory[area.Category] += area.Capacity;
        }

        return new LogicalConfiguration(
            id,
            name,
            hash,
            plan.Name,
            plan.Seats.Length,
            plan.PlaceCount - plan.Seats.Length,
            [.. plan.Categories.Select((category, index) => new ConfigurationCategory(category.Code, category.Color, placesOfCategory[index]))],
            [
                .. plan.Areas.Select((area, index) => Numbered(plan, area, index, seatsOfBlock)),
                .. plan.UnnumberedAreas.Select(area => Unnumbered(plan, area)),
            ]);
    }

    private static ConfigurationArea Numbered(SeatingPlan plan, PlanArea area, int index, int[] seatsOfBlock)
    {
        var blocks = plan.Blocks
            .Select((block, position) => (block.Area, Block: new ConfigurationBlock(block.Code, seatsOfBlock[position])))
            .Where(item => item.Area == index)
            .Select(item => item.Block)
            .ToImmutableArray();
        return new ConfigurationArea(area.Key, Numbered: true, blocks.Sum(block => block.Seats), Category: null, blocks);
    }

    private static ConfigurationArea Unnumbered(SeatingPlan plan, UnnumberedArea area) =>
        new(area.Key, Numbered: false, area.Capacity, plan.Categories[area.Category].Code, []);
}
