using Distribution.Benchmarks.Load;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Benchmarks.Stage;

/// <summary>Sells neighbouring seats two by two, each pair with a hold of its own that is confirmed.</summary>
internal static class Sale
{
    private const int Callers = 256;

    /// <param name="first">The first pair, from 0.</param>
    public static async Task Pairs(ISeatMapGrain map, GeneratedHall hall, int first, int count) =>
        await ClosedLoop.Run(Callers, count, TimeSpan.FromMinutes(2), async number =>
        {
            var seat = (first + (int)number) * 2;
            var hold = new HoldPlaces(BenchVenue.Context(), null, PlaceSelection.Of(hall.Key(seat), hall.Key(seat + 1)), TimeSpan.FromMinutes(15));
            var held = (await map.Hold(hold)).Done();
            (await map.Confirm(new ConfirmHold(BenchVenue.Context(), held.Id, new OrderId(Ids.Next())))).Done();
            return CallResult.Done;
        });
}
