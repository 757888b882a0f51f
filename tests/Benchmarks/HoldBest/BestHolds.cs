using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Stage;
using Distribution.SeatMaps;

namespace Distribution.Benchmarks.HoldBest;

/// <summary>
/// Durable holds of the two best places of a category, one performance after the other: each is on sale until 92% of it is held, then the next
/// one is, so that a round has every degree of fullness and no call that gives places back.
/// </summary>
internal static class BestHolds
{
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(15);

    public static int PerPerformance(GeneratedHall hall) => hall.Seats * 46 / 100;

    /// <summary>Until the code is compiled as it will stay: it takes some hundred thousand calls.</summary>
    public static async Task WarmUp(BenchVenue venue, Pace pace)
    {
        for (var turn = 0; turn < 3; turn++)
        {
            await Run(await venue.SeatMaps(12), venue.Hall, 256, pace.WarmUp);
        }
    }

    public static async Task<LoadResult> Run(IReadOnlyList<ISeatMapGrain> maps, GeneratedHall hall, int callers, TimeSpan time)
    {
        var each = PerPerformance(hall);
        return await ClosedLoop.Run(callers, (long)each * maps.Count, time, async number =>
        {
            var command = new HoldBestAvailable(BenchVenue.Context(), null, GeneratedHall.Category(number), null, 2, Duration);
            (await maps[(int)(number / each)].HoldBest(command)).Done();
            return CallResult.Done;
        });
    }
}
