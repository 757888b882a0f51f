using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Distribution.Api.Security;
using Distribution.Api.Server;
using Distribution.Tests.Fixtures;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Distribution.Tests.Api;

/// <summary>Whatever is wrong with a request to an address beside GraphQL's is told in the same JSON as there: what it is about, and what to do.</summary>
[Collection(ProductApiTests.Name)]
public sealed class AddressTests(ProductApi api)
{
    [Fact]
    public async Task Every_address_tells_that_what_it_names_is_not_there()
    {
        var asked = 0;
        foreach (var route in (await Routes()).Where(route => route.Parameters.Any(parameter => !parameter.IsCatchAll)))
        {
            asked++;
            var path = PathOf(route);
            var (status, error) = await Refusal(HttpMethod.Get, path);

            status.ShouldBeOneOf([400, 404], path);
            error["extensions"].Text("subject").ShouldNotBeNull(path);
        }

        asked.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Every_address_tells_which_methods_it_takes()
    {
        foreach (var path in (await Routes()).Select(PathOf).Distinct())
        {
            var (status, error) = await Refusal(HttpMethod.Delete, path);

            status.ShouldBe(405, path);
            error.Text("message")!.ShouldMatch("^This address takes [A-Z, ]+\\.$", path);
        }
    }

    [Theory]
    [InlineData("/allotment-sheets/{interface}/{performance}.pdf?version=abc", "version")]
    [InlineData("/allotment-sheets/{interface}/{performance}.xlsx?version=-1", "version")]
    [InlineData("/allotment-files/{interface}/{performance}.csv?version=99999999999999999999", "version")]
    [InlineData("/allotment-files/{interface}/{performance}.xlsx?version=1&version=2", "version")]
    [InlineData("/allotment-sheets/{interface}/{performance}.xlsx?language=de", "language")]
    [InlineData("/on-sale-sheets/{event}/{interface}.pdf?language=", "language")]
    [InlineData("/statements/{distributor}.csv?to=2027-03-01T00:00:00Z", "from")]
    [InlineData("/statements/{distributor}.xlsx?from=2027-03-01T00:00:00Z&to=tomorrow", "to")]
    [InlineData("/geometry/{event}", "hash")]
    public async Task A_wrong_parameter_is_named(string address, string parameter)
    {
        var path = address.Replace("{interface}", $"{api.Venue.Interface}", StringComparison.Ordinal).Replace("{performance}", $"{api.Venue.Performance}", StringComparison.Ordinal)
            .Replace("{event}", $"{api.Venue.Event}", StringComparison.Ordinal).Replace("{distributor}", $"{api.Venue.Distributor}", StringComparison.Ordinal);

        var (status, error) = await Refusal(HttpMethod.Get, path);

        (status, error["extensions"].Text("subject"), ApiClient.CodeOf(new JsonObject { ["errors"] = new JsonArray(error.DeepClone()) })).ShouldBe((400, parameter, "INVALID"));
    }

    private static string PathOf(RoutePattern route) =>
        route.Parameters.Aggregate(route.RawText!, (text, parameter) => text.Replace($"{{{(parameter.IsCatchAll ? "**" : "")}{parameter.Name}}}", "nothing", StringComparison.Ordinal));

    /// <summary>The API's own that take some methods only.</summary>
    private static async Task<IReadOnlyList<RoutePattern>> Routes()
    {
        var (app, _) = ApiHost.Build([]);
        await using (app)
        {
            return
            [
                .. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                    .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not null)
                    .Select(endpoint => endpoint.RoutePattern)
                    .Where(pattern => !pattern.RawText!.StartsWith(LoginPage.DashboardPath, StringComparison.Ordinal)),
            ];
        }
    }

    private async Task<(int Status, JsonNode Error)> Refusal(HttpMethod method, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = api.Process.Url };
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiClient.AdministratorToken);
        using var response = await http.SendAsync(request);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/json", path);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]![0]!;
        error.Text("message").ShouldNotBeNullOrEmpty(path);
        return ((int)response.StatusCode, error);
    }
}
