using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api;

/// <summary>The API as a user starts it: a process of its own, embedded on SQLite.</summary>
public sealed class ApiProcessTests
{
    [Fact]
    public async Task The_first_start_makes_a_token_and_every_later_one_finds_it_and_says_where_it_is()
    {
        await using var test = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        var file = Path.Combine(test.Setting.Value, "administrator-token");
        string reader;
        string token;
        await using (var first = await ServerProcess.Start("api", test.Setting))
        {
            token = (await File.ReadAllTextAsync(file)).Trim();
            first.Output.ShouldContain(token);
            first.Output.ShouldContain("curl");
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            reader = (await Ask(first, token, $$"""mutation { issueToken(input: { commandId: "{{NewId.Guid()}}", role: READER, name: "shop", days: 1 }) { issuedToken { token } } }"""))["issueToken"]!["issuedToken"]!["token"]!.GetValue<string>();
            await first.Kill();
        }

        await using var second = await ServerProcess.Start("api", test.Setting);

        second.Output.ShouldNotContain(token);
        second.Output.ShouldContain(file);
        (await Ask(second, token, "{ me { role } }"))["me"]!["role"]!.GetValue<string>().ShouldBe("ADMINISTRATOR");
        (await Ask(second, reader, "{ me { name role } health { healthy } version }"))["me"]!.ToJsonString().ShouldBe("""{"name":"shop","role":"READER"}""");
    }

    [Fact]
    public async Task A_token_that_is_set_is_the_only_administrator()
    {
        await using var test = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        await using (var first = await ServerProcess.Start("api", test.Setting))
        {
        }

        var made = (await File.ReadAllTextAsync(Path.Combine(test.Setting.Value, "administrator-token"))).Trim();
        await using var api = await ServerProcess.Start("api", test.Setting, KeyValuePair.Create("Distribution__AdministratorToken", "set-by-the-operator"));

        api.Output.ShouldNotContain("set-by-the-operator");
        (await Ask(api, "set-by-the-operator", "{ me { role } }"))["me"]!["role"]!.GetValue<string>().ShouldBe("ADMINISTRATOR");
        (await Status(api, made)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_dashboard_and_health_open_to_whom_they_are_for()
    {
        await using var test = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        await using var api = await ServerProcess.Start("api", test.Setting, KeyValuePair.Create("Distribution__AdministratorToken", "set-by-the-operator"));
        var sales = (await Ask(api, "set-by-the-operator", $$"""mutation { issueToken(input: { commandId: "{{NewId.Guid()}}", role: SALES, name: "till", days: 1 }) { issuedToken { token } } }"""))["issueToken"]!["issuedToken"]!["token"]!.GetValue<string>();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = api.Url };

        (await client.GetStringAsync("/health")).ShouldBe("""{"status":"healthy"}""");
        (await Get(client, "/dashboard", sales)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Get(client, "/dashboard/DashboardCounters", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Get(client, "/dashboard/DashboardCounters", sales)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Get(client, "/dashboard/DashboardCounters", "set-by-the-operator")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var cookie = await LogIn(client, "set-by-the-operator");
        using var byCookie = new HttpRequestMessage(HttpMethod.Get, "/dashboard/DashboardCounters");
        byCookie.Headers.Add("Cookie", cookie);
        (await client.SendAsync(byCookie)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var elsewhere = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=%7Bversion%7D");
        elsewhere.Headers.Add("Cookie", cookie);
        (await client.SendAsync(elsewhere)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Distribution__AdministratorToken", "short", "Distribution:AdministratorToken: ")]
    [InlineData("ConnectionStrings__Distribution", "nonsense", "ConnectionStrings:Distribution: ")]
    [InlineData("ASPNETCORE_URLS", "nonsense", "ASPNETCORE_URLS: ")]
    [InlineData("Distribution__Limits__Fields", "many", "Distribution:Limits:Fields: ")]
    [InlineData("Distribution__Limits__Fields", "9", "Distribution:Limits:Fields: ")]
    [InlineData("Distribution__Limits__Feilds", "100", "Distribution:Limits:Feilds: ")]
    [InlineData("Distribution__Introspection", "perhaps", "Distribution:Introspection: ")]
    public async Task A_wrong_setting_stops_the_start_with_one_line(string setting, string value, string line)
    {
        var (exitCode, _, errors) = await ServerProcess.RunToEnd("api", KeyValuePair.Create(setting, value));

        exitCode.ShouldBe(1);
        errors.ShouldStartWith(line);
        errors.ShouldNotContain("\n");
    }

    private static async Task<string> LogIn(HttpClient client, string token)
    {
        using var response = await client.PostAsync("/login", new FormUrlEncodedContent([new("token", token)]));
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private static async Task<HttpResponseMessage> Get(HttpClient client, string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await client.SendAsync(request);
    }

    private static async Task<HttpStatusCode> Status(ServerProcess api, string token)
    {
        using var client = new HttpClient { BaseAddress = api.Url };
        using var response = await Get(client, "/graphql?query=%7Bversion%7D", token);
        return response.StatusCode;
    }

    private static async Task<JsonNode> Ask(ServerProcess api, string token, string query)
    {
        using var client = new HttpClient { BaseAddress = api.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.PostAsync("/graphql", TestApi.Json(new { query }));
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        answer["errors"].ShouldBeNull();
        return answer["data"]!;
    }
}
