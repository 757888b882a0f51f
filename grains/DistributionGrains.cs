using Distribution.Alerts;
using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Connectors;
using Distribution.Connectors.Sftp;
using Distribution.Contingents;
using Distribution.Distributors;
using Distribution.Distributors.AllotmentSheets;
using Distribution.Distributors.Executions;
using Distribution.Distributors.Health;
using Distribution.Distributors.Mappings;
using Distribution.Distributors.OnSaleSheets;
using Distribution.Distributors.Preflight;
using Distribution.Distributors.Reconciling;
using Distribution.Sales;
using Distribution.Sales.Barcodes;
using Distribution.Sales.Conflicts;
using Distribution.Sales.Exchanges;
using Distribution.Sales.Files;
using Distribution.Sales.Prices;
using Distribution.Sales.Statements;
using Distribution.Schedules;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Calls;
using Distribution.SeatMaps.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Reminders;

namespace Distribution;

public static class DistributionGrains
{
    /// <summary>What the grains need besides the database and Orleans itself.</summary>
    public static IServiceCollection AddDistributionGrains(this IServiceCollection services)
    {
        services.AddCatalog();
        services.AddSingleton<SeatMapJournal>();
        services.AddSingleton<FunctionRunner>();
        services.AddSingleton<PreflightReading>();
        services.AddSingleton<PreflightWarning>();
        services.AddSingleton<ContingentExport>();
        services.AddSingleton<ExecutionRecorder>();
        services.AddSingleton<SheetExport>();
        services.AddSingleton<SalesImport>();
        services.AddSingleton<SalesFilesPreview>();
        services.AddSingleton<SalePreview>();
        services.AddSingleton<SalesImportPreview>();
        services.AddSingleton<SalesFilesImport>();
        services.AddSingleton<AccessControlRun>();
        services.AddSingleton<ReconciliationReading>();
        services.AddSingleton<ReconciliationRun>();
        services.AddSingleton<MoveDriver>();
        services.TryAddSingleton(MailSettings.Off);
        services.TryAddSingleton(RetentionSettings.Default);
        services.AddSingleton<ExecutionPruning>();
        services.AddSingleton<ExchangeReading>();
        services.AddSingleton<SaleEnding>();
        services.AddSingleton<SaleTaking>();
        services.AddSingleton<SaleBatches>();
        services.AddSingleton<BatchBooking>();
        services.AddSingleton<PageStore>();
        services.AddSingleton<PageTaking>();
        services.AddSingleton<SaleBooking>();
        services.AddSingleton<SharedBarcodes>();
        services.AddSingleton<PriceChecks>();
        services.AddSingleton<SeatMapSales>();
        services.AddSingleton<ConflictFinding>();
        services.AddSingleton<ConflictResolving>();
        services.AddSingleton<ScheduleStore>();
        services.AddDistributionReaders();
        return services;
    }

    /// <summary>What reads rows and seating plans; an API process without a silo uses it too.</summary>
    public static IServiceCollection AddDistributionReaders(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(ReminderTimeProviderNames.Reminders, (provider, _) => provider.GetRequiredService<TimeProvider>());
        services.TryAddSingleton<IKnownHosts, KnownHosts>();
        services.AddConnectors();
        services.TryAddSingleton<CatalogDirectory>();
        services.TryAddSingleton<SeatingPlanStore>();
        services.TryAddSingleton<CatalogDirectory>();
        services.TryAddSingleton<PlaceIndexes>();
        services.TryAddSingleton<SeatMapCalls>();
        services.TryAddSingleton<ExecutionLog>();
        services.TryAddSingleton<ExecutionDetails>();
        services.TryAddSingleton<SkipList>();
        services.TryAddSingleton<HealthReading>();
        services.TryAddSingleton<AlertStore>();
        services.TryAddSingleton<MappingLedger>();
        services.TryAddSingleton<InterfaceMappings>();
        services.TryAddSingleton<OnSaleSheets>();
        services.TryAddSingleton<AllotmentSheetLedger>();
        services.TryAddSingleton<AllotmentSheetMaking>();
        services.TryAddSingleton<AllotmentSheetFiles>();
        services.TryAddSingleton<SalesLedger>();
        services.TryAddSingleton<SaleInbox>();
        services.TryAddSingleton<ConflictBook>();
        services.TryAddSingleton<UntakenLines>();
        services.TryAddSingleton<ConflictDeciding>();
        services.TryAddSingleton<BarcodeList>();
        services.TryAddSingleton<DistributorStatements>();
        services.TryAddSingleton(ReconciliationSettings.Default);
        services.TryAddSingleton<ReconciliationBook>();
        services.TryAddSingleton<SalesFileStore>();
        services.TryAddSingleton<SalesFileUpload>();
        services.TryAddSingleton<ScheduleList>();
        return services;
    }
}
