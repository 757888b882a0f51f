using System.Collections;
using Distribution.Catalog.SeatingPlans;

namespace Distribution.SeatMaps.Availability;

/// <summary>
/// Where an aisle, a pillar or a door parts two seats that follow one another in a row. No plan names them; they show in the coordinates,
/// as a step more than half as long again as the row's usual one; beside an accessible place, which is wider, thrice as long. A row of
/// which most seats stand in one point has none.
/// </summary>
internal sealed class Aisles(int seats)
{
    private const double Wide = 1.5;
    private const double WideBesideAccessible = 3;

    private readonly BitArray _before = new(seats);
    private double[] _steps = [];

    /// <summary>An aisle parts the seat from the one before it in its row.</summary>
    public bool IsBefore(int place) => _before[place];

    public void Find(SeatingPlan plan, SeatRow row)
    {
        var count = row.Length - 1;
        if (count < 2)
        {
            return;
        }

        _steps = _steps.Length < 2 * count ? new double[2 * count] : _steps;
        var steps = _steps.AsSpan(0, count);
        var sorted = _steps.AsSpan(count, count);
        for (var i = 0; i < count; i++)
        {
            var (seat, next) = (plan.Seats[row.First + i], plan.Seats[row.First + i + 1]);
            steps[i] = double.Hypot(next.X - seat.X, next.Y - seat.Y);
        }

        steps.CopyTo(sorted);
        sorted.Sort();
        var usual = sorted[(count - 1) / 2];
        for (var i = 0; i < count; i++)
        {
            _before[row.First + i + 1] = usual > 0 && steps[i] > usual * (IsAccessible(row.First + i) || IsAccessible(row.First + i + 1) ? WideBesideAccessible : Wide);
        }

        bool IsAccessible(int place) => plan.Seats[place].Kind == SeatKind.Accessible;
    }
}
