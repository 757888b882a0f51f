using Distribution.Catalog;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Sales;
using Distribution.Sales.Conflicts;
using Distribution.Sales.Files;
using Distribution.Schedules;
using Microsoft.Extensions.Caching.Memory;
using EventId = Distribution.Primitives.EventId;

namespace Distribution.Api.Security.Venues;

/// <summary>
/// Which venue a thing belongs to, by the type of its id. That never changes, so what was found is kept; what was not found may come to be, so it is not.
/// </summary>
/// <param name="lookups">How to look, for each type of id that leads to a venue.</param>
internal sealed class VenueDirectory(IReadOnlyDictionary<Type, Func<Guid, Task<VenueId?>>> lookups) : IDisposable
{
    /// <summary>Things kept. Each takes some hundred bytes.</summary>
    private const int Capacity = 200_000;

    /// <summary>Ids that lead to no venue, or only together with one that does, and so are not checked by themselves.</summary>
    private static readonly Type[] Free = [typeof(CommandId), typeof(HoldId), typeof(MoveId), typeof(ApiKeyId), typeof(SkippedItemId)];

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = Capacity });

    /// <summary>That of the product.</summary>
    public static VenueDirectory Of(IServiceProvider services)
    {
        var catalog = services.GetRequiredService<CatalogDirectory>();
        var lookups = new Dictionary<Type, Func<Guid, Task<VenueId?>>>
        {
            [typeof(ExecutionId)] = id => services.GetRequiredService<ExecutionLog>().VenueOf(new ExecutionId(id)),
            [typeof(SalesFileId)] = id => services.GetRequiredService<SalesFileStore>().VenueOf(new SalesFileId(id)),
            [typeof(ScheduleId)] = id => services.GetRequiredService<ScheduleList>().VenueOf(new ScheduleId(id)),
            [typeof(TicketId)] = id => services.GetRequiredService<SalesLedger>().VenueOf(new TicketId(id)),
            [typeof(ConflictId)] = async id => (await services.GetRequiredService<ConflictBook>().Find(new ConflictId(id)))?.Venue,
            [typeof(OrderId)] = id => services.GetRequiredService<SalesLedger>().VenueOf(new OrderId(id)),
        };
        foreach (var type in new[]
        {
            typeof(VenueId), typeof(EventId), typeof(PerformanceId), typeof(LogicalConfigurationId), typeof(AudienceSubCategoryId), typeof(SalesChannelId), typeof(ContactId),
            typeof(ContingentId), typeof(DistributorId), typeof(DistributorInterfaceId), typeof(TariffId), typeof(ActivityProfileId),
        })
        {
            lookups[type] = catalog.VenueOf;
        }

        return new VenueDirectory(lookups);
    }

    /// <summary>Whether the type is one of which every id belongs to a venue.</summary>
    public bool Leads(Type id) => lookups.ContainsKey(id);

    /// <summary>Whether somebody has thought of this type of id.</summary>
    public bool Knows(Type id) => Leads(id) || Free.Contains(id);

    /// <summary>
    /// The venue of a thing if it is one of the caller's; null where there is no such thing, or it is somebody else's. Those two cost the same: what is kept is
    /// used for the caller's own things only, so that neither the answer nor the time it takes tells them apart.
    /// </summary>
    public async ValueTask<VenueId?> OwnVenueOf(Caller caller, Type type, Guid id)
    {
        if (_known.TryGetValue(id, out VenueId known) && caller.At(known) is not null)
        {
            return known;
        }

        if (await lookups[type](id) is not { } venue)
        {
            return null;
        }

        if (caller.At(venue) is null)
        {
            return null;
        }

        _known.Set(id, venue, new MemoryCacheEntryOptions { Size = 1 });
        return venue;
    }

    public void Dispose() => _known.Dispose();
}
