using Distribution.Storage;

namespace Distribution.Silo;

internal static class HostedStorage
{
    /// <summary>Embedded, the database is opened under the hold of its folder, which is given back after it is closed.</summary>
    public static void AddHostedStorage(this IServiceCollection services, DistributionSettings settings)
    {
        services.AddDistributionStorage();
        if (settings.PostgreSql is { } connectionString)
        {
            services.AddSingleton(_ => Database.PostgreSql(connectionString));
        }
        else
        {
            services.AddSingleton(_ => DataDirectory.Open(settings.DataDirectory));
            services.AddSingleton(provider => provider.GetRequiredService<DataDirectory>().OpenDatabase());
        }
    }
}
