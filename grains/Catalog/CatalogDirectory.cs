using System.Collections.Immutable;
using Dapper;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Catalog;

/// <summary>
/// Finds things of any venue's catalog by their ids alone. It reads what is durable, so what a venue has answered is
/// found at once, from every process. Null, or nothing, where there is no such thing.
/// </summary>
public sealed class CatalogDirectory(Database database)
{
    public const int MaxPage = 1_000;

    /// <summary>The venue that a thing of any kind belongs to; a venue's own id gives the venue.</summary>
    public Task<VenueId?> VenueOf(Guid key) => database.Read(async connection =>
    {
        await using var reader = await connection.ExecuteReaderAsync("SELECT venue_id FROM catalog_entry WHERE id = @key", new { key });
        return await reader.ReadAsync() ? new VenueId(reader.GetGuid(0)) : (VenueId?)null;
    });

    /// <summary>Those of these ids that there are, of whatever venue and kind.</summary>
    public Task<IReadOnlyDictionary<Guid, CatalogEntry>> Entries(IReadOnlyCollection<Guid> keys) => database.Read(async connection =>
    {
        var parameters = new DynamicParameters();
        var found = new Dictionary<Guid, CatalogEntry>();
        await using var reader = await connection.ExecuteReaderAsync(
            $"SELECT id, kind, body FROM catalog_entry WHERE id IN ({parameters.AddIds(keys)})", parameters);
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetGuid(0), CatalogJson.Read(Enum.Parse<CatalogKind>(reader.GetString(1)), reader.GetString(2)));
        }

