using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Stage;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Benchmarks.HoldExact;

/// <summary>Durable holds of two seats by name.</summary>
internal sealed class NamedHolds(GeneratedHall hall)
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(15);

    private readonly PlaceKey[] _keys = [.. Enumerable.Range(0, hall.Seats).Select(seat => new PlaceKey(hall.Key(seat)))];

    public async ValueTask<CallResult> Hold(ISeatMapGrain map, int seat)
    {
        var selection = new PlaceSelection([_keys[seat], _keys[seat + 1]], []);
        return await map.Hold(new HoldPlaces(BenchVenue.Context(), null, selection, Duration)) switch
        {
            Outcome<HoldView>.Done => CallResult.Done,
            Outcome<HoldView>.Refused { First.Code: RefusalCode.PlaceHeld } => CallResult.Refused,
            var other => throw new InvalidOperationException($"A named hold was answered {other}."),
        };
    }
}
