using System.Runtime.CompilerServices;
using Distribution.Catalog.SeatingPlans;

namespace Distribution.SeatMaps;

/// <summary>All seat maps of one plan in this process share its index.</summary>
internal sealed class PlaceIndexes
{
    private readonly ConditionalWeakTable<SeatingPlan, PlaceIndex> _indexes = [];

    public PlaceIndex Of(SeatingPlan plan) => _indexes.GetValue(plan, static p => new PlaceIndex(p));
}
