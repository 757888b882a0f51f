namespace Distribution.Api.GraphQL.Uploads;

/// <summary>Reads from another stream, and throws once that has brought more than it may.</summary>
/// <param name="onRead">Told how much has come.</param>
internal sealed class LimitedStream(Stream inner, long limit, Func<Exception> tooLarge, Action<long>? onRead = null) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("How much comes is not known before.");

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException("It is read once, from front to back.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("It is read once, from front to back.");

    public override void SetLength(long value) => throw new NotSupportedException("It is only read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is only read.");

    private int Counted(int count)
    {
        if ((_read += count) > limit)
        {
            throw tooLarge();
        }

        onRead?.Invoke(_read);
        return count;
    }
}
