using System.Collections.Immutable;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Nodes;
using Distribution.Api.GraphQL.TypeSystem;
using Distribution.Api.Security;
using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Connectors;
using Distribution.Primitives;
using EventId = Distribution.Primitives.EventId;

namespace Distribution.Api.Catalog;

/// <summary>What is made bears the command's id. Names have 1 to 200 characters and are unique among their kind in the venue.</summary>
[MutationFields]
public static class CatalogMutations
{
    /// <summary>Creates a venue; its id is the command's id.</summary>
    /// <param name="name">As visitors know it, 1 to 200 characters.</param>
    [Requires(Role.Administrator)]
    public static Task<Outcome<Venue>> CreateVenue(CommandContext command, IGrainFactory grains, string name) =>
        grains.GetGrain<IVenueGrain>(command.Id.Value).CreateVenue(new CreateVenue(command, name));

    /// <summary>Makes a logical configuration of a seating plan. A bad plan is refused whole: each error names the JSON path, or the line and column.</summary>
    /// <param name="name">The configuration's name.</param>
    /// <param name="format">The format of the text.</param>
    /// <param name="text">The whole file, at most 32 MiB.</param>
    /// <param name="unnumberedAreas">Areas without numbered seats, which the formats can't say.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<LogicalConfiguration>> ImportSeatingPlan(
        CommandContext command,
        IGrainFactory grains,
        VenueId venue,
        string name,
        SeatingPlanFormat format,
        string text,
        IReadOnlyList<NewUnnumberedArea>? unnumberedAreas = null) =>
        Of(grains, venue).ImportSeatingPlan(new ImportSeatingPlan(command, name, format, text, [.. unnumberedAreas ?? []]));

    /// <summary>Creates an event.</summary>
    /// <param name="name">As visitors know it: 1 to 200 characters, unique in the venue.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Event>> CreateEvent(CommandContext command, IGrainFactory grains, VenueId venue, string name) =>
        Of(grains, venue).CreateEvent(new CreateEvent(command, name));

    /// <summary>Creates a performance of an event, with a seat map of its own.</summary>
    /// <param name="event">The event it belongs to.</param>
    /// <param name="configuration">How the venue is laid out for it.</param>
    /// <param name="name">Unique in the event.</param>
    /// <param name="startsAt">From the year 2000 to 2199.</param>
    /// <param name="timeZone">The IANA time zone in which people read its start, such as <c>Europe/Berlin</c>.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Performance>> CreatePerformance(
        CommandContext command,
        IGrainFactory grains,
        VenueId venue,
        EventId @event,
        LogicalConfigurationId configuration,
        string name,
        DateTimeOffset startsAt,
        string timeZone) =>
        Of(grains, venue).CreatePerformance(new CreatePerformance(command, @event, configuration, name, startsAt, timeZone));

    /// <summary>Creates an audience sub-category: adult, student, …</summary>
    /// <param name="name">As operators call it: 1 to 200 characters, unique in the venue.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<AudienceSubCategory>> CreateAudienceSubCategory(CommandContext command, IGrainFactory grains, VenueId venue, string name) =>
        Of(grains, venue).CreateAudienceSubCategory(new CreateAudienceSubCategory(command, name));

    /// <summary>Sets the price of a seat category for an audience sub-category.</summary>
    /// <param name="category">The code of a seat category.</param>
    /// <param name="audience">Who buys.</param>
    /// <param name="event">Only for this event; null: for every event that has no price of its own.</param>
    /// <param name="price">What a place costs; instead of the price before, where there was one.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Tariff>> SetTariff(
        CommandContext command, IGrainFactory grains, VenueId venue, string category, AudienceSubCategoryId audience, Money price, EventId? @event = null) =>
        Of(grains, venue).SetTariff(new SetTariff(command, category, audience, @event, price));

    /// <summary>Creates a sales channel: the venue's own, or an external one for a distributor.</summary>
    /// <param name="name">As operators call it: 1 to 200 characters, unique in the venue.</param>
    /// <param name="type">Whose it is; that never changes.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<SalesChannel>> CreateSalesChannel(
        CommandContext command, IGrainFactory grains, VenueId venue, string name, SalesChannelType type) =>
        Of(grains, venue).CreateSalesChannel(new CreateSalesChannel(command, name, type));

    /// <summary>Says what a sales channel sells, instead of what was said before: which events or performances, at which tariffs, from when to when.</summary>
    /// <param name="channel">A channel has one profile at most.</param>
    /// <param name="sold">At most 500 lines; none: the channel sells nothing.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<ActivityProfile>> SetActivityProfile(
        CommandContext command, IGrainFactory grains, VenueId venue, SalesChannelId channel, IReadOnlyList<SoldEvent> sold) =>
        Of(grains, venue).SetActivityProfile(new SetActivityProfile(command, channel, [.. sold]));

    /// <summary>Creates a contact, which orders and tickets can bear.</summary>
    /// <param name="name">As operators call it: 1 to 200 characters, unique in the venue.</param>
    /// <param name="email">Where the contact is reached.</param>
    /// <param name="phone">At most 40 characters.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Contact>> CreateContact(
        CommandContext command, IGrainFactory grains, VenueId venue, string name, string email, string? phone = null) =>
        Of(grains, venue).CreateContact(new CreateContact(command, name, email, phone));

    /// <summary>Creates a contingent, which can get places in every performance of the venue.</summary>
    /// <param name="externalChannel">The external channel that sells its places, for good; null: an internal contingent.</param>
    /// <param name="name">As operators call it: 1 to 200 characters, unique in the venue.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Contingent>> CreateContingent(
        CommandContext command, IGrainFactory grains, VenueId venue, string name, SalesChannelId? externalChannel = null) =>
        Of(grains, venue).CreateContingent(new CreateContingent(command, name, externalChannel));

    /// <summary>Creates a distributor.</summary>
    /// <param name="name">As operators call it: 1 to 200 characters, unique in the venue.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Distributor>> CreateDistributor(CommandContext command, IGrainFactory grains, VenueId venue, string name) =>
        Of(grains, venue).CreateDistributor(new CreateDistributor(command, name));

    /// <summary>Creates an interface to a distributor, over an external channel that no interface has yet.</summary>
    /// <param name="type">One of `interfaceTypes`, such as <c>ticketnet</c>.</param>
    /// <param name="name">As operators call it: 1 to 200 characters, unique in the venue.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<RegisteredInterface>> CreateDistributorInterface(
        CommandContext command, IGrainFactory grains, ConnectorCatalog connectors, VenueId venue, DistributorId distributor, SalesChannelId channel, string type, string name) =>
        Of(grains, venue).RegisterInterface(new RegisterInterface(command, distributor, channel, type, name, [.. connectors.Types]));

    /// <summary>Mends a name. Nothing refers to a name, so nothing else changes.</summary>
    /// <param name="id">The thing to rename: of any kind that has names.</param>
    /// <param name="kind">Needed only where the id is a bare UUID, which does not tell.</param>
    /// <param name="name">1 to 200 characters, unique among its kind.</param>
    [Requires(Role.Operator)]
    public static async Task<Outcome<Renamed>> Rename(CommandContext command, IGrainFactory grains, VenueId venue, GlobalId id, string name, CatalogKind? kind = null)
    {
        if (!Enum.TryParse<CatalogKind>(id.Type ?? kind?.ToString(), ignoreCase: true, out var known))
        {
            return new Refusal(RefusalCode.Invalid, "id", "Only things of the catalog have names to mend. A bare UUID does not tell of what kind the thing is: say it in kind.");
        }

        var renamed = await Of(grains, venue).Rename(new Rename(command, known, id.Value, name));
        return renamed.Match<Outcome<Renamed>>(entry => new Renamed(id with { Type = GraphNames.Camel($"{known}") }, entry.Label ?? name), refusals => new Outcome<Renamed>.Refused(refusals));
    }

    private static IVenueGrain Of(IGrainFactory grains, VenueId venue) => grains.GetGrain<IVenueGrain>(venue.Value);
}

/// <summary>A thing under its new name.</summary>
/// <param name="Id">The thing.</param>
/// <param name="Name">Its new name.</param>
public sealed record Renamed(GlobalId Id, string Name);
