using Distribution.Catalog.SeatingPlans;
using Distribution.SeatMaps.Journal;
using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace Distribution.SeatMaps.Live;

/// <summary>
/// Tells the processes that watch a seat map what became durable, one message to each in a tick, while there are any. It runs on the grain's own
/// scheduler, and never waits for the journal or for an observer.
/// </summary>
/// <param name="everyTick">Starts a timer of the grain, which ends when disposed of.</param>
internal sealed class Publisher(
    long epoch, PlanHash plan, ConfirmedPlaces places, Parties parties, Func<TimeSpan, Func<CancellationToken, Task>, IDisposable> everyTick, ILogger logger)
{
    private readonly ObserverManager<ISeatMapObserver> _observers = new(WatchTimes.Lifetime, logger);
    private readonly UnsentChanges _changes = new(epoch, places, parties);
    private IDisposable? _timer;

    public SeatMapImage Watch(ISeatMapObserver observer)
    {
        Add(observer);
        // Up to a tick ahead of what was sent: the next delta begins before this image and ends after it, which is as good.
        return new SeatMapImage(epoch, places.Version, plan, _changes.Parties, AllPlaces());
    }

    public SeatMapPosition Renew(ISeatMapObserver observer)
    {
        Add(observer);
        return new SeatMapPosition(epoch, _changes.Sent);
    }

    public void Unwatch(ISeatMapObserver observer) => _observers.Unsubscribe(observer);

    /// <summary>The next entries are durable.</summary>
    public void Confirm(IReadOnlyList<JournalEntry> entries)
    {
        places.Confirm(entries);
        _changes.Add(entries);
    }

    private void Add(ISeatMapObserver observer)
    {
        _observers.Subscribe(observer, observer);
        if (_timer is null)
        {
            _changes.Begin();
            _timer = everyTick(WatchTimes.Tick, Send);
        }
    }

    private byte[] AllPlaces()
    {
        var bytes = new ByteWriter();
        for (var place = 0; place < places.Count; place++)
        {
            PlaceBytes.Write(bytes, places.Packed(place));
        }

        return bytes.Written.ToArray();
    }

    private async Task Send(CancellationToken cancellationToken)
    {
        _observers.ClearExpired();
        if (_observers.Count == 0)
        {
            _timer?.Dispose();
            _timer = null;
            _changes.End();
        }
        else if (_changes.Take() is { } delta)
        {
            await _observers.Notify(observer => observer.Changed(delta));
        }
    }
}
