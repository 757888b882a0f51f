using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>What is played; it has one or more performances.</summary>
/// <param name="Name">As visitors know it, unique in the venue.</param>
[GenerateSerializer, Immutable, Alias("Catalog.Event")]
public sealed record Event(EventId Id, string Name) : CatalogEntry
{
    public override CatalogKind Kind => CatalogKind.Event;
    public override Guid Key => Id.Value;
    public override string Label => Name;
}

/// <summary>One date of an event, with a seat map of its own.</summary>
/// <param name="Name">Unique within the event.</param>
/// <param name="Plan">The seating plan of its configuration, kept here too since neither ever changes and every seat map asks for it.</param>
/// <param name="StartsAt">The moment, in UTC.</param>
/// <param name="TimeZone">The IANA time zone in which people read <paramref name="StartsAt"/>, such as <c>Europe/Berlin</c>.</param>
[GenerateSerializer, Immutable, Alias("Catalog.Performance")]
public sealed record Performance(
    PerformanceId Id,
    EventId Event,
    LogicalConfigurationId Configuration,
    PlanHash Plan,
    string Name,
    DateTimeOffset StartsAt,
    string TimeZone) : CatalogEntry
{
    public override CatalogKind Kind => CatalogKind.Performance;
    public override Guid Key => Id.Value;
    public override string Label => Name;
}
