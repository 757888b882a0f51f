using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.Tests.Rules.SeatingPlans;

namespace Distribution.Tests.Rules.Catalog;

/// <summary>Good commands with new ids; a test changes what it is about.</summary>
internal static class Commands
{
    public static CreateEvent Event(string name = "Derby") => new(CatalogSpecification.Context(), name);

    public static AddLogicalConfiguration Configuration(string name = "Handball")
    {
        var plan = Plans.ImportJson(Plans.Json, Plans.Standing).Accepted();
        return new(CatalogSpecification.Context(), name, SeatingPlanCodec.HashOf(SeatingPlanCodec.Encode(plan)), plan);
    }

    public static CreatePerformance Performance(CreateEvent of, AddLogicalConfiguration configuration, string name = "Samstag") => new(
        CatalogSpecification.Context(),
        new EventId(of.Context.Id.Value),
        new LogicalConfigurationId(configuration.Context.Id.Value),
        name,
        new DateTimeOffset(2027, 3, 6, 19, 30, 0, TimeSpan.FromHours(1)),
        "Europe/Berlin");

    public static CreateAudienceSubCategory Audience(string name = "Erwachsene") => new(CatalogSpecification.Context(), name);

    public static SetTariff Tariff(CreateAudienceSubCategory audience, long price = 2_500, string category = "Kat A") =>
        new(CatalogSpecification.Context(), category, new AudienceSubCategoryId(audience.Context.Id.Value), null, new Money(price, "EUR"));

    public static CreateSalesChannel Channel(string name = "Ticketnet", SalesChannelType type = SalesChannelType.External) =>
        new(CatalogSpecification.Context(), name, type);

    public static CreateContact Contact(string email = "verkauf@example.org") =>
        new(CatalogSpecification.Context(), "Ticketnet SA", email, "+49 361 12-34");

    public static CreateContingent Contingent(CreateSalesChannel? channel = null, string name = "Ticketnet Saal") =>
        new(CatalogSpecification.Context(), name, channel is null ? null : IdOf(channel));

    public static CreateDistributor Distributor(string name = "Ticketnet") => new(CatalogSpecification.Context(), name);

    public static RegisterInterface Interface(CreateDistributor distributor, CreateSalesChannel channel, string name = "Ticketnet 1") =>
        new(CatalogSpecification.Context(), new DistributorId(distributor.Context.Id.Value), IdOf(channel), "ticketnet", name);

    public static SalesChannelId IdOf(CreateSalesChannel channel) => new(channel.Context.Id.Value);
}
