using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Distribution.Tests.Rules.Catalog;

public sealed class CatalogJsonTests
{
    private static readonly PlanHash Plan = new(new string('a', PlanHash.Length));

    public static TheoryData<string> Kinds => [.. Enum.GetNames<CatalogKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_entry_is_read_as_it_was_written(string kind)
    {
        var written = Entry(Enum.Parse<CatalogKind>(kind));

        CatalogJson.Write(CatalogJson.Read(written.Kind, CatalogJson.Write(written))).ShouldBe(CatalogJson.Write(written));
        if (written is not (LogicalConfiguration or ActivityProfile))
        {
            CatalogJson.Read(written.Kind, CatalogJson.Write(written)).ShouldBe(written);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_entry_arrives_as_it_was_sent(string kind)
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var sent = Entry(Enum.Parse<CatalogKind>(kind));

        var arrived = serializer.Deserialize<CatalogEntry>(serializer.SerializeToArray(sent)).ShouldNotBeNull();

        CatalogJson.Write(arrived).ShouldBe(CatalogJson.Write(sent));
    }

    [Fact]
    public void A_command_arrives_as_it_was_sent()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var sent = new SetTariff(
            CatalogSpecification.Context(), "Kat A", NewId.Of<AudienceSubCategoryId>(), NewId.Of<EventId>(), new Money(1, "EUR"));

        serializer.Deserialize<SetTariff>(serializer.SerializeToArray(sent)).ShouldBe(sent);
    }

    /// <summary>Stored rows outlive this program.</summary>
    [Fact]
    public void The_written_form_does_not_change()
    {
        var id = new Guid("00000000-0000-0000-0000-000000000001");

        CatalogJson.Write(new Tariff(new(id), "Kat Ä", new(id), null, new Money(2_500, "EUR"))).ShouldBe(
            $$$"""{"id":"{{{id}}}","category":"Kat Ä","audience":"{{{id}}}","price":{"minorUnits":2500,"currency":"EUR"}}""");
        CatalogJson.ContentOf(new CreateSalesChannel(CatalogSpecification.Context(), "Ticketnet", SalesChannelType.External)).ShouldBe(
            """CreateSalesChannel {"name":"Ticketnet","type":"External"}""");
    }

    [Fact]
    public void The_content_of_an_import_is_its_plan_and_not_its_text() =>
        CatalogJson.ContentOf(Commands.Configuration()).ShouldStartWith("AddLogicalConfiguration {\"name\":\"Handball\",\"hash\":\"");

    private static CatalogEntry Entry(CatalogKind kind) => kind switch
    {
        CatalogKind.Venue => new Venue(NewId.Of<VenueId>(), "Halle \"Süd\""),
        CatalogKind.LogicalConfiguration => new LogicalConfiguration(
            NewId.Of<LogicalConfigurationId>(),
            "Handball",
            Plan,
            "Halle",
            2,
            3,
            [new ConfigurationCategory("A", "#00ff00", 5), new ConfigurationCategory("B", null, 0)],
            [new ConfigurationArea(new("Rang"), true, 2, null, [new("L", 2)]), new ConfigurationArea(new("Steh"), false, 3, "A", [])]),
        CatalogKind.Event => new Event(NewId.Of<EventId>(), "Derby"),
        CatalogKind.Performance => new Performance(
            NewId.Of<PerformanceId>(),
            NewId.Of<EventId>(),
            NewId.Of<LogicalConfigurationId>(),
            Plan,
            "Samstag",
            new DateTimeOffset(2027, 3, 6, 18, 30, 0, TimeSpan.Zero),
            "Europe/Berlin"),
        CatalogKind.AudienceSubCategory => new AudienceSubCategory(NewId.Of<AudienceSubCategoryId>(), "Kind"),
        CatalogKind.Tariff => new Tariff(NewId.Of<TariffId>(), "A", NewId.Of<AudienceSubCategoryId>(), NewId.Of<EventId>(), new Money(1, "EUR")),
        CatalogKind.SalesChannel => new SalesChannel(NewId.Of<SalesChannelId>(), "Kasse", SalesChannelType.Own),
        CatalogKind.Contact => new Contact(NewId.Of<ContactId>(), "Ticketnet", "a@example.org", null),
        CatalogKind.Contingent => new Contingent(NewId.Of<ContingentId>(), "K", NewId.Of<SalesChannelId>()),
        CatalogKind.Distributor => new Distributor(NewId.Of<DistributorId>(), "Ticketnet"),
        CatalogKind.DistributorInterface => new RegisteredInterface(
            NewId.Of<DistributorInterfaceId>(), NewId.Of<DistributorId>(), NewId.Of<SalesChannelId>(), "ticketnet", "T1"),
        CatalogKind.ActivityProfile => new ActivityProfile(
            NewId.Of<ActivityProfileId>(),
            NewId.Of<SalesChannelId>(),
            [
                new(NewId.Of<EventId>(), null, [new("A", NewId.Of<AudienceSubCategoryId>())]),
                new(NewId.Of<EventId>(), NewId.Of<PerformanceId>(), [], new DateTimeOffset(2027, 1, 6, 8, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 3, 6, 18, 30, 0, TimeSpan.Zero)),
            ]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
