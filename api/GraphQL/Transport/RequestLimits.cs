namespace Distribution.Api.GraphQL.Transport;

/// <summary>What a request may bring, in bytes unless said otherwise.</summary>
internal static class RequestLimits
{
    /// <summary>Seating plans come as strings in variables.</summary>
    public const int Body = 32 * 1024 * 1024;

    /// <summary>A message on a WebSocket; what is larger goes by POST.</summary>
    public const int SocketMessage = 1024 * 1024;

    /// <summary>Objects and lists inside one another.</summary>
    public const int JsonDepth = 64;
}
