using Distribution.Api.GraphQL.Transport;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Distribution.Api.Server;

internal static class RequestLimitsOfKestrel
{
    /// <summary>Kestrel cuts off bodies that come too slowly by itself: below 240 bytes a second, after 5 s.</summary>
    public static void Set(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = RequestLimits.Body;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        // Queries by GET stand in the request line.
        kestrel.Limits.MaxRequestLineSize = 64 * 1024;
        kestrel.Limits.MaxRequestBufferSize = 1024 * 1024;
    }
}
