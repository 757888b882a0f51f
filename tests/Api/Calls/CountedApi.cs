using Distribution.Api.GraphQL;
using Distribution.Api.GraphQL.Limits;
using Distribution.Api.GraphQL.Trusted;
using Distribution.Api.Security;
using Distribution.Api.Server;
using Distribution.Storage;
using Distribution.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Orleans.Hosting;

namespace Distribution.Tests.Api.Calls;

/// <summary>The product's API and a silo on PostgreSQL, all in this process, where what a request costs behind the API is counted.</summary>
internal sealed class CountedApi : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly CountedCalls _counted;
    private readonly TestCluster _cluster;
    private readonly WebApplication _app;

    private CountedApi(TestDatabase database, CountedCalls counted, TestCluster cluster, WebApplication app)
    {
        (_database, _counted, _cluster, _app) = (database, counted, cluster, app);
        Client = new ApiClient(Address, TestApi.AdministratorToken);
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>With the administrator's token.</summary>
    public ApiClient Client { get; }

    public static async Task<CountedApi> Start()
    {
        var database = await TestDatabase.Create(Dialect.PostgreSql);
        var counted = new CountedCalls(database.Setting.Value);
        var cluster = await TestCluster.On(database, configure: silo => silo.AddIncomingGrainCallFilter(counted));
        return new CountedApi(database, counted, cluster, await Host(cluster, database));
    }

    /// <summary>What something costs: the fewest of some runs, since grains come up at the first, and the system has work of its own.</summary>
    public async Task<IReadOnlyDictionary<string, int>> Fewest(Func<Task> run, int runs = 4)
    {
        var taken = new List<IReadOnlyDictionary<string, int>>();
        for (var i = 0; i < runs; i++)
        {
            _counted.Clear();
            await run();
            taken.Add(_counted.Taken());
        }

        return taken.MinBy(each => each.Values.Sum())!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await _cluster.DisposeAsync();
        _counted.Dispose();
        await _database.DisposeAsync();
    }

    private static async Task<WebApplication> Host(TestCluster cluster, TestDatabase database)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(cluster.Client).AddSingleton<Orleans.IGrainFactory>(cluster.Client).AddSingleton(database.Database);
        builder.Services.AddSingleton(TimeProvider.System).AddDistributionReaders();
        builder.Services.AddSingleton(new ApiLimits(new ConfigurationBuilder().Build())).AddSingleton(new IntrospectionSwitch(IsOn: true)).AddSingleton(TrustedDocuments.None);
        builder.Services.AddSecurity();
        builder.Services.AddApi().AddHealthChecks();
        var app = builder.Build();
        app.UseApiPipeline();
        app.MapGraphQL();
        app.Services.GetRequiredService<AccessTokens>().Use(new Credentials(
            new SymmetricSecurityKey(new byte[32]), System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(TestApi.AdministratorToken)), NewToken: null));
        await app.StartAsync();
        return app;
    }
}
