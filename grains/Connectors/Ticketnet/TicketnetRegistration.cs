using Distribution.Connectors.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Connectors.Ticketnet;

internal static class TicketnetRegistration
{
    public static IServiceCollection AddTicketnet(this IServiceCollection services) => services
        .AddHttpExchange<TicketnetOptions>(TicketnetConnector.TypeName, TicketnetOptions.Section)
        .AddSingleton<TicketnetClient>()
        .AddSingleton<IDistributorConnector, TicketnetConnector>();
}
