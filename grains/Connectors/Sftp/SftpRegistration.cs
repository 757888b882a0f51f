using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Distribution.Connectors.Sftp;

internal static class SftpRegistration
{
    public static IServiceCollection AddSftp(this IServiceCollection services)
    {
        services.AddOptions<SftpOptions>().BindConfiguration(SftpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<IKnownHosts, KnownHosts>();
        return services;
    }
}
