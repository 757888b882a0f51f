using Distribution.Api.GraphQL.Limits;
using Distribution.Api.Security;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>
/// Takes a GraphQL request by POST past routing, authentication and authorization, if its token was verified before: what they would find out is known.
/// They took more time than a short query. The rate of the caller is counted as ever; everything else goes the long way.
/// </summary>
internal sealed class ShortWay(AccessTokens tokens, RequestRates rates, GraphQLEndpoint endpoint)
{
    public Task Take(HttpContext http, RequestDelegate longWay)
    {
        var request = http.Request;
        if (!HttpMethods.IsPost(request.Method)
            || request.Path.Value != GraphQLApi.Path
            || request.Headers.Authorization is not [{ } header]
            || tokens.Known(BearerToken.Of(header)) is not { } caller
            || Acceptance.Of(request) is not { } kind
            || kind is ResponseKind.EventStream)
        {
            return longWay(http);
        }

        http.Response.Headers.XContentTypeOptions = "nosniff";
        return rates.WaitOf(caller) is { } wait ? rates.Refuse(http, wait) : endpoint.Answer(http, caller, kind);
    }
}
