using Distribution.Connectors.Digitick;
using Distribution.Connectors.Files;
using Distribution.Connectors.Fnac;
using Distribution.Connectors.Ticketnet;
using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Connectors;

public static class ConnectorRegistration
{
    /// <summary>Registers the <see cref="ConnectorCatalog"/> and every connector; a new one is one line here. Needs configuration and logging.</summary>
    public static IServiceCollection AddConnectors(this IServiceCollection services) => services
        .AddSingleton<ConnectorCatalog>()
        .AddTicketnet()
        .AddFnac()
        .AddDigitick()
        .AddFiles();
}
