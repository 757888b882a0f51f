using System.Net.WebSockets;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.Security;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>Takes WebSockets that speak <c>graphql-transport-ws</c>.</summary>
internal sealed class SocketEndpoint(
    Operations operations, ResponseWriter writer, AccessTokens tokens, Faults faults, TimeProvider time, IHostApplicationLifetime lifetime)
{
    public const string Protocol = "graphql-transport-ws";

    public async Task Handle(HttpContext http)
    {
        // A browser lets any page open a WebSocket to anywhere; only the Origin header tells which page it was.
        if (!SameOrigin.Of(http.Request))
        {
            await writer.WriteError(http.Response, new ApiError(ErrorCodes.Forbidden, "This origin is not allowed.", "Origin"), StatusCodes.Status403Forbidden);
            return;
        }

        var speaksIt = http.WebSockets.WebSocketRequestedProtocols.Contains(Protocol);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(speaksIt ? Protocol : null);
        using var channel = new SocketChannel(socket, time);
        if (!speaksIt)
        {
            await channel.Close(SocketClose.NotAcceptable);
            return;
        }

        using var connection = new SocketConnection(channel, new SocketServices(operations, writer, tokens, faults, time), http.RequestServices);
        await connection.Run(Caller.Of(http.User), http.RequestAborted, lifetime.ApplicationStopping);
    }
}

/// <summary>What every connection uses.</summary>
internal sealed record SocketServices(Operations Operations, ResponseWriter Writer, AccessTokens Tokens, Faults Faults, TimeProvider Time);

/// <summary>Why a connection is closed: a code of the protocol, and a reason of at most 123 bytes.</summary>
internal sealed record SocketClose(int Code, string Reason)
{
    public static readonly SocketClose Done = new((int)WebSocketCloseStatus.NormalClosure, "Goodbye");
    public static readonly SocketClose Stopping = new((int)WebSocketCloseStatus.EndpointUnavailable, "The server stops; connect again");
    public static readonly SocketClose BadMessage = new(4400, "Invalid message");
    public static readonly SocketClose Unauthorized = new(4401, "Unauthorized");
    public static readonly SocketClose Forbidden = new(4403, "Forbidden");
    public static readonly SocketClose Expired = new(4403, "The token has expired; connect again with a new one");
    public static readonly SocketClose NotAcceptable = new(4406, "Subprotocol not acceptable");
    public static readonly SocketClose InitTimeout = new(4408, "Connection initialisation timeout");
    public static readonly SocketClose TooManyInits = new(4429, "Too many initialisation requests");

    public static SocketClose Duplicate(string id) => new(4409, $"Subscriber for {(id.Length <= 36 ? id : "this id")} already exists");
}
