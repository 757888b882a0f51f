using System.Collections.Concurrent;
using Distribution.Primitives;

namespace Distribution.SeatMaps.Calls;

/// <summary>
/// Sends a process's commands of the sale to their seat maps. While a call to a seat map is under way, further commands for it wait, and then go together in the
/// next one, since a call costs more than a decision. A command that finds none under way does not wait for company.
/// </summary>
public sealed class SeatMapCalls(IGrainFactory grains)
{
    private readonly ConcurrentDictionary<PerformanceId, CallLine> _lines = new();

    /// <summary>Seat maps to which something is under way.</summary>
    public int Count => _lines.Count;

    public Task<Outcome<HoldView>> Hold(PerformanceId performance, HoldPlaces command) => Run<HoldView>(performance, command);

    public Task<Outcome<HoldView>> HoldBest(PerformanceId performance, HoldBestAvailable command) => Run<HoldView>(performance, command);

    public Task<Outcome<HoldView>> Extend(PerformanceId performance, ExtendHold command) => Run<HoldView>(performance, command);

    public Task<Outcome<PlacesChanged>> Release(PerformanceId performance, ReleaseHold command) => Run<PlacesChanged>(performance, command);

    public Task<Outcome<PlacesChanged>> Confirm(PerformanceId performance, ConfirmHold command) => Run<PlacesChanged>(performance, command);

    public Task<Outcome<PlacesChanged>> Cancel(PerformanceId performance, CancelSale command) => Run<PlacesChanged>(performance, command);

    private Task<Outcome<T>> Run<T>(PerformanceId performance, ISeatMapCommand command)
    {
        var waiting = new WaitingCommand<T>(command);
        CallLine line;
        do
        {
            line = _lines.GetOrAdd(performance, static (of, own) => new CallLine(own.SeatMap(of).RunAll, Soon, ended => own._lines.TryRemove(KeyValuePair.Create(of, ended))), this);
        }
        while (!line.Join(waiting));
        return waiting.Task;
    }

    private static void Soon(CallLine line) => ThreadPool.UnsafeQueueUserWorkItem(line, preferLocal: false);

    private ISharedSeatMapCalls SeatMap(PerformanceId performance) => grains.GetGrain<ISharedSeatMapCalls>(performance.Value);

    private sealed class WaitingCommand<T>(ISeatMapCommand command) : TaskCompletionSource<Outcome<T>>(TaskCreationOptions.RunContinuationsAsynchronously), IWaitingCommand
    {
        public ISeatMapCommand Command => command;

        public void Settle(SharedAnswer answer)
        {
            if (answer.Failure is { } failure)
            {
                SetException(failure);
            }
            else
            {
                SetResult(answer.To<T>());
            }
        }

        public void Fail(Exception problem) => SetException(problem);
    }
}
