using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Distributors.OnSaleSheets;

/// <summary>What a distributor needs to know to put an event on sale, as it was at one moment.</summary>
/// <param name="Contingents">The contingents of the interface's channel.</param>
/// <param name="Counts">Of each performance of the event.</param>
/// <param name="Ids">The distributor's ids that are known already.</param>
internal sealed record OnSaleFacts(
    DateTimeOffset At,
    CatalogView Catalog,
    Event Event,
    RegisteredInterface Interface,
    string Distributor,
    ImmutableArray<Contingent> Contingents,
    ImmutableDictionary<PerformanceId, SeatMapCounts> Counts,
    MappingIndex Ids)
{
    public ImmutableArray<Performance> Performances { get; } = [.. Catalog.Performances.Where(performance => performance.Event == Event.Id)];

    /// <summary>Those that the performances use.</summary>
    public ImmutableArray<LogicalConfiguration> Configurations { get; } =
    [
        .. Catalog.Configurations.Where(configuration => Catalog.Performances.Any(performance => performance.Event == Event.Id && performance.Configuration == configuration.Id)),
    ];

    /// <summary>The prices that hold for the event: its own go before those for every event.</summary>
    public IEnumerable<Tariff> Tariffs()
    {
        var categories = Configurations.SelectMany(configuration => configuration.Categories).Select(category => category.Code).ToHashSet(StringComparer.Ordinal);
        return Catalog.Tariffs
            .Where(tariff => categories.Contains(tariff.Category) && (tariff.Event is null || tariff.Event == Event.Id))
            .GroupBy(tariff => (tariff.Category, tariff.Audience))
            .Select(group => group.MaxBy(tariff => tariff.Event is not null)!);
    }

    /// <summary>Everything on the sheet that has an id of the distributor.</summary>
    public IEnumerable<(MappingKind Kind, string Ours)> Mappable() =>
    [
        (MappingKind.Event, Event.Id.ToString()),
        .. Performances.Select(it => (MappingKind.Performance, it.Id.ToString())),
        .. Configurations.Select(it => (MappingKind.LogicalConfiguration, it.Id.ToString())),
        .. Configurations.SelectMany(it => it.Areas).Select(it => (MappingKind.Area, it.Key.Value)),
        .. Configurations.SelectMany(it => it.Areas).SelectMany(it => it.Blocks).Select(it => (MappingKind.Block, it.Code)),
        .. Configurations.SelectMany(it => it.Categories).Select(it => (MappingKind.SeatCategory, it.Code)),
        .. Catalog.AudienceSubCategories.Select(it => (MappingKind.AudienceSubCategory, it.Id.ToString())),
    ];
}
