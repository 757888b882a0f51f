using Distribution.Api.GraphQL.Errors;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Live;

namespace Distribution.Api.SeatMaps.Replicas;

/// <summary>
/// Keeps the replica of one seat map current for as long as somebody reads it. One task of its own asks the grain: for an image, then every while to be
/// told further, and for an image again when something was missed. Readers take what is published and never wait for it.
/// </summary>
/// <param name="unused">Told when it has ended, for want of readers or of a seat map to follow.</param>
internal sealed partial class LiveReplica(
    PerformanceId performance, IGrainFactory grains, SeatingPlanStore plans, PlaceIndexes indexes, TimeProvider time, ILogger logger, Action<LiveReplica> unused)
    : ISeatMapObserver
{
    /// <summary>A third of the time for which the seat map tells an observer: two renewals may fail.</summary>
    private static readonly TimeSpan Renewal = WatchTimes.Lifetime / 3;

    /// <summary>Between two attempts to reach a seat map whose silo died.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    /// <summary>How long it is kept without readers.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    /// <summary>How old what readers get can be while the seat map does not answer; a silo's death takes about ten seconds.</summary>
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(30);

    /// <summary>Deltas that came before the image they follow.</summary>
    private const int MaxEarly = 1_000;

    private readonly ISeatMapGrain _seatMap = grains.GetGrain<ISeatMapGrain>(performance.Value);
    private readonly Lock _gate = new();
    private readonly List<SeatMapDelta> _early = [];
    private readonly LatestReplica _latest = new(time);
    private readonly SemaphoreSlim _poke = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<Outcome<SeatMapReplica>> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ISeatMapObserver? _reference;
    private Task _keeping = Task.CompletedTask;
    private int _followers;
    private bool _missed;
    private bool _ended;
    private long _read;
    private long _asked;
    private long _heard;

    /// <summary>The first image, or why there is none.</summary>
    public Task<Outcome<SeatMapReplica>> Opened => _opened.Task;

    /// <summary>Null before the first image.</summary>
    public SeatMapReplica? Current => _latest.Replica;

    public void Start()
    {
        Touch();
        _reference = grains.CreateObjectReference<ISeatMapObserver>(this);
        _keeping = Keep();
    }

    /// <summary>Somebody reads.</summary>
    public void Touch() => Volatile.Write(ref _read, time.GetTimestamp());

    /// <summary>Keeps it until <see cref="Leave"/>; false where it has ended.</summary>
    public bool Enter()
    {
        lock (_gate)
        {
            _followers += _ended ? 0 : 1;
            return !_ended;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _followers--;
            Touch();
        }
    }

    /// <summary>As <see cref="LatestReplica.Follow"/>; between <see cref="Enter"/> and <see cref="Leave"/>.</summary>
    public IAsyncEnumerable<SeatMapReplica> Follow(CancellationToken cancellationToken) => _latest.Follow(cancellationToken);

    /// <summary>As <see cref="LatestReplica.AtLeast"/>; in doubt the seat map is asked.</summary>
    public Task<SeatMapReplica?> AtLeast(long version, TimeSpan patience, CancellationToken cancellationToken) =>
        _latest.AtLeast(version, patience, AskAgain, cancellationToken);

    public Task Changed(SeatMapDelta delta)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return Task.CompletedTask;
            }

            if (Current is { } now && now.After(delta) is { } next)
            {
                Publish(next);
                return Task.CompletedTask;
            }

            if (_early.Count == MaxEarly)
            {
                _early.Clear();
            }

            _early.Add(delta);
            if (Current is not null && !_missed)
            {
                _missed = true;
                Poke();
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Completes when it is over.</summary>
    public async Task Stop()
    {
        await _stopping.CancelAsync();
        await _keeping;
        _stopping.Dispose();
        _poke.Dispose();
    }

    private void AskAgain()
    {
        if (time.GetElapsedTime(Volatile.Read(ref _asked)) > LatestReplica.Doubt)
        {
            Poke();
        }
    }

    /// <summary>Has the seat map asked now, or once more when the call under way is answered.</summary>
    private void Poke()
    {
        lock (_gate)
        {
            if (!_ended && _poke.CurrentCount == 0)
            {
                _poke.Release();
            }
        }
    }

    private async Task Keep()
    {
        try
        {
            var first = await TakeImage().WaitAsync(_stopping.Token);
            _opened.SetResult(first);
            if (first is Outcome<SeatMapReplica>.Done)
            {
                await KeepCurrent();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The process stops.
            _opened.TrySetCanceled();
        }
#pragma warning disable CA1031 // Whoever waits for the first image gets it, and the next reader starts again.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            _opened.TrySetException(problem);
        }

        End();
    }

    private async Task KeepCurrent()
    {
        await using var timer = time.CreateTimer(_ => Poke(), null, Renewal, Renewal);
        while (!IsUnused())
        {
            await _poke.WaitAsync(_stopping.Token);
            try
            {
                await Ask().WaitAsync(_stopping.Token);
            }
#pragma warning disable CA1031 // Whatever it is, it is tried again, until what is known here is too old to be told.
            catch (Exception problem) when (!_stopping.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Unreachable(performance, problem.Message);
                timer.Change(Retry, Renewal);
                if (time.GetElapsedTime(Volatile.Read(ref _heard)) > MaxSilence)
                {
                    return;
                }
            }
        }

        await _seatMap.Unwatch(_reference!);
    }

    /// <summary>Renews, or takes an image where something was missed.</summary>
    private async Task Ask()
    {
        Volatile.Write(ref _asked, time.GetTimestamp());
        if (!_missed)
        {
            var position = await _seatMap.Renew(_reference!).OrThrow();
            if (position.Epoch == Current!.Epoch && position.Version > Current.Version)
            {
                // The delta may be on its way.
                await Task.Delay(LatestReplica.Doubt, time, _stopping.Token);
            }

            if (position.Epoch == Current.Epoch && position.Version <= Current.Version)
            {
                Volatile.Write(ref _heard, time.GetTimestamp());
                return;
            }
        }

        await TakeImage().OrThrow();
    }

    private async Task<Outcome<SeatMapReplica>> TakeImage()
    {
        var outcome = await _seatMap.Watch(_reference!);
        if (outcome is not Outcome<SeatMapImage>.Done { Value: var image })
        {
            return new Outcome<SeatMapReplica>.Refused(((Outcome<SeatMapImage>.Refused)outcome).Refusals);
        }

        var first = Current is null ? SeatMapReplica.Of(image, await plans.Load(image.Plan), indexes) : null;
        lock (_gate)
        {
            var next = Current?.After(image) ?? first!;
            if (next.Epoch > image.Epoch)
            {
                // It runs on a silo that is cut off and does not know yet.
                return new Refusal(RefusalCode.Busy, performance.ToString(), "An activation of the seat map answered that was replaced since.");
            }

            foreach (var delta in _early)
            {
                next = next.After(delta) ?? next;
            }

            _early.Clear();
            _missed = false;
            Publish(next);
            return next;
        }
    }

    private void Publish(SeatMapReplica next)
    {
        Volatile.Write(ref _heard, time.GetTimestamp());
        if (next != Current)
        {
            _latest.Publish(next);
        }
    }

    private bool IsUnused()
    {
        lock (_gate)
        {
            return _ended = _followers == 0 && time.GetElapsedTime(Volatile.Read(ref _read)) > Idle;
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _ended = true;
            _latest.End();
        }

        unused(this);
        if (!_stopping.IsCancellationRequested)
        {
            grains.DeleteObjectReference<ISeatMapObserver>(_reference!);
        }
    }
}
