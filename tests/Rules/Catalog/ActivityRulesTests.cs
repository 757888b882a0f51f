using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.Tests.Fixtures;
using static Distribution.Tests.Rules.Catalog.CatalogSpecification;

namespace Distribution.Tests.Rules.Catalog;

public sealed class ActivityRulesTests
{
    private readonly CreateEvent _event = Commands.Event();
    private readonly CreateEvent _other = Commands.Event("Pokal");
    private readonly AddLogicalConfiguration _hall = Commands.Configuration();
    private readonly CreateAudienceSubCategory _adults = Commands.Audience();
    private readonly CreateSalesChannel _channel = Commands.Channel();
    private readonly CreatePerformance _performance;
    private readonly CatalogSpecification _specification;

    public ActivityRulesTests()
    {
        _performance = Commands.Performance(_event, _hall);
        _specification = Given(_event, _other, _hall, _performance, _adults, _channel, Commands.Tariff(_adults));
    }

    private SoldTariff Tariff => new("Kat A", new AudienceSubCategoryId(_adults.Context.Id.Value));

    private SoldEvent Line => new(new EventId(_event.Context.Id.Value), null, [Tariff]);

    [Fact]
    public void A_profile_says_what_a_channel_sells()
    {
        var command = Set(Line with { Performance = new PerformanceId(_performance.Context.Id.Value) });

        var profile = _specification.When(command).ThenMade<ActivityProfile>();

        profile.Id.Value.ShouldBe(command.Context.Id.Value);
        profile.Channel.ShouldBe(Commands.IdOf(_channel));
        profile.Sold.ShouldBe(command.Sold);
    }

    [Fact]
    public void A_channel_has_one_profile_and_the_last_one_holds()
    {
        var first = _specification.When(Set(Line)).ThenMade<ActivityProfile>();

        var second = _specification.When(Set()).ThenMade<ActivityProfile>();

        second.Id.ShouldBe(first.Id);
        second.Sold.ShouldBeEmpty();
    }

    [Fact]
    public void The_same_command_again_does_not_undo_a_later_one()
    {
        var first = Set(Line);
        _specification.When(first).ThenMade<ActivityProfile>();
        var later = _specification.When(Set()).ThenMade<ActivityProfile>();

        _specification.When(first).ThenAnswered(later);
        _specification.When(first with { Sold = [] }).ThenRefused((RefusalCode.CommandMismatch, first.Context.Id.ToString()));
    }

    [Fact]
    public void Only_things_of_this_venue_are_sold_and_only_at_a_price()
    {
        var channel = NewId.Of<SalesChannelId>();

        _specification.When(Set() with { Channel = channel }).ThenRefused((RefusalCode.NotFound, channel.ToString()));
        _specification.When(Set(Line with { Event = NewId.Of<EventId>() })).ThenRefused((RefusalCode.NotFound, "sold[0].event"));
        _specification.When(Set(Line, Line with { Event = new EventId(_other.Context.Id.Value), Performance = new PerformanceId(_performance.Context.Id.Value) }))
            .ThenRefused((RefusalCode.NotFound, "sold[1].performance"));
        _specification.When(Set(Line with { Tariffs = [Tariff, Tariff with { Category = "Kat B" }] })).ThenRefused((RefusalCode.NotFound, "sold[0].tariffs[1]"));
    }

    [Fact]
    public void A_price_for_another_event_is_none()
    {
        var pokal = new SetTariff(Context(), "Kat B", Tariff.Audience, new EventId(_other.Context.Id.Value), new Money(900, "EUR"));
        _specification.When(pokal).ThenMade<Tariff>();
        var line = Line with { Tariffs = [Tariff with { Category = "Kat B" }] };

        _specification.When(Set(line)).ThenRefused((RefusalCode.NotFound, "sold[0].tariffs[0]"));
        _specification.When(Set(line with { Event = new EventId(_other.Context.Id.Value) })).ThenMade<ActivityProfile>();
    }

    [Fact]
    public void A_line_sells_something_each_tariff_once_and_ends_after_it_begins()
    {
        var noon = new DateTimeOffset(2027, 1, 6, 12, 0, 0, TimeSpan.Zero);

        _specification.When(Set(Line with { Tariffs = [] })).ThenRefused((RefusalCode.Invalid, "sold[0].tariffs"));
        _specification.When(Set(Line with { Tariffs = [Tariff, Tariff] })).ThenRefused((RefusalCode.Duplicate, "sold[0].tariffs[1]"));
        _specification.When(Set(Line with { From = noon, Until = noon })).ThenRefused((RefusalCode.Invalid, "sold[0].until"));
    }

    [Fact]
    public void A_profile_has_its_limits_and_tells_of_no_more_problems_than_one_reads()
    {
        _specification.When(Set([.. Enumerable.Repeat(Line, ActivityProfile.MaxLines + 1)])).ThenRefused((RefusalCode.LimitExceeded, "sold"));
        _specification.When(Set([.. Enumerable.Repeat(Line with { Tariffs = [.. Enumerable.Repeat(Tariff, 21)] }, ActivityProfile.MaxLines)]))
            .ThenRefused((RefusalCode.LimitExceeded, "sold"));
        _specification.When(Set([.. Enumerable.Repeat(Line with { Tariffs = [] }, ActivityProfile.MaxLines)]))
            .Outcome.ShouldBeOfType<Outcome<CatalogDecision>.Refused>().Refusals.Length.ShouldBe(ActivityRules.MaxRefusals);
        _specification.When(Set([.. Enumerable.Repeat(Line, ActivityProfile.MaxLines)])).ThenMade<ActivityProfile>();
    }

    [Fact]
    public void A_profile_has_no_name_to_change()
    {
        var profile = _specification.When(Set(Line)).ThenMade<ActivityProfile>();

        _specification.When(new Rename(Context(), CatalogKind.ActivityProfile, profile.Key, "x")).ThenRefused((RefusalCode.Invalid, "kind"));
    }

    private SetActivityProfile Set(params ImmutableArray<SoldEvent> sold) => new(Context(), Commands.IdOf(_channel), sold);
}
