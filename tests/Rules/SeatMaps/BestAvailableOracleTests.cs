using System.Collections.Immutable;
using CsCheck;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Availability;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.SeatMaps;

/// <summary>Whatever happens to a hall, the index finds what a search through everything finds.</summary>
public sealed class BestAvailableOracleTests
{
    private const int Categories = 3;
    private const int Blocks = 3;

    private static readonly Gen<(int Category, SeatKind Kind, int Step)> Seat = Gen.Select(
        Gen.Frequency((6, Gen.Const(0)), (1, Gen.Int[0, Categories - 1])),
        Gen.Frequency((8, Gen.Const(SeatKind.Standard)), (1, Gen.Const(SeatKind.Accessible)), (1, Gen.Const(SeatKind.Companion))),
        Gen.Frequency((12, Gen.Const(2)), (1, Gen.Const(0)), (1, Gen.Const(3)), (2, Gen.Const(4)), (1, Gen.Const(7))));

    private static readonly Gen<SeatingPlan> Plan = Gen.Select(
        Gen.Select(Gen.Int[0, Blocks - 1], Gen.Frequency((9, Seat.Array[1, 14]), (1, Seat.Array[60, 140]))).Array[1, 8],
        Gen.Select(Gen.Int[0, Categories - 1], Gen.Int[1, 8]).Array[0, 3],
        PlanOf);

