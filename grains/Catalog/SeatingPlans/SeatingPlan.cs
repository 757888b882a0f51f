using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Catalog.SeatingPlans;

/// <summary>
/// One way to lay a venue out: its numbered seats and unnumbered areas. It never changes once imported, and is known by
/// the hash of its content. A seat's position in <see cref="Seats"/> is its place number in every seat map made from it;
/// the places of the unnumbered areas follow, area by area.
/// Every seat names an existing row, every row a block, every block an area; keys are unique; counts are within the limits.
/// </summary>
public sealed record SeatingPlan(
    string Name,
    ImmutableArray<PlanCategory> Categories,
    ImmutableArray<PlanArea> Areas,
    ImmutableArray<PlanBlock> Blocks,
    ImmutableArray<PlanRow> Rows,
    ImmutableArray<PlanSeat> Seats,
    ImmutableArray<UnnumberedArea> UnnumberedAreas)
{
    /// <summary>Places of one plan, numbered and unnumbered together.</summary>
    public const int MaxPlaces = 200_000;

    public const int MaxCategories = 250;

    /// <summary>Areas of one plan, unnumbered ones too.</summary>
    public const int MaxAreas = 500;

    public const int MaxBlocks = 2_000;

    public const int MaxRows = 50_000;

    /// <summary>No coordinate in an imported file is farther from 0, in the plan's own unit.</summary>
    public const double MaxCoordinate = 1_000_000_000;

    public int PlaceCount => Seats.Length + UnnumberedAreas.Sum(area => area.Capacity);
}

/// <param name="Code">The name of the category, unique in the plan; mappings and tariffs refer to it.</param>
/// <param name="Color">As <c>#rrggbb</c>, or null.</param>
public sealed record PlanCategory(string Code, string? Color);

/// <summary>A geographic part of the venue with numbered seats. The key is unique among all areas, unnumbered ones too.</summary>
public sealed record PlanArea(AreaKey Key);

/// <param name="Code">Unique in the plan.</param>
/// <param name="Area">Index into <see cref="SeatingPlan.Areas"/>.</param>
public sealed record PlanBlock(string Code, int Area);

/// <param name="Block">Index into <see cref="SeatingPlan.Blocks"/>.</param>
public sealed record PlanRow(string Number, int Block);

/// <param name="Row">Index into <see cref="SeatingPlan.Rows"/>. The seats of a row stand together, in the order in which one sits.</param>
/// <param name="Category">Index into <see cref="SeatingPlan.Categories"/>.</param>
/// <param name="X">Absolute, in the plan's own unit; y grows downwards.</param>
public sealed record PlanSeat(PlaceKey Key, string Number, int Row, int Category, double X, double Y, SeatKind Kind = SeatKind.Standard);

/// <param name="Category">Index into <see cref="SeatingPlan.Categories"/>.</param>
/// <param name="Capacity">How many places, from 1.</param>
public sealed record UnnumberedArea(AreaKey Key, int Category, int Capacity);
