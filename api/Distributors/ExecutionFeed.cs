using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Distribution.Api.GraphQL.Live;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Api.Distributors;

/// <summary>
/// The changes of executions, for all subscribers of this process: one grain observer for each interface that somebody watches, renewed
/// while they do.
/// </summary>
public sealed class ExecutionFeed(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<DistributorInterfaceId, Observer> _observers = new();

    /// <summary>Every change from now on.</summary>
    public IAsyncEnumerable<Execution> Watch(DistributorInterfaceId distributor, CancellationToken cancellationToken) =>
        Watch(distributor, observer => observer.Changes, cancellationToken);

    /// <summary>How many conflicts of an interface are open, whenever that may have changed.</summary>
    public IAsyncEnumerable<OpenConflicts> WatchConflicts(DistributorInterfaceId distributor, CancellationToken cancellationToken) =>
        Watch(distributor, observer => observer.Conflicts, cancellationToken);

    private async IAsyncEnumerable<T> Watch<T>(
        DistributorInterfaceId distributor, Func<Observer, Broadcast<T>> changes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var observer = _observers.GetOrAdd(distributor, _ => new Observer(grains));
        using var reader = changes(observer).Open();
        using var renewing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await observer.Observe(distributor);
        var renewal = Renew(observer, distributor, renewing.Token);
        try
        {
            await foreach (var change in reader.Read(cancellationToken))
            {
                yield return change;
            }
        }
        finally
        {
            await renewing.CancelAsync();
            await renewal;
        }
    }

    /// <summary>Subscribers of one interface renew the same observer, which is harmless; that one has gone does not end the others'.</summary>
    private async Task Renew(Observer observer, DistributorInterfaceId distributor, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Renewal, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await observer.Observe(distributor);
            }
        }
        catch (OperationCanceledException)
        {
            // The subscriber is gone.
        }
    }

    private sealed class Observer : IExecutionObserver
    {
        private readonly IGrainFactory _grains;
        private readonly IExecutionObserver _reference;

        public Observer(IGrainFactory grains)
        {
            _grains = grains;
            _reference = grains.CreateObjectReference<IExecutionObserver>(this);
        }

        public Broadcast<Execution> Changes { get; } = new();

        public Broadcast<OpenConflicts> Conflicts { get; } = new();

        public Task Observe(DistributorInterfaceId distributor) => _grains.GetGrain<IDistributorInterfaceGrain>(distributor.Value).Observe(_reference);

        public Task Changed(Execution execution)
        {
            Changes.Publish(execution);
            return Task.CompletedTask;
        }

        public Task ConflictsChanged(OpenConflicts conflicts)
        {
            Conflicts.Publish(conflicts);
            return Task.CompletedTask;
        }
    }
}
