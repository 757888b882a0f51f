using System.Net;
using Distribution.Api.Security;

namespace Distribution.Tests.Api;

/// <summary>The form by which browsers log in to the dashboard.</summary>
public sealed class LoginTests : IAsyncLifetime
{
    private readonly TestApi _api = new();

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_token_becomes_a_cookie_that_neither_scripts_nor_other_sites_can_use()
    {
        using var response = await Post(TestApi.AdministratorToken);

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        response.Headers.Location!.ToString().ShouldBe("/dashboard");
        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        cookie.ShouldContain("path=/dashboard", Case.Insensitive);
        cookie.ShouldNotContain(TestApi.AdministratorToken);
    }

    [Fact]
    public async Task The_form_lets_the_browser_say_where_it_comes_from()
    {
        using var client = _api.Client(token: null);

        using var page = await client.GetAsync("/login");

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
    }

    [Fact]
    public async Task A_wrong_token_a_small_role_or_a_form_of_another_site_gets_no_cookie()
    {
        using var wrong = await Post("wrong");
        using var small = await Post(_api.TokenFor(Role.Sales));
        using var foreign = await Post(TestApi.AdministratorToken, origin: "https://elsewhere.example");

        new[] { wrong, small, foreign }.Select(response => response.StatusCode)
            .ShouldBe([HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.BadRequest]);
        new[] { wrong, small, foreign }.ShouldAllBe(response => !response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Who_tries_too_often_has_to_wait()
    {
        for (var i = 0; i < _api.Limits.LoginsPerMinute.Value; i++)
        {
            using var tried = await Post("wrong");
            tried.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var refused = await Post(TestApi.AdministratorToken);

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Logins_that_succeed_are_not_counted()
    {
        for (var i = 0; i <= _api.Limits.LoginsPerMinute.Value; i++)
        {
            using var good = await Post(TestApi.AdministratorToken);
            good.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }
    }

    private async Task<HttpResponseMessage> Post(string token, string? origin = null)
    {
        using var client = _api.Client(token: null);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/login") { Content = new FormUrlEncodedContent([new("token", token)]) };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await client.SendAsync(request);
    }
}
