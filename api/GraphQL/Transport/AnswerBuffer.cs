using System.Buffers;
using Distribution.Api.GraphQL.Limits;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>Keeps an answer until all of it is there, so that one that becomes too large can still be refused. It is made of pieces that are used again.</summary>
internal sealed class AnswerBuffer(Limit limit) : Stream
{
    private const int PieceBytes = 64 * 1024;

    private readonly List<byte[]> _pieces = [];
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw WriteOnly();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        limit.Check(_length + buffer.Length);
        while (buffer.Length > 0)
        {
            var at = (int)(_length % PieceBytes);
            if (at == 0)
            {
                _pieces.Add(ArrayPool<byte>.Shared.Rent(PieceBytes));
            }

            var part = Math.Min(buffer.Length, PieceBytes - at);
            buffer[..part].CopyTo(_pieces[^1].AsSpan(at));
            buffer = buffer[part..];
            _length += part;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    /// <summary>Gives all of it, in order.</summary>
    public async Task SendTo(Stream target, CancellationToken cancellationToken)
    {
        var left = _length;
        foreach (var piece in _pieces)
        {
            await target.WriteAsync(piece.AsMemory(0, (int)Math.Min(left, PieceBytes)), cancellationToken);
            left -= PieceBytes;
        }
    }

    public byte[] ToArray()
    {
        var all = new byte[_length];
        for (var i = 0; i < _pieces.Count; i++)
        {
            var at = i * PieceBytes;
            _pieces[i].AsSpan(0, Math.Min(all.Length - at, PieceBytes)).CopyTo(all.AsSpan(at));
        }

        return all;
    }

    public override void Flush()
    {
        // It is sent when all of it is there.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw WriteOnly();

    public override long Seek(long offset, SeekOrigin origin) => throw WriteOnly();

    public override void SetLength(long value) => throw WriteOnly();

    protected override void Dispose(bool disposing)
    {
        foreach (var piece in _pieces)
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        _pieces.Clear();
        base.Dispose(disposing);
    }

    private static NotSupportedException WriteOnly() => new("An answer is only written, from its start to its end.");
}
