using Distribution.Catalog;
using Distribution.SeatMaps;
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
        services.AddSingleton<PlaceIndexes>();
        services.AddSingleton<SeatMapJournal>();
        return services;
    }
}
