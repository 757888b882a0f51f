using Distribution.Api.Explorer;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Limits;
using Distribution.Api.Security;
using GraphQL;
using GraphQLParser.AST;
using Microsoft.AspNetCore.Authentication;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>The address <c>/graphql</c>: GraphQL over HTTP, over server-sent events and over WebSocket; a browser gets GraphiQL.</summary>
internal sealed class GraphQLEndpoint(
    RequestReader reader,
    Operations operations,
    ResponseWriter writer,
    EventStream events,
    SocketEndpoint sockets,
    IntrospectionSwitch introspection,
    Faults faults)
{
    public Task Handle(HttpContext http)
    {
        if (http.WebSockets.IsWebSocketRequest)
        {
            return sockets.Handle(http);
        }

        if (introspection.IsOn && Acceptance.IsPage(http.Request))
        {
            return ExplorerPage.Answer(http);
        }

        if (Caller.Of(http.User) is not { } caller)
        {
            return http.ChallengeAsync(AccessTokens.Scheme);
        }

        if (Acceptance.Of(http.Request) is not { } kind)
        {
            return writer.WriteError(
                http.Response,
                new ApiError(ErrorCodes.BadRequest, $"Answers are {Acceptance.GraphQLResponse}, {Acceptance.Json} or {Acceptance.EventStream}.", "Accept"),
                StatusCodes.Status406NotAcceptable);
        }

        return Answer(http, caller, kind);
    }

    public async Task Answer(HttpContext http, Caller caller, ResponseKind kind)
    {
        try
        {
            var request = await reader.Read(http.Request, http.RequestAborted);
            if (kind is ResponseKind.EventStream)
            {
                await events.Answer(http, caller, request);
            }
            else
            {
                var operation = operations.Prepare(request);
                RefuseWhatHttpCantDo(http, operation.Type);
                await writer.Write(http.Response, await operations.Run(operation, caller, new ServicesOfRequest(http), http.RequestAborted), kind);
            }
        }
        catch (BadRequestException problem)
        {
            await writer.WriteError(http.Response, problem.Error, problem.Status, kind);
        }
        catch (ExecutionError refused)
        {
            await writer.Write(http.Response, new ExecutionResult(refused), kind is ResponseKind.GraphQLResponse ? kind : ResponseKind.Json);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone; nobody is left to answer.
        }
        catch (Exception problem) when (!http.Response.HasStarted)
        {
            await writer.WriteError(http.Response, faults.Of(problem)[0], StatusCodes.Status500InternalServerError, kind);
        }
    }

    private static void RefuseWhatHttpCantDo(HttpContext http, OperationType type)
    {
        if (HttpMethods.IsGet(http.Request.Method) && type is OperationType.Mutation)
        {
            http.Response.Headers.Allow = HttpMethods.Post;
            throw new BadRequestException(StatusCodes.Status405MethodNotAllowed, "A mutation is sent by POST.");
        }

        if (type is OperationType.Subscription)
        {
            throw new BadRequestException(
                StatusCodes.Status400BadRequest, $"A subscription is followed over WebSocket (graphql-transport-ws), or over HTTP with Accept: {Acceptance.EventStream}.");
        }
    }
}
