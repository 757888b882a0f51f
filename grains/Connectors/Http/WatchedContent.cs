using System.Net;
using System.Net.Http.Headers;

namespace Distribution.Connectors.Http;

/// <summary>
/// A body that knows whether it began to be sent. A message whose body never left can't have been taken by the other side, whatever
/// went wrong: that tells a failed connection from a lost answer without reading exception messages.
/// </summary>
internal sealed class WatchedContent : ByteArrayContent
{
    private volatile bool _begun;

    public WatchedContent(byte[] body, MediaTypeHeaderValue contentType)
        : base(body)
    {
        Headers.ContentType = contentType;
        Body = body;
    }

    public bool Begun => _begun;

    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Before each attempt.</summary>
    public void StartAgain() => _begun = false;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        _begun = true;
        return base.SerializeToStreamAsync(stream, context);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _begun = true;
        return base.SerializeToStreamAsync(stream, context, cancellationToken);
    }
}
