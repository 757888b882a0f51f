using Distribution.Storage.Secrets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Distribution.Storage;

public static class StorageServices
{
    /// <summary>
    /// What is kept in the <see cref="Database"/> of the services: settings, and Data Protection with its keys, so that every
    /// process of one installation reads what another one encrypted.
    /// </summary>
    public static IServiceCollection AddDistributionStorage(this IServiceCollection services)
    {
        services.AddSingleton<StoredSettings>();
        services.AddSingleton<DatabaseKeys>();
        services.AddDataProtection().SetApplicationName("Distribution");
        services.AddOptions<KeyManagementOptions>().Configure<DatabaseKeys>((options, keys) => options.XmlRepository = keys);
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", timeout: TimeSpan.FromSeconds(5));
        return services;
    }

    /// <summary>
    /// Migrates the database and makes the first encryption key, both in one turn: two processes that start on an empty
    /// database at once would otherwise each make a key and not know the other's. Call it before the host starts.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The message is one line for the operator.</exception>
    public static Task PrepareStorage(this IServiceProvider services, CancellationToken cancellationToken = default) =>
        Migrator.Migrate(
            services.GetRequiredService<Database>(),
            () => Task.Run(() => services.GetRequiredService<IDataProtectionProvider>().CreateProtector("first key").Protect("made"), cancellationToken),
            cancellationToken);
}