        return (IReadOnlyDictionary<Guid, CatalogEntry>)found;
    });

    /// <summary>The performances of each of these events, by start.</summary>
    public async Task<ILookup<EventId, Performance>> PerformancesOf(IReadOnlyCollection<EventId> events)
    {
        var parameters = new DynamicParameters(new { kind = nameof(CatalogKind.Performance) });
        var found = await List<Performance, Performance>(
            $"SELECT venue_id, body FROM catalog_entry WHERE kind = @kind AND scope_id IN ({parameters.AddIds(events.Select(id => id.Value))})",
            parameters,
            (_, performance) => performance);
        return found.OrderBy(performance => performance.StartsAt).ThenBy(performance => performance.Id.Value).ToLookup(performance => performance.Event);
    }

    public Task<PerformanceFacts?> FindPerformance(PerformanceId id) => Find<Performance, PerformanceFacts>(
        CatalogKind.Performance,
        id.Value,
        (venue, it) => new(venue, it.Id, it.Event, it.Configuration, it.Plan, it.Name, it.StartsAt, it.TimeZone));

    public Task<ContingentFacts?> FindContingent(ContingentId id) =>
        Find<Contingent, ContingentFacts>(CatalogKind.Contingent, id.Value, Facts);

    public Task<InterfaceFacts?> FindInterface(DistributorInterfaceId id) =>
        Find<RegisteredInterface, InterfaceFacts>(CatalogKind.DistributorInterface, id.Value, Facts);

    /// <summary>Those of these ids that there are.</summary>
    public Task<ImmutableArray<InterfaceFacts>> FindInterfaces(IReadOnlyCollection<DistributorInterfaceId> ids)
    {
        var parameters = new DynamicParameters(new { kind = nameof(CatalogKind.DistributorInterface) });
        return List<RegisteredInterface, InterfaceFacts>(
            $"SELECT venue_id, body FROM catalog_entry WHERE kind = @kind AND id IN ({parameters.AddIds(ids.Select(id => id.Value))})", parameters, Facts);
    }

    public Task<ChannelFacts?> FindChannel(SalesChannelId id) => Find<SalesChannel, ChannelFacts>(
        CatalogKind.SalesChannel, id.Value, (venue, it) => new(venue, it.Id, it.Name, it.Type));

    public Task<ContactFacts?> FindContact(ContactId id) => Find<Contact, ContactFacts>(
        CatalogKind.Contact, id.Value, (venue, it) => new(venue, it.Id, it.Name, it.Email, it.Phone));

    /// <summary>The external contingents tied to the channel, by name.</summary>
    public Task<ImmutableArray<ContingentFacts>> ContingentsOfChannel(SalesChannelId channel) => List<Contingent, ContingentFacts>(
        "SELECT venue_id, body FROM catalog_entry WHERE channel_id = @key AND kind = @kind ORDER BY name, id",
        new { key = channel, kind = nameof(CatalogKind.Contingent) },
        Facts);

    public async Task<InterfaceFacts?> InterfaceOfChannel(SalesChannelId channel)
    {
        var found = await List<RegisteredInterface, InterfaceFacts>(
            "SELECT venue_id, body FROM catalog_entry WHERE channel_id = @key AND kind = @kind",
            new { key = channel, kind = nameof(CatalogKind.DistributorInterface) },
            Facts);
        return found.SingleOrDefault();
    }

    public async Task<ActivityProfile?> ProfileOfChannel(SalesChannelId channel)
    {
        var found = await List<ActivityProfile, ActivityProfile>(
            "SELECT venue_id, body FROM catalog_entry WHERE channel_id = @key AND kind = @kind",
            new { key = channel, kind = nameof(CatalogKind.ActivityProfile) },
            (_, profile) => profile);
        return found.SingleOrDefault();
    }

    /// <summary>Interfaces by their ids, after the one named.</summary>
    /// <param name="venue">Null: of every venue.</param>
    internal Task<ImmutableArray<InterfaceFacts>> Interfaces(VenueId? venue, DistributorInterfaceId? after, int count) => List<RegisteredInterface, InterfaceFacts>(
        $"""
        SELECT venue_id, body FROM catalog_entry
        WHERE kind = @kind {(venue is null ? "" : "AND venue_id = @venue")} {(after is null ? "" : "AND id > @after")} ORDER BY id LIMIT @count
        """,
        new { kind = nameof(CatalogKind.DistributorInterface), venue, after, count },
        Facts);

    /// <summary>Venues by name, after the one named; none after an unknown one.</summary>
    /// <param name="count">1 to <see cref="MaxPage"/>; what is beyond is brought to the nearest.</param>
    /// <param name="only">Null: any venue.</param>
    public async Task<VenuePage> Venues(VenueId? after, int count, IReadOnlyCollection<VenueId>? only = null)
    {
        count = Math.Clamp(count, 1, MaxPage);
        var beyond = after is null ? string.Empty : "AND (name, id) > (SELECT name, id FROM catalog_entry WHERE id = @after AND kind = @kind)";
        var parameters = new DynamicParameters(new { kind = nameof(CatalogKind.Venue), after, limit = count + 1 });
        var within = only is null ? string.Empty : $"AND id IN ({parameters.AddIds(only.Select(venue => venue.Value))})";
        var venues = await List<Venue, Venue>(
            $"SELECT venue_id, body FROM catalog_entry WHERE kind = @kind {beyond} {within} ORDER BY name, id LIMIT @limit", parameters, (_, venue) => venue);
        return venues.Length <= count ? new VenuePage(venues, null) : new VenuePage(venues[..count], venues[count - 1].Id);
    }

    private static ContingentFacts Facts(VenueId venue, Contingent it) => new(venue, it.Id, it.Name, it.ExternalChannel);

    private static InterfaceFacts Facts(VenueId venue, RegisteredInterface it) => new(venue, it.Id, it.Distributor, it.Channel, it.Type, it.Name);

    private async Task<TFacts?> Find<TEntry, TFacts>(CatalogKind kind, Guid key, Func<VenueId, TEntry, TFacts> facts)
        where TEntry : CatalogEntry where TFacts : class
    {
        var found = await List(
            "SELECT venue_id, body FROM catalog_entry WHERE id = @key AND kind = @kind", new { key, kind = kind.ToString() }, facts);
        return found.SingleOrDefault();
    }

    private Task<ImmutableArray<TFacts>> List<TEntry, TFacts>(string sql, object parameters, Func<VenueId, TEntry, TFacts> facts)
        where TEntry : CatalogEntry => database.Read(async connection =>
    {
        var found = ImmutableArray.CreateBuilder<TFacts>();
        await using var reader = await connection.ExecuteReaderAsync(sql, parameters);
        while (await reader.ReadAsync())
        {
            found.Add(facts(new VenueId(reader.GetGuid(0)), CatalogJson.Read<TEntry>(reader.GetString(1))));
        }

        return found.DrainToImmutable();
    });
}
