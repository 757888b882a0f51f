using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.Preflight;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.Distributors;

/// <summary>An interface in which nothing is missing; a test takes something away. The performance has places in block P, category A, and in the area Pit, category S.</summary>
internal sealed class PreflightBench
{
    public static readonly DateTimeOffset Now = new(2027, 1, 6, 12, 0, 0, TimeSpan.Zero);

    public static readonly ConnectorCapabilities Everything = new(
        Export: true, Import: true, Files: true, AllotmentStatus: true, AccessControl: true, Cancellations: true, UnnumberedAreas: true);

    private readonly SalesChannelId _channel = NewId.Of<SalesChannelId>();
    private readonly ContactId _contact = NewId.Of<ContactId>();

    public PreflightBench()
    {
        var plan = new PlanHash(new string('a', PlanHash.Length));
        Derby = new Event(NewId.Of<EventId>(), "Derby");
        Adults = new AudienceSubCategory(NewId.Of<AudienceSubCategoryId>(), "Adults");
        Saturday = new Performance(NewId.Of<PerformanceId>(), Derby.Id, NewId.Of<LogicalConfigurationId>(), plan, "Saturday", Now.AddDays(60), "Europe/Berlin");
        Line = new SoldEvent(Derby.Id, null, [new("A", Adults.Id), new("S", Adults.Id)]);
        Profile = new ActivityProfile(NewId.Of<ActivityProfileId>(), _channel, [Line]);
        var venue = NewId.Of<VenueId>();
        Facts = new PreflightFacts(
            new InterfaceFacts(venue, NewId.Of<DistributorInterfaceId>(), NewId.Of<DistributorId>(), _channel, "ticketnet", "Ticketnet 1"),
            Everything,
            new PreflightScope(),
            new PreflightSetup(_contact, TellsSomebody: true),
            Mapped(
                (MappingKind.Performance, Saturday.Id.ToString()),
                (MappingKind.Event, Derby.Id.ToString()),
                (MappingKind.Block, "P"),
                (MappingKind.Area, "Hall"),
                (MappingKind.Area, "Pit"),
                (MappingKind.SeatCategory, "A"),
                (MappingKind.SeatCategory, "S"),
                (MappingKind.AudienceSubCategory, Adults.Id.ToString())),
            new CatalogView(
                1,
                new Venue(venue, "Club"),
                [],
                [Derby],
                [Saturday],
                [Adults],
                [],
                [],
                [new Contact(_contact, "Ticketnet", "a@example.org", null)],
                [new Contingent(NewId.Of<ContingentId>(), "Ticketnet", _channel)],
                [],
                [],
                [Profile]),
            Now)
        {
            Places = ImmutableDictionary<PerformanceId, ImmutableArray<ChannelPlaces>>.Empty.Add(Saturday.Id, [new("Hall", "P", "A", 40), new("Pit", null, "S", 100)]),
        };
    }

    public Event Derby { get; }

    public Performance Saturday { get; }

    public AudienceSubCategory Adults { get; }

    public SoldEvent Line { get; }

    public ActivityProfile Profile { get; }

    public PreflightFacts Facts { get; }

    public static MappingIndex Mapped(params (MappingKind Kind, string Ours)[] mappings) =>
        new(new MappingSet(1, [.. mappings.Select((mapping, at) => new Mapping(mapping.Kind, mapping.Ours, $"T{at}"))]));

    public PreflightFacts Selling(params ImmutableArray<SoldEvent> sold) => Facts with { Catalog = Facts.Catalog with { ActivityProfiles = [Profile with { Sold = sold }] } };

    public PreflightFacts Having(params ImmutableArray<ChannelPlaces> places) => Facts with { Places = Facts.Places.SetItem(Saturday.Id, places) };
}
