using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.Storage;
using Distribution.Tests.Fixtures;
using static Distribution.Tests.Cluster.Catalog.VenueFixture;

namespace Distribution.Tests.Cluster.Catalog;

public sealed class CatalogDirectoryTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_performance_is_found_with_its_plan(Dialect dialect)
    {
        var venue = await VenueFixture.On(dialect);
        var it = await venue.Performance();

        var facts = (await venue.Directory.FindPerformance(it.Id)).ShouldNotBeNull();

        facts.ShouldBe(new PerformanceFacts(venue.Id, it.Id, it.Event, it.Configuration, it.Plan, "Samstag", it.StartsAt, "Europe/Berlin"));
        facts.ShouldBe(await venue.Cluster.Client.GetGrain<ICatalogDirectoryGrain>(0).FindPerformance(it.Id));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task All_who_use_a_plan_share_one_instance(Dialect dialect)
    {
        var venue = await VenueFixture.On(dialect);
        var performance = await venue.Performance();
        var plans = venue.Cluster.Service<SeatingPlanStore>();

        var loaded = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => plans.Load(performance.Plan)));

        loaded.ShouldAllBe(plan => ReferenceEquals(plan, loaded[0]));
        await Should.ThrowAsync<KeyNotFoundException>(() => plans.Load(new PlanHash(new string('0', 64))));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task The_contingents_and_the_interface_of_a_channel_are_found(Dialect dialect)
    {
        var venue = await VenueFixture.On(dialect);
        var (channel, other) = (await venue.ExternalChannel(), await venue.ExternalChannel("Fnac"));
        var second = (await venue.Grain.CreateContingent(new CreateContingent(Context(), "B", channel.Id))).Done();
        var first = (await venue.Grain.CreateContingent(new CreateContingent(Context(), "A", channel.Id))).Done();
        var ours = (await venue.Grain.CreateContingent(new CreateContingent(Context(), "C", null))).Done();
        var distributor = (await venue.Grain.CreateDistributor(new CreateDistributor(Context(), "Ticketnet"))).Done();
        var registered = (await venue.Grain.RegisterInterface(
            new RegisterInterface(Context(), distributor.Id, channel.Id, "ticketnet", "Ticketnet 1"))).Done();
        var facts = new InterfaceFacts(venue.Id, registered.Id, distributor.Id, channel.Id, "ticketnet", "Ticketnet 1");

        (await venue.Directory.ContingentsOfChannel(channel.Id)).Select(contingent => contingent.Contingent).ShouldBe([first.Id, second.Id]);
        (await venue.Directory.ContingentsOfChannel(other.Id)).ShouldBeEmpty();
        (await venue.Directory.InterfaceOfChannel(channel.Id)).ShouldBe(facts);
        (await venue.Directory.InterfaceOfChannel(other.Id)).ShouldBeNull();
        (await venue.Directory.FindInterface(registered.Id)).ShouldBe(facts);
        (await venue.Directory.FindContingent(first.Id)).ShouldBe(new ContingentFacts(venue.Id, first.Id, "A", channel.Id));
        (await venue.Directory.FindContingent(ours.Id)).ShouldBe(new ContingentFacts(venue.Id, ours.Id, "C", null));
        (await venue.Directory.FindChannel(channel.Id)).ShouldBe(new ChannelFacts(venue.Id, channel.Id, "Ticketnet", SalesChannelType.External));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_contact_is_found_under_its_newest_name(Dialect dialect)
    {
        var venue = await VenueFixture.On(dialect);
        var contact = (await venue.Grain.CreateContact(new CreateContact(Context(), "Tiketnet", "vente@example.org", "0361 1"))).Done();
        await venue.Grain.Rename(new Rename(Context(), CatalogKind.Contact, contact.Id.Value, "Ticketnet"));

        (await venue.Directory.FindContact(contact.Id)).ShouldBe(new ContactFacts(venue.Id, contact.Id, "Ticketnet", "vente@example.org", "0361 1"));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_is_unknown_or_of_another_kind_is_not_found(Dialect dialect)
    {
        var venue = await VenueFixture.On(dialect);

        (await venue.Directory.FindPerformance(NewId.Of<PerformanceId>())).ShouldBeNull();
        (await venue.Directory.FindPerformance(new PerformanceId(venue.Id.Value))).ShouldBeNull();
        (await venue.Directory.VenueOf(NewId.Guid())).ShouldBeNull();
        (await venue.Directory.VenueOf(venue.Id.Value)).ShouldBe(venue.Id);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Venues_are_listed_by_name_page_after_page(Dialect dialect)
    {
        await using var cluster = await TestCluster.On(dialect);
        foreach (var name in new[] { "Carré", "Arena", "Bühne", "Bühne", "Dom" })
        {
            await VenueFixture.On(cluster, name);
        }

        var directory = cluster.Client.GetGrain<ICatalogDirectoryGrain>(0);
        var pages = new List<VenuePage> { await directory.Venues(null, 2) };
        while (pages[^1].Next is { } next)
        {
            pages.Add(await directory.Venues(next, 2));
        }

        pages.Select(page => page.Venues.Length).ShouldBe([2, 2, 1]);
        pages.SelectMany(page => page.Venues).Select(venue => venue.Name).ShouldBe(["Arena", "Bühne", "Bühne", "Carré", "Dom"]);
        (await directory.Venues(NewId.Of<VenueId>(), 2)).Venues.ShouldBeEmpty();
        (await directory.Venues(null, 0)).Venues.Length.ShouldBe(1);
    }
}
