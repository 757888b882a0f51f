using Distribution.Connectors.Fnac;
using Distribution.Connectors.Http;
using Distribution.Connectors.Ticketnet;
using Distribution.Distributors.Reconciling;
using Distribution.Storage;
using Distribution.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Tests.Cluster.Distributors;

/// <summary>One silo per dialect whose connector gives up soon, so that a failing distributor costs a test seconds and not minutes.</summary>
internal static class ImpatientCluster
{
    /// <summary>Longer than this machine needs for an honest answer, however busy it is.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(3);

    private static readonly Lazy<Task<TestCluster>> Sqlite = new(() => Start(Dialect.Sqlite));
    private static readonly Lazy<Task<TestCluster>> PostgreSql = new(() => Start(Dialect.PostgreSql));

    public static Task<TestCluster> On(Dialect dialect) => dialect is Dialect.Sqlite ? Sqlite.Value : PostgreSql.Value;

    public static void GiveUpSoon(ISiloBuilder silo) => silo.Services
        .Configure<TicketnetOptions>(GiveUpSoon)
        .Configure<FnacOptions>(GiveUpSoon)
        .AddSingleton(new ReconciliationSettings(3, TimeSpan.Zero));

    private static void GiveUpSoon(HttpExchangeOptions options)
    {
        options.AttemptTimeout = AttemptTimeout;
        options.TotalTimeout = 3 * AttemptTimeout;
        options.Retries = 1;
        options.RetryDelay = TimeSpan.FromMilliseconds(5);
        options.MaxRetryDelay = TimeSpan.FromMilliseconds(50);
        options.PageSize = 5;
        options.MaxAnswerBytes = 64 * 1024;
    }

    private static Task<TestCluster> Start(Dialect dialect) => TestCluster.On(dialect, configure: GiveUpSoon);
}
