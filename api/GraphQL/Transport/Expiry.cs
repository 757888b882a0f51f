using Distribution.Api.Security;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>Ends what runs for a caller when the caller's token does.</summary>
internal sealed class Expiry : IDisposable
{
    /// <summary>Timers take at most 49 days; a token that is valid for longer outlives any connection.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private readonly ITimer? _timer;
    private int _over;

    public Expiry(Caller caller, TimeProvider time, CancellationTokenSource ends)
    {
        if (caller.Expires is not { } expires || expires - time.GetUtcNow() > Longest)
        {
            return;
        }

        var left = expires - time.GetUtcNow();
        _timer = time.CreateTimer(_ => End(ends), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public bool IsOver => Volatile.Read(ref _over) == 1;

    public void Dispose() => _timer?.Dispose();

    private void End(CancellationTokenSource ends)
    {
        Volatile.Write(ref _over, 1);
        try
        {
            ends.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The operation ended at the same moment by itself.
        }
    }
}
