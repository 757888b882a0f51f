using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>A venue's catalog at one version; version 0 is a venue that was never created.</summary>
internal sealed record CatalogState(VenueId Id, long Version, ImmutableDictionary<Guid, CatalogEntry> Entries)
{
    public Venue? Venue => Find<Venue>(Id.Value);

    public static CatalogState Empty(VenueId id) => new(id, 0, ImmutableDictionary<Guid, CatalogEntry>.Empty);

    public T? Find<T>(Guid key) where T : CatalogEntry => Entries.GetValueOrDefault(key) as T;

    public IEnumerable<T> All<T>() where T : CatalogEntry => Entries.Values.OfType<T>();

    public CatalogState Apply(EntryRecorded recorded) =>
        this with { Version = Version + 1, Entries = Entries.SetItem(recorded.Entry.Key, recorded.Entry) };

    public CatalogView? View() => Venue is not { } venue ? null : new(
        Version,
        venue,
        Named<LogicalConfiguration>(),
        Named<Event>(),
        [.. All<Performance>().OrderBy(performance => performance.StartsAt).ThenBy(performance => performance.Key)],
        Named<AudienceSubCategory>(),
        [
            .. All<Tariff>()
                .OrderBy(tariff => tariff.Category, StringComparer.Ordinal)
                .ThenBy(tariff => tariff.Price.MinorUnits)
                .ThenBy(tariff => tariff.Key),
        ],
        Named<SalesChannel>(),
        Named<Contact>(),
        Named<Contingent>(),
        Named<Distributor>(),
        Named<RegisteredInterface>(),
        [.. All<ActivityProfile>().OrderBy(profile => profile.Key)]);

    private ImmutableArray<T> Named<T>() where T : CatalogEntry =>
        [.. All<T>().OrderBy(entry => entry.Label, StringComparer.Ordinal)];
}

/// <summary>The one thing that happens to a catalog: an entry is there now, new or instead of its earlier self.</summary>
internal sealed record EntryRecorded(CatalogEntry Entry);
