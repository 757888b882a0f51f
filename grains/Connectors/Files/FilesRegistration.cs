using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Connectors.Files;

internal static class FilesRegistration
{
    public static IServiceCollection AddFiles(this IServiceCollection services)
    {
        services.AddOptions<FilesOptions>().BindConfiguration(FilesOptions.Section);
        return services.AddSingleton<IDistributorConnector, FilesConnector>();
    }
}
