using System.Collections.Concurrent;

namespace Distribution.Api.Security;

/// <summary>
/// Who bears a token whose signature was checked before, until it expires: a client sends the same one with each request. Tokens
/// are found by .NET's hash of strings, whose secret is another in each process, so the time that it takes tells nothing of other tokens. Wrong
/// ones are not kept: their senders could fill the memory.
/// </summary>
internal sealed class VerifiedTokens(TimeProvider time)
{
    /// <summary>Tokens kept. More than that are hardly in use at once.</summary>
    public const int Capacity = 10_000;

    /// <summary>Characters of a token that is kept. Our own have some 300.</summary>
    public const int MaxLength = 2_048;

    private readonly ConcurrentDictionary<string, Caller> _callers = new(StringComparer.Ordinal);

    public int Count => _callers.Count;

    public Caller? Find(ReadOnlySpan<char> token) => _callers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var caller) && IsCurrent(caller) ? caller : null;

    public void Keep(string token, Caller caller)
    {
        if (token.Length > MaxLength)
        {
            return;
        }

        if (_callers.Count >= Capacity)
        {
            MakeRoom();
        }

        _callers[token] = caller;
    }

    private bool IsCurrent(Caller caller) => caller.Expires is null || caller.Expires > time.GetUtcNow();

    /// <summary>Where none has expired all go: those in use are checked once more and are back.</summary>
    private void MakeRoom()
    {
        foreach (var (token, caller) in _callers)
        {
            if (!IsCurrent(caller))
            {
                _callers.TryRemove(token, out _);
            }
        }

        if (_callers.Count >= Capacity)
        {
            _callers.Clear();
        }
    }
}
