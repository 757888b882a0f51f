using Orleans.Concurrency;

namespace Distribution.SeatMaps.Live;

/// <summary>A process that keeps a replica of a seat map; see <see cref="ISeatMapGrain.Watch"/>.</summary>
[Alias("ISeatMapObserver")]
public interface ISeatMapObserver : IGrainObserver
{
    /// <summary>What became durable since the delta before. One that is lost is noticed by the next, or by <see cref="ISeatMapGrain.Renew"/>.</summary>
    [Alias("Changed"), OneWay]
    Task Changed(SeatMapDelta delta);
}
