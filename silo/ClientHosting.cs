using Distribution.Storage;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace Distribution.Silo;

public static class ClientHosting
{
    /// <summary>
    /// Makes this process a client of the cluster on PostgreSQL. The host starts only once a silo answers, and refuses to
    /// start after <see cref="SiloPatience.Limit"/>.
    /// </summary>
    /// <exception cref="StartRefusedException">No PostgreSQL is configured: the embedded silo has no clients outside its process.</exception>
    public static WebApplicationBuilder UseDistributionClient(this WebApplicationBuilder builder, DistributionSettings settings)
    {
        if (!settings.IsCluster)
        {
            throw new StartRefusedException(DistributionSettings.ConnectionStringSetting, "a client of a cluster needs the PostgreSQL database of its silos.");
        }

        builder.Services.AddHostedStorage(settings);
        builder.Services.AddSingleton(settings.Reconciliation);
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(SiloHosting.Identify);
            client.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringClientOptions> options) => options.Configure<Database>(
                (clustering, database) =>
                {
                    clustering.Invariant = SiloHosting.Invariant(database);
                    clustering.DataSource = database.DataSource;
                }));
            client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
            client.UseConnectionRetryFilter<SiloPatience>();
            client.AddDashboard(options => options.HideTrace = true);
            client.AddActivityPropagation();
        });
        return builder;
    }
}
