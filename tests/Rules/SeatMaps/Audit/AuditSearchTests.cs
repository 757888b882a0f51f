using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Audit;
using Distribution.SeatMaps.Journal;
using Distribution.Tests.Fixtures;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps.Audit;

/// <summary>Pages of a log of six entries, two to a journal row.</summary>
public sealed class AuditSearchTests
{
    private const long Latest = long.MaxValue;

    private readonly SeatMapSpecification _map = Given(
        Hold("P-1-1"), Hold("P-1-2"), Hold("P-1-3"), Block("R-1-1"), Block("R-1-2"), Unblock("R-1-1"));

    private readonly JournalRows _journal;

    public AuditSearchTests() => _journal = new JournalRows(_map);

    [Fact]
    public async Task A_page_larger_than_the_log_ends_at_its_beginning()
    {
        var page = await Search().Page(50, CancellationToken.None);

        Versions(page).ShouldBe([6, 5, 4, 3, 2, 1]);
        page.Before.ShouldBeNull();
    }

    [Theory]
    [InlineData(6)]
    [InlineData(4)]
    [InlineData(1)]
    public async Task Pages_go_on_where_the_one_before_ended_and_come_to_an_end(int first)
    {
        var (seen, before) = (new List<long>(), (long?)Latest);
        while (before is { } at)
        {
            var page = await Search(at).Page(first, CancellationToken.None);
            seen.AddRange(Versions(page));
            before = page.Before;
        }

        seen.ShouldBe([6, 5, 4, 3, 2, 1]);
    }

    [Fact]
    public async Task Entries_that_were_pruned_are_not_looked_for_again()
    {
        var page = await Search(prunedRows: 1).Page(50, CancellationToken.None);

        Versions(page).ShouldBe([6, 5, 4, 3]);
        page.Before.ShouldBeNull();
    }

    [Fact]
    public async Task A_place_that_nothing_happened_to_has_an_empty_log()
    {
        var page = await Search(only: "R-1-3").Page(50, CancellationToken.None);

        page.Entries.ShouldBeEmpty();
        page.Before.ShouldBeNull();
    }

    [Fact]
    public async Task Before_the_first_entry_and_in_an_empty_journal_there_is_nothing()
    {
        (await Search(1).Page(50, CancellationToken.None)).Before.ShouldBeNull();
        (await Search(prunedRows: 3).Page(50, CancellationToken.None)).Before.ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_more_is_read_once_nobody_waits_for_it()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Search().Page(50, gone.Token));

        _journal.Reads.ShouldBe(0);
    }

    [Fact]
    public void The_end_of_a_hold_or_a_sale_says_which_it_was_and_whose()
    {
        var (order, channel) = (NewId.Of<OrderId>(), NewId.Of<SalesChannelId>());
        HoldPlaces For(string customer, string place) => Hold(place) is var hold ? hold with { Customer = customer, Limits = new ChannelLimits(channel) } : hold;
        var (sold, expired) = (For("anna", "P-1-1"), For("otto", "P-1-2"));
        var map = Given(sold, expired, Confirm(sold, order)).Later(QuarterHour * 2).And(Cancel(order, "P-1-1"));
        var reading = new AuditReading(map.Map.Index, new SeatMapParties([], []), null);

        var log = map.Map.Entries.Select(entry => reading.Read(JournalCodec.Decode(JournalCodec.Encode([entry])).Single())!).ToList();

        log.Select(entry => (entry.Action, entry.Hold, entry.Order, entry.Customer)).ShouldBe(
        [
            (SeatMapAction.HoldPlaces, IdOf(sold), null, "anna"),
            (SeatMapAction.HoldPlaces, IdOf(expired), null, "otto"),
            (SeatMapAction.ConfirmHold, IdOf(sold), order, "anna"),
            (SeatMapAction.ExpireHold, IdOf(expired), null, "otto"),
            (SeatMapAction.CancelSale, null, order, null),
        ]);
        log.ShouldAllBe(entry => entry.Channel == channel);
    }

    [Fact]
    public void Of_an_order_that_is_cancelled_in_part_each_place_is_told_once_as_it_ends()
    {
        var (order, hold) = (NewId.Of<OrderId>(), Hold("P-1-1", "P-1-2", "P-1-3"));
        var map = Given(hold, Confirm(hold, order), Cancel(order, "P-1-2"));
        var reading = new AuditReading(map.Map.Index, new SeatMapParties([], []), null);

        var changes = reading.Read(map.Map.Entries[^1])!.Changes;

        changes.Select(change => (change.Status, string.Join(' ', change.Places))).ShouldBe([(SaleStatus.Free, "P-1-2"), (SaleStatus.Sold, "P-1-1 P-1-3")]);
    }

    private static IEnumerable<long> Versions(AuditPage page) => page.Entries.Select(entry => entry.Version);

    private AuditSearch Search(long latest = Latest, int prunedRows = 0, string? only = null) =>
        new(_journal.Scan(latest, prunedRows), new AuditReading(_map.Map.Index, new SeatMapParties([], []), only is null ? null : _map.NumberOf(only)));
}
