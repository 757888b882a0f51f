using System.Net.WebSockets;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Limits;
using Distribution.Api.Security;
using GraphQL;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>Takes WebSockets that speak <c>graphql-transport-ws</c>.</summary>
internal sealed class SocketEndpoint(
    Operations operations,
    ResponseWriter writer,
    AccessTokens tokens,
    ApiLimits limits,
    Headcounts headcounts,
    RequestRates rates,
    Faults faults,
    TimeProvider time,
    IHostApplicationLifetime lifetime)
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

        try
        {
            using var place = new SocketPlace(headcounts.Sockets);
            place.Take(Caller.Of(http.User));
            await Serve(http, place);
        }
        catch (ApiError full) when (!http.Response.HasStarted)
        {
            await writer.Write(http.Response, new ExecutionResult(full), ResponseKind.Json);
        }
    }

    private async Task Serve(HttpContext http, SocketPlace place)
    {
        var speaksIt = http.WebSockets.WebSocketRequestedProtocols.Contains(Protocol);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(speaksIt ? Protocol : null);
        using var channel = new SocketChannel(socket, limits, time);
        if (!speaksIt)
        {
            await channel.Close(SocketClose.NotAcceptable);
            return;
        }

        await using var connection = new SocketConnection(channel, new SocketServices(operations, writer, tokens, limits, rates, faults, time), place, http.RequestServices);
        await connection.Run(Caller.Of(http.User), http.RequestAborted, lifetime.ApplicationStopping);
    }
}

/// <summary>What every connection uses.</summary>
internal sealed record SocketServices(
    Operations Operations, ResponseWriter Writer, AccessTokens Tokens, ApiLimits Limits, RequestRates Rates, Faults Faults, TimeProvider Time);

/// <summary>Why a connection is closed: a code of the protocol, and a reason of at most 123 bytes.</summary>
internal sealed record SocketClose(int Code, string Reason)
{
    public static readonly SocketClose Done = new((int)WebSocketCloseStatus.NormalClosure, "Goodbye");
    public static readonly SocketClose Stopping = new((int)WebSocketCloseStatus.EndpointUnavailable, "The server stops; connect again");
    public static readonly SocketClose BadMessage = new(4400, "Invalid message");
    public static readonly SocketClose Unauthorized = new(4401, "Unauthorized");
    public static readonly SocketClose Forbidden = new(4403, "Forbidden");
    public static readonly SocketClose Expired = new(4403, "The token has expired or was revoked; connect again with a new one");
    public static readonly SocketClose NotAcceptable = new(4406, "Subprotocol not acceptable");
    public static readonly SocketClose InitTimeout = new(4408, "Connection initialisation timeout");
    public static readonly SocketClose TooManyInits = new(4429, "Too many initialisation requests");

    /// <summary>The code says: try again later.</summary>
    public static SocketClose Full(string reason) => new(1013, reason);

    public static SocketClose Duplicate(string id) => new(4409, $"Subscriber for {(id.Length <= 36 ? id : "this id")} already exists");
}
