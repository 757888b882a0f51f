using Distribution.Connectors.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Connectors.Fnac;

internal static class FnacRegistration
{
    public static IServiceCollection AddFnac(this IServiceCollection services) => services
        .AddHttpExchange<FnacOptions>(FnacConnector.TypeName, FnacOptions.Section)
        .AddSingleton<FnacClient>()
        .AddSingleton<IDistributorConnector, FnacConnector>();
}
