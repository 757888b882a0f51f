using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Distribution.Api.Explorer;
using Distribution.Api.GraphQL;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Limits;
using Distribution.Api.GraphQL.Live;
using Distribution.Api.GraphQL.Trusted;
using Distribution.Api.Security;
using Distribution.Api.Server;
using Distribution.Silo;
using GraphQL.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Distribution.Tests.Api;

/// <summary>The API's own pipeline and transports on a real socket, with <see cref="TestSchema"/> and a clock that stands still.</summary>
public sealed class TestApi : IAsyncLifetime
{
    public const string AdministratorToken = "administrator-of-the-tests";

    private readonly WebApplication _app;

    public TestApi()
        : this(new Dictionary<string, string?>())
    {
    }

    /// <param name="limits">Those that are not as the product has them.</param>
    /// <param name="trusted">Where trusted documents are; null: there are none.</param>
    internal TestApi(IReadOnlyDictionary<string, string?> limits, bool introspection = true, DistributionSettings? trusted = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton(new ApiLimits(new ConfigurationBuilder().AddInMemoryCollection(limits).Build()));
        builder.Services.AddSingleton(new IntrospectionSwitch(introspection));
        if (trusted is not null)
        {
            builder.Services.AddSingleton(services => TrustedFiles.Read(trusted, services.GetRequiredService<ISchema>(), services.GetRequiredService<ApiLimits>()));
        }

        builder.Services.AddSecurity();
        builder.Services.AddGraphQLApi(TestSchema.FieldClasses);
        builder.Services.AddScoped<NameLoader>();
        builder.Services.AddSingleton(Numbers);
        _app = builder.Build();
        _app.UseApiPipeline();
        _app.MapLogin();
        _app.MapExplorer();
        _app.MapGraphQL();
        Tokens.Use(new Credentials(
            new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), SHA256.HashData(Encoding.UTF8.GetBytes(AdministratorToken)), NewToken: null));
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 19, 30, 0, TimeSpan.Zero));

    internal Broadcast<int> Numbers { get; } = new(capacity: 16);

    internal ApiLimits Limits => _app.Services.GetRequiredService<ApiLimits>();

    internal OperationGate Gate => _app.Services.GetRequiredService<OperationGate>();

    internal Headcounts Headcounts => _app.Services.GetRequiredService<Headcounts>();

    internal LogOfTest Log { get; } = new();

    internal AccessTokens Tokens => _app.Services.GetRequiredService<AccessTokens>();

    public Uri Address => new(_app.Urls.First());

    public async Task InitializeAsync()
    {
        await _app.Services.GetRequiredService<Operations>().CheckTrusted();
        await _app.StartAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public string TokenFor(Role role, TimeSpan? validFor = null, string name = "tester") =>
        Tokens.Issue(new Caller(name, role, Time.GetUtcNow() + (validFor ?? TimeSpan.FromHours(1))));

    /// <param name="token">Null for none.</param>
    public HttpClient Client(string? token = AdministratorToken)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Posts a query as clients do, and answers the parsed body.</summary>
    public async Task<JsonNode> Ask(string query, object? variables = null, string token = AdministratorToken)
    {
        using var client = Client(token);
        using var response = await client.PostAsync("/graphql", Json(new { query, variables }));
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public async Task<ClientWebSocket> Connect(string? token = null, string protocol = "graphql-transport-ws", string? origin = null)
    {
        var socket = new ClientWebSocket();
        if (protocol.Length > 0)
        {
            socket.Options.AddSubProtocol(protocol);
        }

        if (token is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        socket.Options.CollectHttpResponseDetails = true;
        await socket.ConnectAsync(new UriBuilder(Address) { Scheme = "ws", Path = "/graphql" }.Uri, CancellationToken.None);
        return socket;
    }

    public static StringContent Json(object body) => new(System.Text.Json.JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
}

/// <summary>One server for the tests that get along with one another.</summary>
[CollectionDefinition(Name)]
public sealed class ApiTests : ICollectionFixture<TestApi>
{
    public const string Name = "api";
}
