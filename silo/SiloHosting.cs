using System.Net;
using Distribution.Storage;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Serialization;
using Orleans.Storage;

namespace Distribution.Silo;

public static class SiloHosting
{
    /// <summary>The silo's own name for a set of grains; it is part of every stored key, so it never changes.</summary>
    private const string Installation = "distribution";

    /// <summary>
    /// Runs a silo in this process: on PostgreSQL as a member of a cluster, otherwise alone, on SQLite. Adds the database
    /// and what the grains need; <c>IGrainFactory</c> and <c>IClusterClient</c> are then in the services.
    /// </summary>
    public static WebApplicationBuilder UseDistributionSilo(this WebApplicationBuilder builder, DistributionSettings settings)
    {
        builder.Services.AddHostedStorage(settings);
        builder.Services.AddSingleton(settings.Mail);
        builder.Services.AddSingleton(settings.Retention);
        builder.Services.AddSingleton(settings.Reconciliation);
        builder.Services.AddDistributionGrains();
        builder.UseOrleans(silo =>
        {
            silo.AddDistributionProviders();
            silo.AddHousekeeping();
            silo.AddDashboard(options => options.HideTrace = true);
            silo.AddActivityPropagation();
            if (settings.IsCluster)
            {
                JoinCluster(silo, settings);
            }
            else
            {
                StandAlone(silo);
            }
        });
        return builder;
    }

    /// <summary>Grain storage and reminders on the <see cref="Database"/> in the services, whichever dialect it speaks.</summary>
    public static ISiloBuilder AddDistributionProviders(this ISiloBuilder silo)
    {
        silo.AddAdoNetGrainStorageAsDefault((OptionsBuilder<AdoNetGrainStorageOptions> options) => options.Configure<Database, Serializer>(
            (storage, database, serializer) =>
            {
                storage.Invariant = Invariant(database);
                storage.DataSource = database.DataSource;
                storage.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
            }));
        silo.UseAdoNetReminderService((OptionsBuilder<AdoNetReminderTableOptions> options) => options.Configure<Database>(
            (reminders, database) =>
            {
                reminders.Invariant = Invariant(database);
                reminders.DataSource = database.DataSource;
            }));
        return silo;
    }

    internal static void Identify(ClusterOptions options)
    {
        options.ClusterId = Installation;
        options.ServiceId = Installation;
    }

    internal static string Invariant(Database database) => database.Dialect is Dialect.Sqlite ? "System.Data.SQLite" : "Npgsql";

    /// <summary>Nobody joins it and no client connects to it: the API is in the same process, so there is no gateway.</summary>
    private static void StandAlone(ISiloBuilder silo)
    {
        silo.UseLocalhostClustering(FreePort.Or(0, IPAddress.Loopback), serviceId: Installation, clusterId: Installation);
        silo.Configure<EndpointOptions>(endpoints => endpoints.GatewayPort = 0);
    }

    private static void JoinCluster(ISiloBuilder silo, DistributionSettings settings)
    {
        silo.Configure<ClusterOptions>(Identify);
        silo.ConfigureEndpoints(
            settings.AdvertisedAddress,
            FreePort.Or(settings.SiloPort, settings.AdvertisedAddress),
            FreePort.Or(settings.GatewayPort, settings.AdvertisedAddress),
            listenOnAnyHostAddress: false);
        silo.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringSiloOptions> options) => options.Configure<Database>(
            (clustering, database) =>
            {
                clustering.Invariant = Invariant(database);
                clustering.DataSource = database.DataSource;
            }));
        silo.Configure<ClusterMembershipOptions>(NoticeDeathSoon);
    }

    /// <summary>
    /// A killed silo is declared dead after three probes of 2 s each went unanswered. A silo that starts after all others
    /// were killed ignores members that did not write for 6 s, instead of waiting for them.
    /// </summary>
    private static void NoticeDeathSoon(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(2);
        membership.NumMissedProbesLimit = 3;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(3);
        membership.NumMissedTableIAmAliveLimit = 2;
        membership.DefunctSiloExpiration = TimeSpan.FromHours(1);
        membership.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
    }
}