    private static readonly Gen<Wish> AnyWish = Gen.Select(
        Gen.Int[0, 1], Gen.Int[-1, Categories - 1], Gen.Int[-2, Blocks], Gen.Int[1, 8], Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[0, 4])),
        (contingent, category, block, quantity, accessible) => new Wish((ushort)contingent, category < 0 ? null : category, block, quantity, Math.Min(quantity, accessible)));

    private static readonly Gen<Change> AnyChange = Gen.Select(
        Gen.Int[0, 5], Gen.Double[0, 0.9999], Gen.Frequency((3, Gen.Int[1, 6]), (1, Gen.Int[1, 60])), Gen.Int[1, 4], AnyWish,
        (kind, from, length, step, wish) => new Change(kind, from, length, step, wish));

    [Fact]
    public void It_finds_the_same_places_as_a_search_through_all_candidates() => Gen.Select(Plan, AnyChange.Array[1, 25]).Sample(
        (plan, changes) =>
        {
            var state = new SeatMapState(new PlaceIndex(plan));
            foreach (var change in changes)
            {
                Apply(state, change);
                Found(state, change.Wish).ShouldBe(Expected(state, change.Wish));
            }
        },
        iter: 2_000);

    [Fact]
    public void What_was_forgotten_of_a_contingent_is_found_out_anew() => Gen.Select(
        Seat.Array[120, 160], Gen.Select(Gen.Int[0, HoldablePlaces.MaxContingents + 3], Gen.Double[0, 0.9999], Gen.Int[1, 12]).Array[60, 120]).Sample(
        (seats, steps) =>
        {
            var state = new SeatMapState(new PlaceIndex(PlanOf([(0, seats), (1, seats)], [(0, 20)])));
            foreach (var (contingent, from, length) in steps)
            {
                Set(state, (int)(from * state.Index.Count), length, 1, facts => facts with { Contingent = (ushort)contingent });
                var wish = new Wish((ushort)(contingent * 7 % (HoldablePlaces.MaxContingents + 4)), null, -1, Math.Max(1, length / 3), 0);
                Found(state, wish).ShouldBe(Expected(state, wish));
            }
        },
        iter: 60);

    private static int[] Found(SeatMapState state, Wish wish) => [.. BestAvailable.Find(
        state, SeatWish.Of(state.Index, wish.Contingent, CodeOf(wish.Category), BlockOf(wish.Block), wish.Quantity, wish.Accessible)!.Value).Places];

    private static int[] Expected(SeatMapState state, Wish wish) =>
        [.. new BestAvailableOracle(state, wish.Contingent, wish.Category, BlockOf(wish.Block)).Find(wish.Quantity, wish.Accessible)];

    private static string? CodeOf(int? category) => category is { } number ? $"K{number}" : null;

    /// <summary>Below 0 any; the last is the name of a block without rows, and of an area where there is one.</summary>
    private static string? BlockOf(int block) => block < 0 ? null : block == Blocks ? "Hill0" : $"B{block}";

    private static void Apply(SeatMapState state, Change change)
    {
        var place = (int)(change.From * state.Index.Count);
        switch (change.Kind)
        {
            case 0:
                Set(state, place, change.Length, change.Step, facts => facts with { Contingent = facts.Contingent == 0 ? (ushort)1 : (ushort)0 });
                break;
            case 1:
                Set(state, place, change.Length, change.Step, facts => facts with { Blocked = !facts.Blocked });
                break;
            case 2:
                Set(state, place, change.Length, change.Step, facts => facts.IsOffered ? facts.NotOffered() : facts with { Offer = OfferStage.InDoubt });
                break;
            case 3:
                Sell(state, [.. Enumerable.Range(0, change.Length).Select(i => place + (i * change.Step)).Where(p => p < state.Index.Count && state[p].IsFree)]);
                break;
            case 4:
                Sell(state, [.. Found(state, change.Wish)]);
                break;
            case 5 when state[place] is { IsFree: false } facts:
                var freed = Changes.Freeing(state, state.PlacesOfSale(facts.Sale));
                Apply(state, [new SeatMapEffect.SaleEnded(facts.Sale, SaleEnd.Cancelled), .. freed]);
                break;
        }
    }

    private static void Set(SeatMapState state, int from, int length, int step, Func<PlaceFacts, PlaceFacts> change) => Apply(
        state,
        [.. Changes.Of(state, [.. Enumerable.Range(0, length).Select(i => from + (i * step)).Where(place => place < state.Index.Count)], change)]);

    private static void Sell(SeatMapState state, ImmutableArray<int> places)
    {
        if (!places.IsEmpty)
        {
            var number = state.NextSale;
            var sold = Changes.Of(state, places, facts => facts with { Status = SaleStatus.Sold, Sale = number });
            Apply(state, [new SeatMapEffect.SaleSet(number, new SaleRecord.Sold(NewId.Of<OrderId>(), null, 0)), .. sold]);
        }
    }

    private static void Apply(SeatMapState state, ImmutableArray<SeatMapEffect> effects) => state.Apply(new JournalEntry(
        state.Version + 1, SeatMapAction.AssignPlaces, new CommandContext(NewId.Of<CommandId>(), "marie"), 0, default, effects, Answer.Nothing));

    private static SeatingPlan PlanOf((int Block, (int Category, SeatKind Kind, int Step)[] Seats)[] rows, (int Category, int Capacity)[] areas) => new(
        "Hall",
        [.. Enumerable.Range(0, Categories).Select(category => new PlanCategory($"K{category}", null))],
        [new PlanArea(new AreaKey("House"))],
        [.. Enumerable.Range(0, Blocks).Select(block => new PlanBlock($"B{block}", 0)), new PlanBlock("Hill0", 0)],
        [.. rows.Select((row, number) => new PlanRow($"{number}", row.Block))],
        [
            .. rows.SelectMany((row, number) => row.Seats.Select((seat, at) =>
                new PlanSeat(new PlaceKey($"{number}-{at}"), $"{at}", number, seat.Category, row.Seats.Take(at + 1).Sum(one => one.Step), number, seat.Kind))),
        ],
        [.. areas.Select((area, number) => new UnnumberedArea(new AreaKey($"Hill{number}"), area.Category, area.Capacity))]);

    private sealed record Wish(ushort Contingent, int? Category, int Block, int Quantity, int Accessible);

    private sealed record Change(int Kind, double From, int Length, int Step, Wish Wish);
}
