using Distribution.Api.Distributors;
using Distribution.Api.Distributors.Executions;
using Distribution.Api.GraphQL;
using Distribution.Api.GraphQL.Limits;
using Distribution.Api.GraphQL.Trusted;
using Distribution.Api.SeatMaps;
using Distribution.Api.SeatMaps.Replicas;
using Distribution.Api.Security;
using Distribution.Api.Security.Venues;
using Distribution.Silo;

namespace Distribution.Api.Server;

/// <summary>The API as a host that can be run, and built into another program.</summary>
public static class ApiHost
{
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>
    /// Builds the API: with the silo embedded where no PostgreSQL is configured, otherwise as a client of the cluster. Run it
    /// with <see cref="DistributionHost.RunDistribution"/> or <see cref="DistributionHost.StartDistribution"/>.
    /// </summary>
    /// <exception cref="StartRefusedException">A setting is wrong.</exception>
    public static (WebApplication App, DistributionSettings Settings) Build(string[] args)
    {
        var builder = DistributionHost.Builder(args);
        builder.UseDistributionDefaults(DefaultUrl);
        var settings = DistributionSettings.From(builder.Configuration);
        builder.Services.AddSingleton(settings);
        if (settings.IsCluster)
        {
            builder.UseDistributionClient(settings);
            builder.Services.AddDistributionReaders();
        }
        else
        {
            builder.UseDistributionSilo(settings);
        }

        RememberGrains(builder.Services);
        builder.Services.AddSingleton(new ApiLimits(builder.Configuration.GetSection(DistributionSettings.LimitsSection)));
        builder.Services.AddSingleton(services => TrustedFiles.Read(settings, services));
        builder.Services.AddSingleton(new IntrospectionSwitch(settings.Introspection ?? IsForDevelopers(builder, settings)));
        builder.Services.AddSecurity();
        builder.Services.AddIssuers(builder.Configuration.GetSection(DistributionSettings.IssuersSection));
        builder.Services.AddApi();
        builder.Services.AddApiHealth();
        builder.Services.AddHostedService<ReadyAtStart>();
        builder.Services.AddHostedService<Banner>();
        var app = builder.Build();
        app.MapApi();
        return (app, settings);
    }

    /// <summary>What the fields of the API need besides the engine.</summary>
    internal static IServiceCollection AddApi(this IServiceCollection services) => services
        .AddSingleton(VenueDirectory.Of)
        .AddApiKeys()
        .AddGraphQLApi(typeof(ApiHost).Assembly)
        .AddSingleton<ExecutionFeed>()
        .AddSingleton<HealthFeed>()
        .AddSingleton<SeatMapReplicas>()
        .AddSingleton<OwnChannels>()
        .AddSingleton<Geometries>();

    /// <summary>Where the environment is named, that says it. Otherwise a process with everything in it is taken for a trial, and a client of a cluster for production.</summary>
    private static bool IsForDevelopers(WebApplicationBuilder builder, DistributionSettings settings) =>
        string.IsNullOrEmpty(builder.Configuration[HostDefaults.EnvironmentKey]) ? !settings.IsCluster : !builder.Environment.IsProduction();

    private static void RememberGrains(IServiceCollection services)
    {
        var orleans = services.Last(service => service.ServiceType == typeof(IGrainFactory)).ImplementationFactory
            ?? throw new InvalidOperationException("Orleans makes its grain factory in another way than was known here.");
        services.AddSingleton<IGrainFactory>(provider => new KnownGrains((IGrainFactory)orleans(provider)));
    }
}
