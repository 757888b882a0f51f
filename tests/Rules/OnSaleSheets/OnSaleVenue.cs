using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Distributors;
using Distribution.Distributors.Mappings;
using Distribution.Distributors.OnSaleSheets;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Spreadsheets;
using Distribution.Tests.Rules.SeatingPlans;
using Distribution.Tests.Rules.Spreadsheets;

namespace Distribution.Tests.Rules.OnSaleSheets;

/// <summary>A hall with an event of two performances that goes on sale through an interface, and another event that does not.</summary>
internal static class OnSaleVenue
{
    private static readonly VenueId Venue = Id<VenueId>(1);
    private static readonly DistributorId Distributor = Id<DistributorId>(2);
    private static readonly SalesChannelId Channel = Id<SalesChannelId>(3);
    private static readonly ContingentId Contingent = Id<ContingentId>(4);
    private static readonly AudienceSubCategoryId Adults = Id<AudienceSubCategoryId>(7);

    public static EventId Derby { get; } = Id<EventId>(5);

    public static DistributorInterfaceId Interface { get; } = Id<DistributorInterfaceId>(6);

    public static PerformanceId Saturday { get; } = Id<PerformanceId>(10);

    public static PerformanceId OfOtherEvent { get; } = Id<PerformanceId>(12);

    public static CatalogView Catalog { get; } = Make();

    public static MappableThings Things { get; } = MappableThings.Of(Catalog);

    public static OnSaleFacts Facts(params ImmutableArray<Mapping> mappings) => new(
        new DateTimeOffset(2026, 11, 25, 16, 0, 0, TimeSpan.Zero),
        Catalog,
        Catalog.Events.Single(it => it.Id == Derby),
        Catalog.Interfaces.Single(),
        "Ticketnet",
        Catalog.Contingents,
        Catalog.Performances.ToImmutableDictionary(it => it.Id, _ => Counts()),
        new MappingIndex(new MappingSet(3, mappings)));

    /// <summary>The sheets as a distributor sees them, in one language.</summary>
    public static ImmutableArray<Sheet> Export(SheetLanguage language = SheetLanguage.English, params ImmutableArray<Mapping> mappings) =>
        SpreadsheetTests.Read(OnSaleFile.Xlsx(Facts(mappings), OnSaleWords.In(language)).Content);

    /// <summary>What the sheets say once another program has saved them.</summary>
    public static Outcome<MappingFile> Import(IEnumerable<Sheet> sheets, EventId? @event = null, DistributorInterfaceId? distributor = null) =>
        SpreadsheetReader.Read(ForeignWorkbook.Of(sheets).Save()).Match(
            read => OnSaleReading.Read(read, @event ?? Derby, distributor ?? Interface, Facts().Mappable()),
            refusals => new Outcome<MappingFile>.Refused(refusals));

    private static CatalogView Make()
    {
        var hall = PlanOutline.Of(Plans.ImportCsv(Plans.Csv, Plans.Standing).Accepted(), Id<LogicalConfigurationId>(8), "Handball", new PlanHash(new string('0', PlanHash.Length)));
        var startsAt = new DateTimeOffset(2027, 3, 6, 18, 30, 0, TimeSpan.Zero);
        Performance Performance(PerformanceId id, EventId @event, string name, int day) => new(id, @event, hall.Id, hall.Plan, name, startsAt.AddDays(day), "Europe/Paris");
        return new CatalogView(
            1,
            new Venue(Venue, "Théâtre de l’Opéra"),
            [hall],
            [new Event(Derby, "Ça & là – l’été à l’Œuvre"), new Event(Id<EventId>(9), "Gala")],
            [Performance(Saturday, Derby, "Samedi soir", 0), Performance(Id<PerformanceId>(11), Derby, "Dimanche", 1), Performance(OfOtherEvent, Id<EventId>(9), "Gala", 2)],
            [new AudienceSubCategory(Adults, "Adultes"), new AudienceSubCategory(Id<AudienceSubCategoryId>(13), "Étudiants")],
            [
                new Tariff(Id<TariffId>(14), "Kat A", Adults, null, new Money(4950, "EUR")),
                new Tariff(Id<TariffId>(15), "Kat A", Adults, Derby, new Money(5500, "EUR")),
                new Tariff(Id<TariffId>(16), "Kat B", Adults, null, new Money(3000, "JPY")),
            ],
            [new SalesChannel(Channel, "Ticketnet", SalesChannelType.External)],
            [],
            [new Contingent(Contingent, "Ticketnet Saal", Channel)],
            [new Distributor(Distributor, "Ticketnet")],
            [new RegisteredInterface(Interface, Distributor, Channel, "ticketnet", "Ticketnet 1")],
            []);
    }

    private static SeatMapCounts Counts()
    {
        var counts = new PlaceCounts(Places: 40, Free: 30, Held: 0, Sold: 8, Blocked: 2, Offered: 0, InDoubt: 0, Pending: 0);
        return new SeatMapCounts(1, counts, [new CountRow(Contingent, "Kat A", counts), new CountRow(null, "Kat B", counts)], []);
    }

    private static T Id<T>(int number) where T : struct, IId<T> => T.From(DerivedId.From(Guid.Empty, "test", $"{number}"));
}
