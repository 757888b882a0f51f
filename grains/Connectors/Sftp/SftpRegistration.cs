using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Connectors.Sftp;

internal static class SftpRegistration
{
    /// <summary>Needs <see cref="IKnownHosts"/>.</summary>
    public static IServiceCollection AddSftp(this IServiceCollection services)
    {
        services.AddOptions<SftpOptions>().BindConfiguration(SftpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
