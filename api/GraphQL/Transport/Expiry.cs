using Distribution.Api.Security;
using Distribution.Api.Security.Keys;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>Ends what runs for a caller when the caller's token does, or the API key is revoked.</summary>
internal sealed class Expiry : IAsyncDisposable
{
    /// <summary>Timers take at most 49 days; a token that is valid for longer outlives any connection.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private readonly CancellationTokenSource _left = new();
    private readonly ITimer? _timer;
    private readonly Task _watching;
    private int _over;

    public Expiry(Caller caller, AccessTokens tokens, TimeProvider time, CancellationTokenSource ends)
    {
        _watching = caller.Key is { } key ? Watch(key, tokens, time, ends) : Task.CompletedTask;
        if (caller.Expires is not { } expires || expires - time.GetUtcNow() > Longest)
        {
            return;
        }

        var left = expires - time.GetUtcNow();
        _timer = time.CreateTimer(_ => End(ends), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public bool IsOver => Volatile.Read(ref _over) == 1;

    public async ValueTask DisposeAsync()
    {
        _timer?.Dispose();
        await _left.CancelAsync();
        await _watching;
        _left.Dispose();
    }

    private async Task Watch(string key, AccessTokens tokens, TimeProvider time, CancellationTokenSource ends)
    {
        using var timer = new PeriodicTimer(ApiKeys.Freshness, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_left.Token))
            {
                if (await IsRevoked(key, tokens))
                {
                    End(ends);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // What ran for the caller ended before.
        }
    }

    private static async Task<bool> IsRevoked(string key, AccessTokens tokens)
    {
        try
        {
            return await tokens.Verify(key) is null;
        }
#pragma warning disable CA1031 // While the database can't be asked nobody can revoke a key either; it is asked again.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

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
