using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.Tests.Fixtures;
using static Distribution.Tests.Rules.Catalog.CatalogSpecification;

namespace Distribution.Tests.Rules.Catalog;

public sealed class CatalogRulesTests
{
    [Fact]
    public void A_thing_bears_the_id_of_the_command_that_made_it()
    {
        var command = Commands.Event();

        Given().When(command).ThenMade<Event>().ShouldBe(new Event(new EventId(command.Context.Id.Value), "Derby"));
    }

    [Fact]
    public void A_venue_bears_the_id_of_its_command_too()
    {
        var command = new CreateVenue(Context(), "Halle");
        var elsewhere = NewId.Of<VenueId>();

        NoVenue(new VenueId(command.Context.Id.Value)).When(command).ThenMade<Venue>();
        NoVenue(elsewhere).When(command).ThenRefused((RefusalCode.Invalid, "id"));
    }

    [Fact]
    public void Without_a_venue_there_is_nothing_to_add_to()
    {
        var venue = NewId.Of<VenueId>();

        NoVenue(venue).When(Commands.Event()).ThenRefused((RefusalCode.NotFound, venue.ToString()));
    }

    [Fact]
    public void The_same_command_again_answers_the_same_thing_as_it_is_now()
    {
        var command = Commands.Event("Dreby");
        var rename = new Rename(Context(), CatalogKind.Event, command.Context.Id.Value, "Derby");

        var specification = Given(command, rename);

        specification.When(command).ThenAnswered(new Event(new EventId(command.Context.Id.Value), "Derby"));
        specification.When(rename with { Context = rename.Context with { Who = "paul" } })
            .ThenAnswered(new Event(new EventId(command.Context.Id.Value), "Derby"));
    }

    [Fact]
    public void A_repeated_rename_does_not_undo_a_later_one()
    {
        var command = Commands.Event("A");
        var first = new Rename(Context(), CatalogKind.Event, command.Context.Id.Value, "B");
        var second = new Rename(Context(), CatalogKind.Event, command.Context.Id.Value, "C");

        Given(command, first, second).When(first).ThenAnswered(new Event(new EventId(command.Context.Id.Value), "C"));
    }

    [Fact]
    public void The_same_id_with_other_content_or_of_another_kind_is_a_mismatch()
    {
        var command = Commands.Event();
        var id = command.Context.Id.ToString();

        Given(command).When(command with { Name = "Pokal" }).ThenRefused((RefusalCode.CommandMismatch, id));
        Given(command).When(new CreateDistributor(command.Context, "Derby")).ThenRefused((RefusalCode.CommandMismatch, id));
    }

    [Fact]
    public void The_id_of_a_command_of_another_venue_is_a_mismatch_even_with_the_same_content()
    {
        var command = Commands.Event();
        var elsewhere = new PastCommand(NewId.Of<VenueId>(), command.Context.Id.Value, CatalogJson.ContentOf(command));

        CatalogRules.Decide(Given().State, command, elsewhere)
            .ShouldBeOfType<Outcome<CatalogDecision>.Refused>().First.Code.ShouldBe(RefusalCode.CommandMismatch);
    }

    [Theory]
    [InlineData("", RefusalCode.Invalid)]
    [InlineData("   ", RefusalCode.Invalid)]
    [InlineData("De\nrby", RefusalCode.Invalid)]
    [InlineData("Derby\ud800", RefusalCode.Invalid)]
    [InlineData("Derby\u202eybreD", RefusalCode.Invalid)]
    [InlineData(null, RefusalCode.Invalid)]
    public void A_bad_name_is_refused(string? name, RefusalCode code) => Given().When(Commands.Event(name!)).ThenRefused((code, "name"));

    [Fact]
    public void A_name_has_200_characters_at_most()
    {
        Given().When(Commands.Event(new string('x', 200))).ThenMade<Event>();
        Given().When(Commands.Event(new string('x', 201))).ThenRefused((RefusalCode.LimitExceeded, "name"));
    }

