using Distribution.Catalog;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Distribution;

public static class DistributionGrains
{
    /// <summary>What the grains need besides the database and Orleans itself.</summary>
    public static IServiceCollection AddDistributionGrains(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddCatalog();
        return services;
    }
}
