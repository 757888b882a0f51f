using Distribution.Catalog.SeatingPlans;
using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Catalog;

public static class CatalogServices
{
    /// <summary>What the catalog's grains and its readers need, besides the database and a clock.</summary>
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services
        .AddSingleton<CatalogDirectory>()
        .AddSingleton<CatalogStore>()
        .AddSingleton<SeatingPlanStore>();
}
