using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Simulation;

/// <summary>What can happen.</summary>
internal sealed partial class SeatMapSimulation
{
    private static readonly TimeSpan[] Durations =
        [TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15), TimeSpan.FromHours(24), TimeSpan.Zero, TimeSpan.FromDays(2)];

    /// <summary>How often something happens is how often it stands here.</summary>
    private Action<Random>[] Kinds() =>
    [
        .. Often(8, Assign), .. Often(4, TakeBack), .. Often(3, Block), .. Often(3, Unblock),
        .. Often(4, Hold), .. Often(5, HoldBest), .. Often(2, Extend), .. Often(2, Release), .. Often(3, Confirm), .. Often(2, Cancel),
        .. Often(3, BeginMove), .. Often(3, FinishMove), .. Often(1, AbandonMove),
        .. Often(7, random => Begin(Any(random))), .. Often(7, Receive), .. Often(6, RecordAnswer), .. Often(2, NotTaken), .. Often(2, LoseAnswer),
        .. Often(8, random => Any(random).Sell(random, NextId<TicketId>(), NextId<OrderId>())), .. Often(3, random => Any(random).Cancel(random)),
        .. Often(8, Report), .. Often(2, SellWithoutHaving), .. Often(5, TouchWhatADistributorHas),
        .. Often(3, Wait), .. Often(4, Repeat), .. Often(2, ReuseAnId),
    ];

    private static IEnumerable<Action<Random>> Often(int times, Action<Random> happens) => Enumerable.Repeat(happens, times);

    private static T Pick<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private SimulatedDistributor Any(Random random) => Pick(random, _distributors);

    private void Assign(Random random)
    {
        var to = Pick(random, Contingents);
        var misled = random.Next(20) == 0 ? to with { Channel = Unallotted.Channel } : to;
        _ = Run(new AssignPlaces(Context(), misled, Some(random, place => place.IsFree && place.Contingent is null)));
    }

    private void TakeBack(Random random)
    {
        var from = Pick(random, Contingents).Id;
        _ = Run(new TakeBackPlaces(Context(), from, Some(random, place => place.IsFree && place.Contingent == from)));
    }

    private void Block(Random random)
    {
        var within = AnyContingent(random);
        _ = Run(new BlockPlaces(Context(), within, Some(random, place => place is { IsFree: true, Blocked: false } && place.Contingent == within)));
    }

    private void Unblock(Random random)
    {
        var within = AnyContingent(random);
        _ = Run(new UnblockPlaces(Context(), within, Some(random, place => place is { IsFree: true, Blocked: true } && place.Contingent == within)));
    }

    private void Hold(Random random)
    {
        var from = AnyContingent(random);
        var selection = Some(random, place => place is { IsFree: true, Blocked: false, Offeree: null } && place.Contingent == from);
        Holding(new HoldPlaces(Context(), from, selection, Pick(random, Durations)));
    }

    private void HoldBest(Random random)
    {
        var category = random.Next(3) > 0 ? null : Pick(random, ["Kat A", "Kat B", "Steh", "Kat Z"]);
        var block = random.Next(3) > 0 ? null : Pick(random, ["P", "R", "Steh", "Bar", "Z"]);
        Holding(new HoldBestAvailable(Context(), AnyContingent(random), category, block, random.Next(0, 8), Pick(random, Durations)));
    }

    private void Holding(ISeatMapCommand command)
    {
        if (Run(command) is Outcome<Answer>.Done)
        {
            _holds.Add(new HoldId(command.Context.Id.Value));
        }
    }

    private void Extend(Random random) => _ = Run(new ExtendHold(Context(), AnyHold(random), Pick(random, Durations)));

    private void Release(Random random) => _ = Run(new ReleaseHold(Context(), AnyHold(random)));

    private void Confirm(Random random)
    {
        var order = random.Next(8) == 0 ? AnyOrder(random) : NextId<OrderId>();
        _ = Run(new ConfirmHold(Context(), AnyHold(random), order));
        _orders.Add(order);
    }

    private void Cancel(Random random)
    {
        var order = AnyOrder(random);
        var some = _model.Places.Where(place => place.Order == order ? random.Next(2) == 0 : random.Next(60) == 0).Select(place => new PlaceKey(place.Name)).ToImmutableArray();
        _ = Run(new CancelSale(Context(), order, some.IsEmpty || random.Next(2) == 0 ? null : some));
    }

    private void BeginMove(Random random)
    {
        var from = Pick(random, Contingents).Id;
        _ = Run(new BeginMove(Context(), from, Some(random, place => place is { IsFree: true, Blocked: false } && place.Contingent == from)));
    }

    private void FinishMove(Random random) => _ = Run(new FinishMove(Context(), Pick(random, Contingents).Id, Pick(random, Contingents), Blocked(random)));

    private void AbandonMove(Random random) => _ = Run(new AbandonMove(Context(), Pick(random, Contingents).Id, Blocked(random)));

    private void Receive(Random random)
    {
        var distributor = Any(random);
        if (distributor.UnderWay.Count > 0)
        {
            distributor.Receive(Pick(random, distributor.UnderWay), random);
        }
    }

    /// <summary>An answer may be recorded twice.</summary>
    private void RecordAnswer(Random random)
    {
        var distributor = Any(random);
        if (distributor.Answers.Count > 0)
        {
            var at = random.Next(distributor.Answers.Count);
            _ = Record(distributor, distributor.Answers[at].Version, distributor.Answers[at].Result);
            if (random.Next(4) > 0)
            {
                distributor.Forget(at);
            }
        }
    }

    private void LoseAnswer(Random random)
    {
        var distributor = Any(random);
        if (distributor.Answers.Count > 0)
        {
            distributor.Forget(random.Next(distributor.Answers.Count));
        }
    }

    /// <summary>The message certainly never arrives, or is refused by a distributor that is ahead of it.</summary>
    private void NotTaken(Random random)
    {
        var distributor = Any(random);
        if (distributor.UnderWay.Count > 0)
        {
            var message = Pick(random, distributor.UnderWay);
            distributor.Lose(message);
            _ = Record(distributor, message.Version, random.Next(4) == 0 ? message.Undo with { LastVersion = distributor.GetAhead(message.Version) } : message.Undo);
        }
    }

    private void Report(Random random)
    {
        var distributor = Any(random);
        if (distributor.Live.Count > 0 && random.Next(10) == 0)
        {
            // Another interface claims the ticket.
            var ticket = Pick(random, distributor.Live.ToList());
            _ = Run(new CancelImportedSale(Context(), _distributors.First(other => other != distributor).Link.Interface, ticket.Id));
        }

        if (distributor.Unreported.Count > 0)
        {
            Report(distributor, distributor.Unreported[0]);
        }
    }

    /// <summary>A late sale, of a place that the distributor should not have any more or never had.</summary>
    private void SellWithoutHaving(Random random)
    {
        var (distributor, seat) = (Any(random), Pick(random, _model.Places.Where(place => place.IsNumbered).ToList()).Name);
        var ticket = new SimulatedDistributor.Ticket(NextId<TicketId>(), NextId<OrderId>(), seat, IsSeat: true, IsCancelled: false);
        if (distributor.MayHaveSold(seat) && Run(Import(distributor, ticket)) is Outcome<Answer>.Done)
        {
            distributor.HasSold(ticket);
        }
    }

    /// <summary>I1, head on: what a distributor may sell, nobody else can hold, be assigned or be sold.</summary>
    private void TouchWhatADistributorHas(Random random)
    {
        var distributor = Any(random);
        if (distributor.SeatsItMayHave.Order(StringComparer.Ordinal).ToList() is not { Count: > 0 } seats)
        {
            return;
        }

        var (seat, contingent) = (Pick(random, seats), Pick(random, [SmallHall.Friends, Staff]));
        var others = Contingents.Where(other => other.Channel != distributor.Link.Channel).ToList();
        var ticket = new SimulatedDistributor.Ticket(NextId<TicketId>(), NextId<OrderId>(), seat, IsSeat: true, IsCancelled: false);
        ISeatMapCommand[] touches =
        [
            new HoldPlaces(Context(), null, PlaceSelection.Of(seat), TimeSpan.FromMinutes(15)),
            new HoldPlaces(Context(), contingent.Id, PlaceSelection.Of(seat), TimeSpan.FromMinutes(15)),
            new AssignPlaces(Context(), Pick(random, others), PlaceSelection.Of(seat)),
            Import(_distributors.First(other => other != distributor), ticket),
        ];
        foreach (var touch in touches)
        {
            Run(touch).ShouldBeOfType<Outcome<Answer>.Refused>($"{distributor.Link.Name} may sell {seat}: {touch}");
        }
    }

    private void Wait(Random random)
    {
        _now += Pick(random, [TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(7), TimeSpan.FromTicks(1)]);

        // A sale that was cancelled could be imported once more when nobody remembers the command: the sales ledger is what remembers tickets for ever.
        _sent.RemoveAll(command => command is ImportSale);
        if (random.Next(2) == 0)
        {
            _map.ExpireHolds(_now);
            _model.ExpireHolds(_now);
        }
    }

    private void Repeat(Random random)
    {
        if (_sent.Count > 0)
        {
            _ = Run(Pick(random, _sent.TakeLast(40).ToList()));
        }
    }

    private void ReuseAnId(Random random)
    {
        if (_sent.Count > 0)
        {
            _ = Run(new HoldBestAvailable(Pick(random, _sent).Context, null, null, null, Quantity: 50, TimeSpan.FromMinutes(1)));
        }
    }

    private ContingentId? AnyContingent(Random random) => random.Next(2) == 0 ? null : Pick(random, Contingents).Id;

    private HoldId AnyHold(Random random) => _holds.Count == 0 || random.Next(10) == 0 ? NextId<HoldId>() : Pick(random, _holds.TakeLast(12).ToList());

    private OrderId AnyOrder(Random random) => _orders.Count == 0 || random.Next(10) == 0 ? NextId<OrderId>() : Pick(random, _orders.TakeLast(12).ToList());

    /// <summary>Mostly of the places that are good for the command; some others, some twice, some that don't exist, and now and then nothing.</summary>
    private PlaceSelection Some(Random random, Func<ModelPlace, bool> good)
    {
        var seats = _model.Places.Where(place => place.IsNumbered && (random.Next(12) == 0 || good(place))).Select(place => place.Name).ToList();
        var keys = Enumerable.Range(0, seats.Count == 0 ? 0 : random.Next(12) % 4).Select(_ => Pick(random, seats));
        var places = random.Next(12) == 0 ? keys : keys.Distinct();
        var areas = Enumerable.Range(0, random.Next(3)).Select(_ => new AreaQuantity(new AreaKey(Pick(random, AreaKeys)), random.Next(15) == 0 ? 0 : random.Next(1, 4)));
        return new PlaceSelection(
            [.. places.Append("X-9-9").SkipLast(random.Next(25) == 0 ? 0 : 1).Select(place => new PlaceKey(place))],
            [.. random.Next(12) == 0 ? areas : areas.DistinctBy(area => area.Area)]);
    }

    private ImmutableArray<int> Blocked(Random random) =>
        [.. _model.Places.Where(place => place.Blocked ? random.Next(3) > 0 : random.Next(10) == 0).Select(place => place.Number)];
}
