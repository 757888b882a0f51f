using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Distribution.Api.Security;

/// <summary>
/// Who bears a token whose signature was checked before, until it expires: a client sends the same one with each request. A
/// token is known by its SHA-256. Wrong ones are not kept: their senders could fill the memory.
/// </summary>
internal sealed class VerifiedTokens(TimeProvider time)
{
    /// <summary>Tokens kept. More than that are hardly in use at once.</summary>
    public const int Capacity = 10_000;

    private readonly ConcurrentDictionary<Key, Caller> _callers = new();

    public int Count => _callers.Count;

    /// <param name="hash">32 bytes.</param>
    public Caller? Find(ReadOnlySpan<byte> hash) => _callers.TryGetValue(Key.Of(hash), out var caller) && IsCurrent(caller) ? caller : null;

    public void Keep(ReadOnlySpan<byte> hash, Caller caller)
    {
        if (_callers.Count >= Capacity)
        {
            MakeRoom();
        }

        _callers[Key.Of(hash)] = caller;
    }

    private bool IsCurrent(Caller caller) => caller.Expires > time.GetUtcNow();

    /// <summary>Where none has expired all go: those in use are checked once more and are back.</summary>
    private void MakeRoom()
    {
        foreach (var (key, caller) in _callers)
        {
            if (!IsCurrent(caller))
            {
                _callers.TryRemove(key, out _);
            }
        }

        if (_callers.Count >= Capacity)
        {
            _callers.Clear();
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Key(ulong A, ulong B, ulong C, ulong D)
    {
        public static Key Of(ReadOnlySpan<byte> hash)
        {
            var parts = MemoryMarshal.Cast<byte, ulong>(hash);
            return new Key(parts[0], parts[1], parts[2], parts[3]);
        }
    }
}
