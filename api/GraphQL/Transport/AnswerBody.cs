using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>
/// The body of one answer, packed as the client accepts it where it is long. The serializer writes a short answer in one piece, so the length of the first
/// piece tells. (ASP.NET's middleware packs every answer, which takes longer than making a short one.) No answer is at once secret to a page that can make
/// a browser ask for it, and made of what that page sends: the API takes tokens from a header only.
/// </summary>
internal sealed class AnswerBody(HttpResponse response) : Stream
{
    /// <summary>Bytes below which an answer goes as it is: it fits into one packet anyway.</summary>
    public const int MinPacked = 1_400;

    private Stream? _to;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw WriteOnly();

    public override long Position
    {
        get => throw WriteOnly();
        set => throw WriteOnly();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        (_to ??= Open(buffer.Length)).WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => _to?.FlushAsync(cancellationToken) ?? Task.CompletedTask;

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Answers are written asynchronously.");

    public override void Flush() => throw new NotSupportedException("Answers are written asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw WriteOnly();

    public override long Seek(long offset, SeekOrigin origin) => throw WriteOnly();

    public override void SetLength(long value) => throw WriteOnly();

    public override async ValueTask DisposeAsync()
    {
        if (_to is not null && _to != response.Body)
        {
            await _to.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    private static NotSupportedException WriteOnly() => new("An answer is only written, from its start to its end.");

    private Stream Open(int length)
    {
        var coding = length < MinPacked ? ContentCoding.None : ContentCodings.Wanted(response.HttpContext.Request);
        if (coding is ContentCoding.None)
        {
            return response.Body;
        }

        response.Headers.ContentEncoding = coding.Name();
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        return coding is ContentCoding.Brotli
            ? new BrotliStream(response.Body, CompressionLevel.Fastest, leaveOpen: true)
            : new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
    }
}
