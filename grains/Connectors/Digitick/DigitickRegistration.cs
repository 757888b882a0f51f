using Distribution.Connectors.Sftp;
using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Connectors.Digitick;

internal static class DigitickRegistration
{
    public static IServiceCollection AddDigitick(this IServiceCollection services) => services
        .AddSftp()
        .AddSingleton<IDistributorConnector, DigitickConnector>();
}
