using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Tests.Simulation;

/// <summary>Which places a command is about.</summary>
internal sealed partial class SeatMapModel
{
    /// <param name="problem">Why a place can't be had, or null.</param>
    /// <param name="decide">For the places that were chosen, once they are known to be good ones.</param>
    private Expectation Select(
        PlaceSelection selection, int limit, Func<ModelPlace, RefusalCode?> problem, Func<IReadOnlyList<ModelPlace>, Expectation> decide)
    {
        if (Malformed(selection, limit) is { } malformed)
        {
            return malformed;
        }

        var seats = selection.Places.Select((key, at) => (key.Value, IsRepeated: selection.Places.IndexOf(key) < at)).ToList();
        var refusals = seats.Select(seat => (Code: seat.IsRepeated ? RefusalCode.Invalid : ProblemOf(seat.Value, problem), Subject: seat.Value))
            .Concat(selection.Areas.Select(area => (Code: ProblemOf(area, problem), Subject: area.Area.Value)))
            .Where(refusal => refusal.Code is not null)
            .Select(refusal => (refusal.Code!.Value, refusal.Subject))
            .OrderBy(refusal => refusal.Item1)
            .ToImmutableArray();
        return refusals.IsEmpty
            ? Chosen(selection, problem, decide)
            : new Expectation(refusals, null);
    }

    private static Expectation? Malformed(PlaceSelection selection, int limit)
    {
        if (selection.Places.IsEmpty && selection.Areas.IsEmpty)
        {
            return Expectation.Refused(RefusalCode.Invalid, "places");
        }

        var bad = selection.Areas.Where((area, at) => area.Quantity < 1 || selection.Areas.Take(at).Any(earlier => earlier.Area == area.Area)).ToList();
        return bad.Count > 0 ? Expectation.Refused(RefusalCode.Invalid, bad[0].Area.Value)
            : selection.Places.Length + selection.Areas.Sum(area => (long)area.Quantity) > limit ? Expectation.Refused(RefusalCode.LimitExceeded, "places")
            : null;
    }

    private RefusalCode? ProblemOf(string seat, Func<ModelPlace, RefusalCode?> problem) =>
        Places.SingleOrDefault(place => place.IsNumbered && place.Name == seat) is { } found ? problem(found) : RefusalCode.NotFound;

    private RefusalCode? ProblemOf(AreaQuantity wanted, Func<ModelPlace, RefusalCode?> problem)
    {
        var places = Places.Where(place => place.Area == wanted.Area.Value).ToList();
        return places.Count == 0 ? RefusalCode.NotFound
            : places.Count(place => problem(place) is null) < wanted.Quantity ? RefusalCode.NotEnoughPlaces
            : null;
    }

    /// <summary>
    /// Seats are those named. Of an area, any good ones will do, so what else is decided is decided once they are known; a command that is
    /// refused for another reason is refused whichever they are.
    /// </summary>
    private Expectation Chosen(PlaceSelection selection, Func<ModelPlace, RefusalCode?> problem, Func<IReadOnlyList<ModelPlace>, Expectation> decide)
    {
        var any = selection.Places.Select(key => Places.Single(place => place.Name == key.Value))
            .Concat(selection.Areas.SelectMany(area => Places.Where(place => place.Area == area.Area.Value && problem(place) is null).Take(area.Quantity)));
        return decide([.. any]) is { Follow: null } refused
            ? refused
            : Expectation.Done(answer =>
            {
                var chosen = answer.Places.Select(number => Places[number]).ToList();
                chosen.Distinct().Count().ShouldBe(chosen.Count);
                chosen.Where(place => place.IsNumbered).Select(place => place.Name).ShouldBe(selection.Places.Select(key => key.Value));
                chosen.Where(place => !place.IsNumbered).CountBy(place => place.Area!).Select(area => (area.Key, area.Value))
                    .ShouldBe(selection.Areas.Select(area => (area.Area.Value, area.Quantity)));
                chosen.ShouldAllBe(place => problem(place) == null);
                decide(chosen).Follow!(answer);
            });
    }

