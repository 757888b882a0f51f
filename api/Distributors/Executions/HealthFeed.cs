using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Distribution.Distributors.Health;
using Distribution.Primitives;

namespace Distribution.Api.Distributors.Executions;

/// <summary>
/// The health of an interface's functions whenever it is another than before: looked at when an execution begins or ends, and twice a minute, since a run that is
/// late changes nothing.
/// </summary>
public sealed class HealthFeed(ExecutionFeed executions, HealthReading health, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <summary>How it is now, and then every change.</summary>
    public async IAsyncEnumerable<ImmutableArray<FunctionHealth>> Watch(DistributorInterfaceId distributor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        looks.Writer.TryWrite(true);
        var waking = Task.WhenAll(OnExecutions(distributor, looks.Writer, ending.Token), OnTime(looks.Writer, ending.Token));
        try
        {
            ImmutableArray<FunctionHealth>? last = null;
            await foreach (var _ in looks.Reader.ReadAllAsync(ending.Token))
            {
                var now = await health.Of(distributor);
                if (last is null || !Same(last.Value, now))
                {
                    last = now;
                    yield return now;
                }
            }
        }
        finally
        {
            await ending.CancelAsync();
            await waking;
        }
    }

    /// <summary>Its lag alone grows all the time, and is no change.</summary>
    private static bool Same(ImmutableArray<FunctionHealth> a, ImmutableArray<FunctionHealth> b) =>
        a.Select(health => health with { Lag = null }).SequenceEqual(b.Select(health => health with { Lag = null }));

    private async Task OnExecutions(DistributorInterfaceId distributor, ChannelWriter<bool> looks, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var _ in executions.Watch(distributor, cancellationToken))
            {
                looks.TryWrite(true);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The subscriber is gone.
        }
#pragma warning disable CA1031 // Whatever it is, the subscription ends with it.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            looks.TryComplete(problem);
        }
    }

    private async Task OnTime(ChannelWriter<bool> looks, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                looks.TryWrite(true);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The subscriber is gone.
        }
    }
}
