using System.Collections.Immutable;
using Distribution.Api.SeatMaps;
using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.SeatMaps;

/// <summary>A performance that begins at eight in the evening, and the channel Web, at noon.</summary>
public sealed class OwnChannelsTests
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 12, 12, 0, 0, TimeSpan.Zero);

    private static readonly PerformanceFacts Performance = new(
        NewId.Of<VenueId>(), NewId.Of<PerformanceId>(), NewId.Of<EventId>(), NewId.Of<LogicalConfigurationId>(), default, "Friday", Noon.AddHours(8), "Europe/Paris");

    private static readonly ChannelFacts Web = new(Performance.Venue, NewId.Of<SalesChannelId>(), "Web", SalesChannelType.Own);

    [Fact]
    public void Without_a_profile_everything_is_sold() => OwnChannels.Limits(Performance, Web.Channel, Web, null, Noon).ShouldBe(new ChannelLimits(Web.Channel));

    [Fact]
    public void A_channel_of_no_venue_of_another_or_of_a_distributor_sells_nothing()
    {
        Problem(OwnChannels.Limits(Performance, Web.Channel, null, null, Noon)).ShouldBe((RefusalCode.NotFound, Web.Channel.ToString()));
        Problem(OwnChannels.Limits(Performance, Web.Channel, Web with { Venue = NewId.Of<VenueId>() }, null, Noon)).Code.ShouldBe(RefusalCode.NotFound);
        Problem(OwnChannels.Limits(Performance, Web.Channel, Web with { Type = SalesChannelType.External }, null, Noon)).Code.ShouldBe(RefusalCode.WrongState);
    }

    [Fact]
    public void The_categories_of_the_lines_that_are_open_are_sold() => Limits(
            Line("A", "B"),
            Line("B", "C") with { Performance = Performance.Performance, From = Noon, Until = Noon.AddTicks(1) },
            Line("D") with { Performance = NewId.Of<PerformanceId>() },
            Line("E") with { Event = NewId.Of<EventId>() },
            Line("F") with { From = Noon.AddTicks(1) },
            Line("G") with { Until = Noon })
        .Categories!.Value.ShouldBe(["A", "B", "C"]);

    [Fact]
    public void What_the_profile_does_not_sell_is_refused_with_what_it_is()
    {
        Problem(Limits(Line("A") with { Event = NewId.Of<EventId>() })).ShouldBe((RefusalCode.ChannelMayNotSell, "event"));
        Limits(Line("A") with { From = Noon.AddHours(2) }, Line("A") with { From = Noon.AddHours(1) }, Line("A") with { Until = Noon })
            .Problem!.Message.ShouldContain("the sale begins at 2027-03-12 13:00:00Z");
        Limits(Line("A") with { Until = Noon }, Line("A") with { Until = Noon.AddHours(-1) }).Problem!.Message.ShouldContain("the sale ended at 2027-03-12 12:00:00Z");
        Problem(OwnChannels.Limits(Performance, Web.Channel, Web, Profile(Line("A")), Performance.StartsAt)).ShouldBe((RefusalCode.ChannelMayNotSell, "period"));
    }

    private static (RefusalCode Code, string Subject) Problem(ChannelLimits limits) => (limits.Problem!.Code, limits.Problem.Subject);

    private static ChannelLimits Limits(params ImmutableArray<SoldEvent> sold) => OwnChannels.Limits(Performance, Web.Channel, Web, Profile(sold), Noon);

    private static ActivityProfile Profile(params ImmutableArray<SoldEvent> sold) => new(NewId.Of<ActivityProfileId>(), Web.Channel, sold);

    private static SoldEvent Line(params IEnumerable<string> categories) =>
        new(Performance.Event, null, [.. categories.Select(category => new SoldTariff(category, NewId.Of<AudienceSubCategoryId>()))]);
}
