using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Distribution.Api.GraphQL.Limits;

/// <summary>What the web server itself bounds, before anything of ours runs.</summary>
internal static class RequestLimitsOfKestrel
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static void Set(KestrelServerOptions kestrel, ApiLimits limits)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = limits.Connections.Value;
        // The endpoint counts WebSockets itself, to refuse them with a reason.
        kestrel.Limits.MaxConcurrentUpgradedConnections = limits.Connections.Value;
        kestrel.Limits.MaxRequestBodySize = limits.BodyBytes.Value;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(limits.BodyBytesPerSecond.Value, Grace);
        kestrel.Limits.RequestHeadersTimeout = limits.HeaderSeconds.Seconds;
        kestrel.Limits.MaxRequestLineSize = limits.UrlBytes.Count;
        kestrel.Limits.MaxRequestBufferSize = Math.Max(limits.UrlBytes.Value, 1024 * 1024);
    }
}
