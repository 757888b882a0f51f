using System.Runtime.CompilerServices;
using Distribution.Catalog.SeatingPlans;

namespace Distribution.SeatMaps;

/// <summary>All seat maps of one plan in this process share its index.</summary>
public sealed class PlaceIndexes
{
    private readonly ConditionalWeakTable<SeatingPlan, PlaceIndex> _indexes = [];

    internal PlaceIndex Of(SeatingPlan plan) => _indexes.GetValue(plan, static p => new PlaceIndex(p));
}
