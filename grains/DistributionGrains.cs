using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Contingents;
using Distribution.Distributors;
using Distribution.Sales;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Journal;
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
        services.AddSingleton<FunctionRunner>();
        services.AddSingleton<ContingentExport>();
        services.AddSingleton<SalesImport>();
        services.AddSingleton<AccessControlRun>();
        services.AddSingleton<MoveDriver>();
        services.AddSingleton<SaleTaking>();
        services.AddDistributionReaders();
        return services;
    }

    /// <summary>What reads rows across grains; an API process without a silo uses it too.</summary>
    public static IServiceCollection AddDistributionReaders(this IServiceCollection services)
    {
        services.AddConnectors();
        services.TryAddSingleton<ExecutionLog>();
        services.TryAddSingleton<SalesLedger>();
        services.TryAddSingleton<SaleInbox>();
        return services;
    }
}