    [Fact]
    public void A_name_is_trimmed_and_composed_and_then_unique_among_its_kind()
    {
        Given().When(Commands.Event(" Fru\u0308hling ")).ThenMade<Event>().Name.ShouldBe("Frühling");
        Given(Commands.Event("Frühling")).When(Commands.Event("Fru\u0308hling ")).ThenRefused((RefusalCode.Duplicate, "name"));
        Given(Commands.Event("Frühling")).When(Commands.Distributor("Frühling")).ThenMade<Distributor>();
    }

    [Fact]
    public void A_performance_knows_its_plan_and_its_moment()
    {
        var (derby, hall) = (Commands.Event(), Commands.Configuration());

        var performance = Given(derby, hall).When(Commands.Performance(derby, hall)).ThenMade<Performance>();

        performance.Plan.ShouldBe(hall.Hash);
        performance.StartsAt.ShouldBe(new DateTimeOffset(2027, 3, 6, 18, 30, 0, TimeSpan.Zero));
        performance.StartsAt.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void The_names_of_performances_are_unique_in_their_event_only()
    {
        var (derby, cup, hall) = (Commands.Event("Derby"), Commands.Event("Pokal"), Commands.Configuration());
        var specification = Given(derby, cup, hall, Commands.Performance(derby, hall));

        specification.When(Commands.Performance(derby, hall)).ThenRefused((RefusalCode.Duplicate, "name"));
        specification.When(Commands.Performance(cup, hall)).ThenMade<Performance>();
    }

    [Fact]
    public void Everything_wrong_with_a_performance_is_told_by_precedence()
    {
        var (derby, hall) = (Commands.Event(), Commands.Configuration());
        var wanted = Commands.Performance(derby, hall) with { Name = "", TimeZone = "Europe/Erfurt", StartsAt = DateTimeOffset.MinValue };

        Given(hall).When(wanted).ThenRefused(
            (RefusalCode.Invalid, "name"),
            (RefusalCode.Invalid, "startsAt"),
            (RefusalCode.Invalid, "timeZone"),
            (RefusalCode.NotFound, wanted.Event.ToString()));
    }

    [Theory]
    [InlineData("W. Europe Standard Time")]
    [InlineData("../../../etc/passwd")]
    [InlineData("")]
    [InlineData(null)]
    public void A_time_zone_is_an_IANA_name(string? zone)
    {
        var (derby, hall) = (Commands.Event(), Commands.Configuration());

        Given(derby, hall).When(Commands.Performance(derby, hall) with { TimeZone = zone! }).ThenRefused((RefusalCode.Invalid, "timeZone"));
    }

    [Fact]
    public void An_id_of_another_kind_is_not_found()
    {
        var (derby, hall) = (Commands.Event(), Commands.Configuration());
        var wanted = Commands.Performance(derby, hall) with { Event = new EventId(hall.Context.Id.Value) };

        Given(derby, hall).When(wanted).ThenRefused((RefusalCode.NotFound, wanted.Event.ToString()));
    }

    [Fact]
    public void A_tariff_is_set_once_per_category_audience_and_event_and_then_changed()
    {
        var (adults, derby) = (Commands.Audience(), Commands.Event());
        var first = Commands.Tariff(adults);
        var specification = Given(Commands.Configuration(), adults, derby, first);

        var changed = specification.When(Commands.Tariff(adults, price: 3_000)).ThenMade<Tariff>();
        var forDerby = specification.When(Commands.Tariff(adults, price: 4_000) with { Event = new EventId(derby.Context.Id.Value) })
            .ThenMade<Tariff>();

        changed.Id.Value.ShouldBe(first.Context.Id.Value);
        forDerby.Id.ShouldNotBe(changed.Id);
        specification.When(first).ThenAnswered(changed);
        specification.State.All<Tariff>().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData(-1, RefusalCode.Invalid)]
    [InlineData(Tariff.MaxPrice + 1, RefusalCode.LimitExceeded)]
    public void A_price_has_its_range(long price, RefusalCode code)
    {
        var adults = Commands.Audience();

        Given(Commands.Configuration(), adults).When(Commands.Tariff(adults, price)).ThenRefused((code, "price"));
    }

    [Fact]
    public void A_price_without_a_currency_is_refused()
    {
        var adults = Commands.Audience();

        Given(Commands.Configuration(), adults).When(Commands.Tariff(adults) with { Price = default }).ThenRefused((RefusalCode.Invalid, "price"));
    }

    [Fact]
    public void A_tariff_needs_a_category_that_some_configuration_has()
    {
        var adults = Commands.Audience();

        Given(adults).When(Commands.Tariff(adults)).ThenRefused((RefusalCode.NotFound, "Kat A"));
        Given(adults, Commands.Configuration()).When(Commands.Tariff(adults, category: "Stehplatz")).ThenMade<Tariff>();
    }

    [Theory]
    [InlineData("Verkauf <verkauf@example.org>")]
    [InlineData("verkauf@example.org\r\nBcc: all@example.org")]
    [InlineData("verkauf example.org")]
    [InlineData("verkauf@")]
    [InlineData("")]
    [InlineData(null)]
    public void An_address_that_no_mail_could_reach_is_refused(string? email) =>
        Given().When(Commands.Contact(email!)).ThenRefused((RefusalCode.Invalid, "email"));

    [Fact]
    public void A_contact_may_have_a_phone_number()
    {
        Given().When(Commands.Contact() with { Phone = null }).ThenMade<Contact>().Phone.ShouldBeNull();
        Given().When(Commands.Contact() with { Phone = "call me" }).ThenRefused((RefusalCode.Invalid, "phone"));
    }

    [Fact]
    public void A_contingent_is_tied_to_an_external_channel_or_to_none()
    {
        var (external, own) = (Commands.Channel(), Commands.Channel("Kasse", SalesChannelType.Own));

        Given(external).When(Commands.Contingent(external)).ThenMade<Contingent>().ExternalChannel.ShouldBe(Commands.IdOf(external));
        Given().When(Commands.Contingent()).ThenMade<Contingent>().ExternalChannel.ShouldBeNull();
        Given(own).When(Commands.Contingent(own)).ThenRefused((RefusalCode.WrongState, Commands.IdOf(own).ToString()));
        Given().When(Commands.Contingent(external)).ThenRefused((RefusalCode.NotFound, Commands.IdOf(external).ToString()));
    }

    [Fact]
    public void A_distributor_has_several_interfaces_each_with_a_channel_of_its_own()
    {
        var (ticketnet, first, second) = (Commands.Distributor(), Commands.Channel("T1"), Commands.Channel("T2"));
        var specification = Given(ticketnet, first, second, Commands.Interface(ticketnet, first));

        specification.When(Commands.Interface(ticketnet, first, "Ticketnet 2")).ThenRefused((RefusalCode.Duplicate, Commands.IdOf(first).ToString()));
        specification.When(Commands.Interface(ticketnet, second, "Ticketnet 2")).ThenMade<RegisteredInterface>();
    }

    [Theory]
    [InlineData("Ticketnet")]
    [InlineData("ticket net")]
    [InlineData("")]
    public void The_type_of_an_interface_is_a_plain_word(string type)
    {
        var (ticketnet, channel) = (Commands.Distributor(), Commands.Channel());

        Given(ticketnet, channel).When(Commands.Interface(ticketnet, channel) with { Type = type }).ThenRefused((RefusalCode.Invalid, "type"));
    }

    [Fact]
    public void Whatever_has_a_name_can_be_renamed_and_nothing_else_of_it_changes()
    {
        var (derby, hall, channel, ticketnet) = (Commands.Event(), Commands.Configuration(), Commands.Channel(), Commands.Distributor());
        var specification = Given(
            derby,
            hall,
            channel,
            ticketnet,
            Commands.Performance(derby, hall),
            Commands.Audience(),
            Commands.Contact(),
            Commands.Contingent(channel),
            Commands.Interface(ticketnet, channel));

        foreach (var entry in specification.State.Entries.Values)
        {
            var renamed = specification.When(new Rename(Context(), entry.Kind, entry.Key, $"Neu {entry.Kind}")).ThenMade<CatalogEntry>();

            renamed.Label.ShouldBe($"Neu {entry.Kind}");
            specification.When(new Rename(Context(), entry.Kind, entry.Key, entry.Label!)).ThenMade<CatalogEntry>().ShouldBe(entry);
        }

        specification.State.Entries.Values.Select(entry => entry.Kind).Distinct().Count().ShouldBe(Enum.GetValues<CatalogKind>().Length - 2, "Tariffs and activity profiles have no names.");
    }

    [Fact]
    public void A_rename_keeps_names_unique_and_needs_the_thing()
    {
        var (derby, cup) = (Commands.Event("Derby"), Commands.Event("Pokal"));
        var specification = Given(derby, cup);
        var key = derby.Context.Id.Value;

        specification.When(new Rename(Context(), CatalogKind.Event, key, "Pokal")).ThenRefused((RefusalCode.Duplicate, "name"));
        specification.When(new Rename(Context(), CatalogKind.Event, key, "Derby")).ThenMade<Event>();
        specification.When(new Rename(Context(), CatalogKind.Contact, key, "X")).ThenRefused((RefusalCode.NotFound, key.ToString()));
    }

    [Fact]
    public void A_tariff_can_not_be_renamed()
    {
        var adults = Commands.Audience();
        var tariff = Commands.Tariff(adults);

        Given(Commands.Configuration(), adults, tariff).When(new Rename(Context(), CatalogKind.Tariff, tariff.Context.Id.Value, "X"))
            .ThenRefused((RefusalCode.Invalid, "kind"));
    }

    [Fact]
    public void Nobody_asks_anonymously() =>
        Given().When(Commands.Event() with { Context = Context() with { Who = "" } }).ThenRefused((RefusalCode.Invalid, "who"));

    [Fact]
    public void A_full_catalog_takes_no_more_but_can_be_mended()
    {
        var specification = Given(Commands.Event());
        var full = specification.State;
        while (full.Entries.Count < CatalogRules.MaxEntries)
        {
            var id = NewId.Of<EventId>();
            full = full.Apply(new EntryRecorded(new Event(id, id.ToString())));
        }

        CatalogRules.Decide(full, Commands.Distributor(), null)
            .ShouldBeOfType<Outcome<CatalogDecision>.Refused>().First.Code.ShouldBe(RefusalCode.LimitExceeded);
        CatalogRules.Decide(full, new Rename(Context(), CatalogKind.Venue, full.Id.Value, "Neu"), null)
            .ShouldBeOfType<Outcome<CatalogDecision>.Done>();
    }

    [Fact]
    public void The_view_shows_everything_in_order()
    {
        var (derby, hall, adults, channel, ticketnet) =
            (Commands.Event("B"), Commands.Configuration(), Commands.Audience(), Commands.Channel(), Commands.Distributor());
        var early = Commands.Performance(derby, hall, "Z") with { StartsAt = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        var specification = Given(
            derby,
            Commands.Event("A"),
            hall,
            Commands.Performance(derby, hall),
            early,
            adults,
            Commands.Tariff(adults, price: 2),
            Commands.Tariff(adults, price: 1, category: "Kat B"),
            channel,
            Commands.Contact(),
            Commands.Contingent(channel),
            ticketnet,
            Commands.Interface(ticketnet, channel));

        var view = specification.State.View().ShouldNotBeNull();

        view.Version.ShouldBe(14);
        view.Events.Select(item => item.Name).ShouldBe(["A", "B"]);
        view.Performances.Select(item => item.Name).ShouldBe(["Z", "Samstag"]);
        view.Tariffs.Select(item => item.Category).ShouldBe(["Kat A", "Kat B"]);
        (view.Configurations.Length, view.AudienceSubCategories.Length, view.SalesChannels.Length, view.Contacts.Length).ShouldBe((1, 1, 1, 1));
        (view.Contingents.Length, view.Distributors.Length, view.Interfaces.Length).ShouldBe((1, 1, 1));
        NoVenue(NewId.Of<VenueId>()).State.View().ShouldBeNull();
    }
}
