using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Distribution.Api.GraphQL.Errors;

namespace Distribution.Api.GraphQL.Live;

/// <summary>
/// Hands each published event to every reader of this process. A reader has room for a bounded number of events that its
/// client did not read yet; when that is full the reader is ended with TOO_SLOW, and the others are not held back.
/// </summary>
public sealed class Broadcast<T>
{
    /// <summary>Events kept for a reader that is behind.</summary>
    public const int DefaultCapacity = 256;

    private readonly int _capacity;
    private ImmutableHashSet<Channel<T>> _readers = [];

    public Broadcast(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    public int Readers => _readers.Count;

    /// <summary>Never waits.</summary>
    public void Publish(T item)
    {
        foreach (var reader in _readers)
        {
            if (!reader.Writer.TryWrite(item))
            {
                reader.Writer.TryComplete(new ApiError(
                    ErrorCodes.TooSlow, "You read more slowly than events arrive, and were left behind; subscribe again from the last version you saw.", retry: true));
            }
        }
    }

    /// <summary>No event that is published after this call is missed, even if the reading starts later. Dispose of it when done.</summary>
    public Reader Open()
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(_capacity) { SingleReader = true });
        ImmutableInterlocked.Update(ref _readers, (readers, added) => readers.Add(added), channel);
        return new Reader(this, channel);
    }

    /// <summary>Everything that is published from the first read on.</summary>
    public async IAsyncEnumerable<T> Read([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = Open();
        await foreach (var item in reader.Read(cancellationToken))
        {
            yield return item;
        }
    }

    public sealed class Reader : IDisposable
    {
        private readonly Broadcast<T> _broadcast;
        private readonly Channel<T> _channel;

        internal Reader(Broadcast<T> broadcast, Channel<T> channel)
        {
            _broadcast = broadcast;
            _channel = channel;
        }

        public IAsyncEnumerable<T> Read(CancellationToken cancellationToken) => _channel.Reader.ReadAllAsync(cancellationToken);

        public void Dispose()
        {
            ImmutableInterlocked.Update(ref _broadcast._readers, (readers, removed) => readers.Remove(removed), _channel);
            _channel.Writer.TryComplete();
        }
    }
}
