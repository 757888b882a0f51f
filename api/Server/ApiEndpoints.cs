using Distribution.Api.Distributors;
using Distribution.Api.Sales;
using Distribution.Api.Distributors.Executions;
using Distribution.Api.Explorer;
using Distribution.Api.GraphQL;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Limits;
using Distribution.Api.GraphQL.Transport;
using Distribution.Api.SeatMaps;
using Distribution.Api.Security;
using Distribution.Primitives;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using Orleans.Dashboard;

namespace Distribution.Api.Server;

/// <summary>The addresses of the API. Whatever is not named here needs a token, and then is not found.</summary>
internal static class ApiEndpoints
{
    public static void MapApi(this WebApplication app)
    {
        app.UseApiPipeline();
        app.MapHealth();
        app.MapLogin();
        if (app.Services.GetRequiredService<IntrospectionSwitch>().IsOn)
        {
            app.MapExplorer();
        }

        app.MapGraphQL();
        app.MapDistributorDownloads();
        app.MapSalesDownloads();
        app.MapExecutionLink();
        app.MapGeometry();
        app.MapOrleansDashboard(LoginPage.DashboardPath).RequireAuthorization(SecurityServices.Operators);
    }

    /// <summary>What every request passes through.</summary>
    public static void UseApiPipeline(this WebApplication app)
    {
        app.Use(TakeShortWay);
        app.Use(HideFaults);
        app.UseStatusCodePages(TellWhy);
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(20), KeepAliveTimeout = TimeSpan.FromSeconds(20) });
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
    }

    private static RequestDelegate TakeShortWay(RequestDelegate longWay)
    {
        ShortWay? shortWay = null;
        return http => (shortWay ??= http.RequestServices.GetRequiredService<ShortWay>()).Take(http, longWay);
    }

    /// <summary>ASP.NET itself answers with a status alone.</summary>
    private static Task TellWhy(StatusCodeContext context)
    {
        var response = context.HttpContext.Response;
        var error = response.StatusCode switch
        {
            StatusCodes.Status404NotFound => new ApiError(ErrorCodes.Of(RefusalCode.NotFound), $"There is nothing at this address. GraphQL is at {GraphQLApi.Path}."),
            StatusCodes.Status405MethodNotAllowed => new ApiError(ErrorCodes.BadRequest, $"This address takes {response.Headers.Allow}."),
            var status => new ApiError(ErrorCodes.BadRequest, $"The request was refused: {ReasonPhrases.GetReasonPhrase(status)}."),
        };
        return context.HttpContext.RequestServices.GetRequiredService<ResponseWriter>().WriteError(
            response, error, response.StatusCode, Acceptance.Of(context.HttpContext.Request) is ResponseKind.GraphQLResponse ? ResponseKind.GraphQLResponse : ResponseKind.Json);
    }

    /// <summary>What no other place caught. In development ASP.NET would answer with the stack trace.</summary>
    private static async Task HideFaults(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        // With "no-referrer" a browser would send the login form with "Origin: null", as if it came from elsewhere.
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone.
        }
        catch (BadHttpRequestException problem) when (!http.Response.HasStarted)
        {
            var writer = http.RequestServices.GetRequiredService<ResponseWriter>();
            await writer.WriteError(http.Response, new ApiError(ErrorCodes.BadRequest, "The request could not be read."), problem.StatusCode);
        }
        catch (Exception problem) when (!http.Response.HasStarted)
        {
            var error = http.RequestServices.GetRequiredService<Faults>().Of(problem)[0];
            await http.RequestServices.GetRequiredService<ResponseWriter>().WriteError(http.Response, error, StatusCodes.Status500InternalServerError);
        }
    }
}
