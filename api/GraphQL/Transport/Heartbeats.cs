using System.Runtime.CompilerServices;

namespace Distribution.Api.GraphQL.Transport;

internal static class Heartbeats
{
    /// <summary>The items, with a heartbeat in every <paramref name="interval"/> without one.</summary>
    public static async IAsyncEnumerable<T> WithHeartbeat<T>(
        this IAsyncEnumerable<T> items, T heartbeat, TimeSpan interval, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var source = items.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            var next = source.MoveNextAsync().AsTask();
            while (!await Arrives(next, interval, time))
            {
                yield return heartbeat;
            }

            if (!await next)
            {
                yield break;
            }

            yield return source.Current;
        }
    }

    /// <summary>Whether the task ended in time, in whatever way. It is never left behind: an enumerator can't be disposed while it moves.</summary>
    private static async Task<bool> Arrives(Task task, TimeSpan interval, TimeProvider time)
    {
        try
        {
            await task.WaitAsync(interval, time);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            return false;
        }
        catch (Exception) when (task.IsCompleted)
        {
            // Whoever awaits the task itself gets it.
        }

        return true;
    }
}