    private Expectation Decide(HoldBestAvailable command, DateTimeOffset now)
    {
        if (command.Quantity is < 1 or > Holding.MaxPlaces)
        {
            return Expectation.Refused(RefusalCode.Invalid, "quantity");
        }

        if (HoldingFrom(command.From, command.Duration) is { } refused)
        {
            return refused;
        }

        if (command.Category is { } category && Places.All(place => place.Category != category))
        {
            return Expectation.Refused(RefusalCode.NotFound, "category");
        }

        if (command.Block is { } block && Places.All(place => place.Block != block))
        {
            return Expectation.Refused(RefusalCode.NotFound, "block");
        }

        var fitting = Places.Where(place => Taken(place) is null && Unsellable(place, command.From) is null
            && (command.Category is null || place.Category == command.Category) && (command.Block is null || place.Block == command.Block)).ToHashSet();
        var until = now + command.Duration;
        return fitting.Count < command.Quantity ? Expectation.Refused(RefusalCode.NotEnoughPlaces, "quantity")
            : Held(command.Context.Id, [], until) is { Follow: null } duplicate ? duplicate
            : Expectation.Done(answer =>
            {
                var chosen = answer.Places.Select(number => Places[number]).ToList();
                chosen.Distinct().Count().ShouldBe(command.Quantity);
                chosen.ShouldAllBe(place => fitting.Contains(place));
                var rank = RankOf(chosen, fitting);
                rank.ShouldBe(BestRank(fitting, command.Quantity));
                SeatingsOf(rank.Kind).ShouldContain((Seating)answer.Number);
                Held(command.Context.Id, chosen, until).Follow!(answer with { Number = 0 });
            });
    }

    private static Seating[] SeatingsOf(int kind) => kind switch
    {
        0 => [Seating.Neighbours],
        1 => [Seating.NeighboursLeavingOneAlone],
        2 => [Seating.OneArea],
        _ => [Seating.TwoRows, Seating.Apart],
    };

    /// <summary>How good a choice is: neighbours that leave nobody alone, neighbours, in one area, apart; then category, row, and distance from the middle.</summary>
    private (int Kind, int Category, int Row, double FromMiddle) RankOf(List<ModelPlace> chosen, HashSet<ModelPlace> fitting)
    {
        var row = Rows.ToList().FindIndex(seats => chosen.TrueForAll(seats.Contains));
        if (row >= 0 && chosen.Max(place => place.Number) - chosen.Min(place => place.Number) == chosen.Count - 1)
        {
            return RankOf(row, Rows[row].IndexOf(chosen.MinBy(place => place.Number)!), chosen.Count, fitting);
        }

        return chosen.All(place => place.Area is not null && place.Area == chosen[0].Area)
            ? (2, chosen[0].CategoryRank, 0, 0)
            : (3, chosen.Sum(place => place.CategoryRank), 0, 0);
    }

    private (int Kind, int Category, int Row, double FromMiddle) RankOf(int row, int start, int quantity, HashSet<ModelPlace> fitting)
    {
        var seats = Rows[row];
        var alone = IsAlone(start - 1, start - 2) || IsAlone(start + quantity, start + quantity + 1);
        return (alone ? 1 : 0, seats[start].CategoryRank, row, Math.Abs(start + (quantity / 2.0) - (seats.Count / 2.0)));

        bool IsAlone(int seat, int beyond) => Fits(seat) && !Fits(beyond);
        bool Fits(int seat) => seat >= 0 && seat < seats.Count && fitting.Contains(seats[seat]);
    }

    private (int Kind, int Category, int Row, double FromMiddle) BestRank(HashSet<ModelPlace> fitting, int quantity)
    {
        var neighbours =
            from row in Enumerable.Range(0, Rows.Count)
            from start in Enumerable.Range(0, Math.Max(0, Rows[row].Count - quantity + 1))
            where Rows[row].Skip(start).Take(quantity).All(fitting.Contains)
            select RankOf(row, start, quantity, fitting);
        var areas = fitting.Where(place => !place.IsNumbered).GroupBy(place => place.Area).Where(area => area.Count() >= quantity)
            .Select(area => (2, area.First().CategoryRank, 0, 0.0));
        var apart = (3, fitting.OrderBy(place => place.CategoryRank).Take(quantity).Sum(place => place.CategoryRank), 0, 0.0);
        return neighbours.Concat(areas).Append(apart).Min();
    }
}
