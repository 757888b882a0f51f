using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Tests.Simulation;

/// <summary>
/// The rules of a seat map once more, as plainly as they can be said, without any regard to speed: a list of places, and dictionaries.
/// Where places are as good as one another it does not choose: it checks the choice that was made, and follows it.
/// </summary>
internal sealed partial class SeatMapModel
{
    private readonly List<(ContingentId Id, SalesChannelId? Channel)> _contingents = [];
    private readonly Dictionary<DistributorInterfaceId, (SalesChannelId Channel, long Version)> _interfaces = [];
    private readonly Dictionary<HoldId, (SaleEnd Why, DateTimeOffset At, OrderId? Order, List<ModelPlace> Places)> _endedHolds = [];
    private readonly Dictionary<CommandId, (ISeatMapCommand Command, Answer Answer, DateTimeOffset At)> _remembered = [];

    public SeatMapModel(SeatingPlan plan)
    {
        var seats = plan.Seats.Select((seat, number) =>
            Place(number, seat.Key.Value, seat.Category, plan.Blocks[plan.Rows[seat.Row].Block].Code, null));
        var areas = plan.UnnumberedAreas.SelectMany(area => Enumerable.Range(1, area.Capacity).Select(turn => (area, turn)));
        var unnumbered = areas.Select((place, at) =>
            Place(plan.Seats.Length + at, $"{place.area.Key} #{place.turn}", place.area.Category, place.area.Key.Value, place.area.Key.Value));
        Places = [.. seats, .. unnumbered];
        Rows = [.. plan.Seats.Select((seat, number) => (seat.Row, Place: Places[number])).GroupBy(seat => seat.Row, seat => seat.Place).Select(row => row.ToList())];

        ModelPlace Place(int number, string name, int category, string block, string? area) =>
            new(number, name, plan.Categories[category].Code, category, block, area);
    }

    public IReadOnlyList<ModelPlace> Places { get; }

    /// <summary>Numbered places, side by side.</summary>
    public IReadOnlyList<List<ModelPlace>> Rows { get; }

    public Expectation Expect(ISeatMapCommand command, DateTimeOffset now)
    {
        if (_remembered.TryGetValue(command.Context.Id, out var earlier))
        {
            return ReferenceEquals(earlier.Command, command)
                ? Expectation.Done(answer => ShouldBeSame(answer, earlier.Answer))
                : Expectation.Refused(RefusalCode.CommandMismatch, command.Context.Id.ToString());
        }

        var expected = Decide(command, now);
        return expected.Follow is { } follow
            ? Expectation.Done(answer =>
            {
                follow(answer);
                Forget(now);
                _remembered.Add(command.Context.Id, (command, answer, now));
            })
            : expected;
    }

    public void ExpireHolds(DateTimeOffset now)
    {
        foreach (var hold in Places.Where(place => place.HeldUntil <= now).GroupBy(place => place.Hold!.Value).ToList())
        {
            End(hold.Key, SaleEnd.Expired, now);
            Forget(now);
        }
    }

    public SalesChannelId? ChannelOf(ContingentId? contingent) =>
        contingent is null ? null : _contingents.Single(known => known.Id == contingent).Channel;

    public SalesChannelId ChannelOf(DistributorInterfaceId distributor) => _interfaces[distributor].Channel;

    private Expectation Decide(ISeatMapCommand command, DateTimeOffset now) => command switch
    {
        AssignPlaces assign => Decide(assign),
        TakeBackPlaces takeBack => Decide(takeBack),
        BlockPlaces block => Block(block.Within, block.Selection, blocked: true),
        UnblockPlaces unblock => Block(unblock.Within, unblock.Selection, blocked: false),
        BeginMove begin => Decide(begin),
        FinishMove finish => Decide(finish),
        AbandonMove abandon => Decide(abandon),
        HoldPlaces hold => Decide(hold, now),
        HoldBestAvailable best => Decide(best, now),
        ExtendHold extend => Decide(extend, now),
        ReleaseHold release => OnHold(release.Hold, places => Ending(release.Hold, places, SaleEnd.Released, now)),
        ConfirmHold confirm => Decide(confirm, now),
        CancelSale cancel => Decide(cancel),
        BeginExport begin => Decide(begin),
        RecordExport record => Decide(record),
        ImportSale import => Decide(import),
        CancelImportedSale cancel => Decide(cancel),
        _ => throw new InvalidOperationException($"{command.GetType().Name} is not modelled."),
    };

    private bool Knows(ContingentId contingent) => _contingents.Exists(known => known.Id == contingent);

    /// <summary>The refusal of a contingent that comes with another channel than before.</summary>
    private Expectation? Misled(ContingentRef contingent) =>
        Knows(contingent.Id) && ChannelOf(contingent.Id) != contingent.Channel ? Expectation.Refused(RefusalCode.Foreign, contingent.Id.ToString()) : null;

    private Expectation? Misled(DistributorInterfaceId distributor, SalesChannelId channel) =>
        _interfaces.TryGetValue(distributor, out var known) && known.Channel != channel ? Expectation.Refused(RefusalCode.Foreign, distributor.ToString()) : null;

    private void Meet(ContingentRef contingent)
    {
        if (!Knows(contingent.Id))
        {
            _contingents.Add((contingent.Id, contingent.Channel));
        }
    }

    private void End(HoldId hold, SaleEnd why, DateTimeOffset now, OrderId? order = null)
    {
        var places = Places.Where(place => place.Hold == hold).ToList();
        places.ForEach(place => place.Free());
        _endedHolds[hold] = (why, now, order, places);
    }

    /// <summary>With every entry, what is more than a day older than it.</summary>
    private void Forget(DateTimeOffset now)
    {
        foreach (var old in _remembered.Where(known => now - known.Value.At > CommandMemory.Window).Select(known => known.Key).ToList())
        {
            _remembered.Remove(old);
        }

        foreach (var old in _endedHolds.Where(ended => now - ended.Value.At > CommandMemory.Window).Select(ended => ended.Key).ToList())
        {
            _endedHolds.Remove(old);
        }
    }

    private static void ShouldBeSame(Answer actual, Answer expected)
    {
        actual.Places.ShouldBe(expected.Places);
        (actual.Until, actual.Number, actual.Warning).ShouldBe((expected.Until, expected.Number, expected.Warning));
    }
}
