using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Journal;

namespace Distribution.Tests.Cluster.SeatMaps;

/// <summary>A second activation of a seat map by hand: it decides in memory and appends when it is told to.</summary>
internal sealed class Decided(OpenHall hall, JournalOpening opening)
{
    private readonly List<JournalEntry> _entries = [];
    private SeatMapState? _state;
    private long _durable;

    public async Task Execute(ISeatMapCommand command)
    {
        _state ??= await Restore();
        new SeatMapEngine(_state).Execute(command, TimeProvider.System.GetUtcNow(), _entries.Add);
    }

    /// <summary>False where it was replaced too.</summary>
    public async Task<bool> Append()
    {
        var last = _entries[^1].Version;
        var appended = await hall.Journal.Append(hall.Id, opening.Epoch, _durable, last, TimeProvider.System.GetUtcNow(), JournalCodec.Encode(_entries));
        _durable = last;
        return appended;
    }

    private async Task<SeatMapState> Restore()
    {
        var performance = await hall.Cluster.Service<CatalogDirectory>().FindPerformance(hall.Id);
        var plan = await hall.Cluster.Service<SeatingPlanStore>().Load(performance!.Plan);
        var state = opening.Restore(hall.Cluster.Service<PlaceIndexes>().Of(plan));
        _durable = state.Version;
        return state;
    }
}
