using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>What a sales channel sells: which events or performances, at which tariffs, from when to when. A channel has one at most.</summary>
/// <param name="Sold">What it sells, line by line.</param>
[GenerateSerializer, Immutable, Alias("Catalog.ActivityProfile")]
public sealed record ActivityProfile(ActivityProfileId Id, SalesChannelId Channel, ImmutableArray<SoldEvent> Sold) : CatalogEntry
{
    /// <summary>Lines of one profile.</summary>
    public const int MaxLines = 500;

    /// <summary>Tariffs of all lines together.</summary>
    public const int MaxTariffs = 10_000;

    public override CatalogKind Kind => CatalogKind.ActivityProfile;
    public override Guid Key => Id.Value;
    public override string? Label => null;
}

/// <summary>An event, or one performance of it, that a channel sells. Several lines of one event add up.</summary>
/// <param name="Performance">Null: every performance of the event.</param>
/// <param name="Tariffs">At least one, each once. The channel sells the seat categories that they name.</param>
/// <param name="From">When the sale begins; null: it has begun.</param>
/// <param name="Until">When the sale is over; null: when the performance begins.</param>
/// <param name="Event">The event that is sold.</param>
[GenerateSerializer, Immutable, Alias("Catalog.SoldEvent")]
public sealed record SoldEvent(
    EventId Event, PerformanceId? Performance, ImmutableArray<SoldTariff> Tariffs, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    public bool Covers(Performance performance) => Covers(performance.Event, performance.Id);

    public bool Covers(EventId itsEvent, PerformanceId performance) => Event == itsEvent && (Performance is null || Performance == performance);
}

/// <summary>A tariff that a channel sells: a seat category for an audience sub-category, for which the catalog has a price.</summary>
/// <param name="Category">The code of the seat category.</param>
/// <param name="Audience">Who buys at it.</param>
[GenerateSerializer, Immutable, Alias("Catalog.SoldTariff")]
public sealed record SoldTariff(string Category, AudienceSubCategoryId Audience);
