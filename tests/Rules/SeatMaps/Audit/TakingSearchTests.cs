using Distribution.SeatMaps;
using Distribution.SeatMaps.Audit;
using Distribution.Tests.Fixtures;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps.Audit;

public sealed class TakingSearchTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Of_each_place_it_is_told_since_when_who_has_it_now_has_it()
    {
        var (hold, order) = (Hold("P-1-2", "P-1-3"), NewId.Of<Distribution.Primitives.OrderId>());
        var map = Given(Offer(TicketnetFloor, TicketnetLink, "P-1-1")).Later(Hour)
            .And(Sell(order, "P-1-4")).Later(Hour)
            .And(Cancel(order)).And(Sell("P-1-4")).And(hold).Later(TimeSpan.FromMinutes(5))
            .And(Extend(hold, QuarterHour)).And(Block("P-1-1"));

        (await Takings(map, 0, "P-1-1", "P-1-2", "P-1-4", "P-1-2")).ShouldBe([Start, Start + (2 * Hour), Start + (2 * Hour), Start + (2 * Hour)]);
    }

    [Fact]
    public async Task What_is_left_of_an_order_is_its_own_since_it_was_sold()
    {
        var order = NewId.Of<Distribution.Primitives.OrderId>();
        var map = Given(Sell(order, "P-1-1", "P-1-2")).Later(Hour).And(Cancel(order, "P-1-1"));

        (await Takings(map, 0, "P-1-2")).ShouldBe([Start]);
    }

    [Fact]
    public async Task Of_what_is_gone_from_the_journal_and_of_a_place_that_there_is_not_nothing_is_told()
    {
        var map = Given(Sell("P-1-1")).And(Sell("P-1-2"));

        (await Takings(map, 1, "P-1-1", "P-1-2")).ShouldBe([null, Start]);
        (await new TakingSearch([(null, new PlaceHolder(HolderKind.Nobody))], map.State.Parties.View()).Find(new JournalRows(map).Scan(), CancellationToken.None)).ShouldBe([null]);
    }

    [Fact]
    public async Task Nothing_more_is_read_once_all_of_it_is_known()
    {
        var map = Given(Enumerable.Range(0, 300).SelectMany(_ => new[] { Block("R-1-1"), (ISeatMapCommand)Unblock("R-1-1") })).And(Sell("P-1-1"));
        var rows = new JournalRows(map);

        await Search(map, "P-1-1").Find(rows.Scan(), CancellationToken.None);

        rows.Reads.ShouldBe(1);
    }

    private static async Task<IEnumerable<DateTimeOffset?>> Takings(SeatMapSpecification map, int prunedRows, params string[] places) =>
        (await Search(map, places).Find(new JournalRows(map).Scan(pruned: prunedRows), CancellationToken.None)).Select(taking => taking?.At);

    private static TakingSearch Search(SeatMapSpecification map, params IEnumerable<string> places) =>
        new([.. places.Select(map.NumberOf).Select(place => ((int?)place, PlaceHolder.Of(map.State, place)))], map.State.Parties.View());
}
