using Distribution.Benchmarks.Load;
using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps;
using EventId = Distribution.Primitives.EventId;

namespace Distribution.Benchmarks.Stage;

/// <summary>A venue with one generated hall, in which as many performances can be made as a benchmark needs.</summary>
internal sealed class BenchVenue
{
    private static readonly DateTimeOffset StartsAt = new(2027, 3, 12, 19, 30, 0, TimeSpan.Zero);

    private readonly IGrainFactory _grains;
    private readonly IVenueGrain _venue;
    private readonly EventId _event;
    private readonly LogicalConfigurationId _configuration;
    private int _performances;

    private BenchVenue(IGrainFactory grains, IVenueGrain venue, EventId @event, LogicalConfigurationId configuration, GeneratedHall hall)
    {
        (_grains, _venue, _event, _configuration, Hall) = (grains, venue, @event, configuration, hall);
    }

    public GeneratedHall Hall { get; }

    public IVenueGrain Catalog => _venue;

    public static async Task<BenchVenue> Create(IGrainFactory grains, GeneratedHall hall)
    {
        var create = new CreateVenue(Context(), "Benchmark arena");
        var venue = grains.GetGrain<IVenueGrain>(create.Context.Id.Value);
        (await venue.CreateVenue(create)).Done();
        var plan = (await venue.ImportSeatingPlan(new ImportSeatingPlan(Context(), "Seated", SeatingPlanFormat.Csv, hall.ToCsv(), []))).Done();
        var @event = (await venue.CreateEvent(new CreateEvent(Context(), "On-sale"))).Done();
        return new BenchVenue(grains, venue, @event.Id, plan.Id, hall);
    }

    public static CommandContext Context() => new(new CommandId(Ids.Next()), "benchmark");

    /// <summary>A new performance with all places free, its seat map open.</summary>
    public async Task<Performance> Performance()
    {
        var command = new CreatePerformance(Context(), _event, _configuration, $"Night {++_performances}", StartsAt, "Europe/Paris");
        var performance = (await _venue.CreatePerformance(command)).Done();
        (await SeatMap(performance.Id).Counts()).Done();
        return performance;
    }

    /// <summary>The seat maps of so many new performances.</summary>
    public async Task<IReadOnlyList<ISeatMapGrain>> SeatMaps(int count)
    {
        var maps = new List<ISeatMapGrain>();
        while (maps.Count < count)
        {
            maps.Add(SeatMap((await Performance()).Id));
        }

        return maps;
    }

    public ISeatMapGrain SeatMap(PerformanceId performance) => _grains.GetGrain<ISeatMapGrain>(performance.Value);
}
