using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Distributors.Preflight;

/// <summary>What is asked: one function or all, one performance or all that have not begun.</summary>
[GenerateSerializer, Immutable, Alias("PreflightScope")]
public sealed record PreflightScope(DistributorFunction? Function = null, PerformanceId? Performance = null)
{
    /// <summary>Only an export sends places.</summary>
    internal bool HasExport => Function is null or DistributorFunction.ContingentExport;
}

/// <summary>What a preflight needs to know of a set-up.</summary>
/// <param name="TellsSomebody">Errors are told by e-mail.</param>
internal sealed record PreflightSetup(ContactId Contact, bool TellsSomebody);

/// <summary>Everything that a preflight looks at, as it is at one moment.</summary>
/// <param name="Capabilities">Null where there is no connector of the interface's type.</param>
internal sealed record PreflightFacts(
    InterfaceFacts Interface,
    ConnectorCapabilities? Capabilities,
    PreflightScope Scope,
    PreflightSetup? Setup,
    MappingIndex Mappings,
    CatalogView Catalog,
    DateTimeOffset Now)
{
    /// <summary>Performances looked at, the next to begin first.</summary>
    public const int MaxPerformances = 500;

    /// <summary>By performance, what the channel's contingents have; a performance without is not in it.</summary>
    public ImmutableDictionary<PerformanceId, ImmutableArray<ChannelPlaces>> Places { get; init; } = ImmutableDictionary<PerformanceId, ImmutableArray<ChannelPlaces>>.Empty;

    public ActivityProfile? Profile => Catalog.ActivityProfiles.FirstOrDefault(profile => profile.Channel == Interface.Channel);

    /// <summary>Those that the channel's profile or a mapping names; or the one that is asked for.</summary>
    public ImmutableArray<Performance> Performances =>
    [
        .. Catalog.Performances
            .Where(it => Scope.Performance is { } only ? it.Id == only : it.StartsAt > Now && (IsMapped(it) || Profile?.Sold.Any(line => line.Covers(it)) is true))
            .Take(MaxPerformances),
    ];

    /// <summary>The lines of the profile by which a performance is sold now or later.</summary>
    public ImmutableArray<SoldEvent> SoldAs(Performance performance) =>
        [.. (Profile?.Sold ?? []).Where(line => line.Covers(performance) && !(line.Until <= Now))];

    public ImmutableArray<ChannelPlaces> PlacesOf(Performance performance) => Places.GetValueOrDefault(performance.Id, []);

    public bool IsMapped(Performance performance) => Mappings.Theirs(MappingKind.Performance, performance.Id.ToString()) is not null;

    public string NameOf(Performance performance) =>
        $"\"{Catalog.Events.FirstOrDefault(it => it.Id == performance.Event)?.Name}\", {performance.Name}";
}
