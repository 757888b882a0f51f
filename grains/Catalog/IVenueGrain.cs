using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>
/// The catalog of one venue; the key is the venue's id. Every accepted command is durable before it is answered, and the
/// same command again answers the thing it made, as it is now. Refusals: Invalid, LimitExceeded, NotFound (of this venue,
/// or of a thing it refers to, also when that is in another venue), CommandMismatch,
/// Duplicate, WrongState (an own channel where an external one is needed), Busy, StorageFailed.
/// </summary>
[Alias("IVenueGrain")]
public interface IVenueGrain : IGrainWithGuidKey
{
    /// <summary>Null until the venue is created.</summary>
    [Alias("Get")]
    Task<CatalogView?> Get();

    [Alias("CreateVenue")]
    Task<Outcome<Venue>> CreateVenue(CreateVenue command);

    /// <summary>A bad plan is refused whole; the refusals name the JSON path, or the line and column, of everything wrong with it.</summary>
    [Alias("ImportSeatingPlan")]
    Task<Outcome<LogicalConfiguration>> ImportSeatingPlan(ImportSeatingPlan command);

    [Alias("CreateEvent")]
    Task<Outcome<Event>> CreateEvent(CreateEvent command);

    [Alias("CreatePerformance")]
    Task<Outcome<Performance>> CreatePerformance(CreatePerformance command);

    [Alias("CreateAudienceSubCategory")]
    Task<Outcome<AudienceSubCategory>> CreateAudienceSubCategory(CreateAudienceSubCategory command);

    [Alias("SetTariff")]
    Task<Outcome<Tariff>> SetTariff(SetTariff command);

    [Alias("CreateSalesChannel")]
    Task<Outcome<SalesChannel>> CreateSalesChannel(CreateSalesChannel command);

    [Alias("SetActivityProfile")]
    Task<Outcome<ActivityProfile>> SetActivityProfile(SetActivityProfile command);

    [Alias("CreateContact")]
    Task<Outcome<Contact>> CreateContact(CreateContact command);

    [Alias("CreateContingent")]
    Task<Outcome<Contingent>> CreateContingent(CreateContingent command);

    [Alias("CreateDistributor")]
    Task<Outcome<Distributor>> CreateDistributor(CreateDistributor command);

    [Alias("RegisterInterface")]
    Task<Outcome<RegisteredInterface>> RegisterInterface(RegisterInterface command);

    [Alias("Rename")]
    Task<Outcome<CatalogEntry>> Rename(Rename command);
}

/// <summary>Reads across all venues, for callers that hold no database. Any key will do.</summary>
[Alias("ICatalogDirectoryGrain")]
public interface ICatalogDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Venues by name, after the one named; none after an unknown one.</summary>
    /// <param name="count">1 to 1,000; what is beyond is brought to the nearest.</param>
    [Alias("Venues")]
    Task<VenuePage> Venues(VenueId? after, int count);

    /// <summary>The venue that a thing of any kind belongs to (a venue: itself), or null when there is no such thing.</summary>
    [Alias("VenueOf")]
    Task<VenueId?> VenueOf(Guid key);

    [Alias("FindPerformance")]
    Task<PerformanceFacts?> FindPerformance(PerformanceId id);

    [Alias("FindContingent")]
    Task<ContingentFacts?> FindContingent(ContingentId id);

    [Alias("FindInterface")]
    Task<InterfaceFacts?> FindInterface(DistributorInterfaceId id);
}
