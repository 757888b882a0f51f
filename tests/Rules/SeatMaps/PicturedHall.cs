using System.Collections.Immutable;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Availability;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.SeatMaps;

/// <summary>
/// A hall as one sees it from above: a line is a row after its block ("A 11x2"), or an unnumbered area after its key ("Hill=111x"). A digit is a
/// free standard place of that category, w an accessible and c a companion place, both of category 1, and x a blocked standard place of
/// category 1; a bar is an aisle. In an answer the places that were found are exclamation marks.
/// </summary>
internal sealed class PicturedHall
{
    private static readonly DateTimeOffset Now = new(2027, 3, 12, 19, 30, 0, TimeSpan.Zero);

    private readonly ImmutableArray<string> _lines;

    private PicturedHall(ImmutableArray<string> lines)
    {
        _lines = lines;
        State = new SeatMapState(new PlaceIndex(PlanOf([.. lines.Select(line => (line.Split(' ', '=')[0], line.Split(' ', '=')[1], line.Contains('=')))])));
        ImmutableArray<int> blocked = [.. Places().Index().Where(place => place.Item == 'x').Select(place => place.Index)];
        Set(new PlaceFacts { Blocked = true }, blocked);
    }

    public SeatMapState State { get; }

    public static PicturedHall Of(params ImmutableArray<string> lines) => new([.. lines.Where(line => !line.Contains('=')), .. lines.Where(line => line.Contains('='))]);

    public void Set(PlaceFacts facts, params ImmutableArray<int> places) => State.Apply(new JournalEntry(
        State.Version + 1,
        SeatMapAction.BlockPlaces,
        new CommandContext(NewId.Of<CommandId>(), "marie"),
        0,
        default,
        [new SeatMapEffect.PlacesSet(facts, places)],
        Answer.Nothing));

    /// <summary>The hall with what was found in it; one word where nothing was.</summary>
    public string[] Best(int quantity, string? category = null, string? block = null, int accessible = 0)
    {
        var wish = SeatWish.Of(State.Index, 0, category, block, quantity, accessible).ShouldNotBeNull();
        var found = BestAvailable.Find(State, wish).Places.ToHashSet();
        var place = 0;
        return found.Count == 0
            ? ["nothing"]
            : [.. _lines.Select(line => line[..line.IndexOfAny([' ', '='])] + string.Concat(line[line.IndexOfAny([' ', '='])..].Select((seat, at) => at > 0 && seat != '|' && found.Contains(place++) ? '!' : seat)))];
    }

    public Outcome<Answer> Execute(ISeatMapCommand command) => new SeatMapEngine(State).Execute(command, Now, _ => { });

    public Refusal Refusal(ISeatMapCommand command) => Execute(command).Match(_ => [], refusals => refusals).ShouldHaveSingleItem();

    private IEnumerable<char> Places() => _lines.SelectMany(line => line[(line.IndexOfAny([' ', '=']) + 1)..]).Where(place => place != '|');

    private static SeatingPlan PlanOf(ImmutableArray<(string Name, string Places, bool IsArea)> lines)
    {
        ImmutableArray<string> blocks = [.. lines.Where(line => !line.IsArea).Select(line => line.Name).Distinct()];
        var rows = lines.Where(line => !line.IsArea).ToList();
        return new SeatingPlan(
            "Hall",
            [.. Enumerable.Range(1, 9).Select(category => new PlanCategory($"{category}", null))],
            [new PlanArea(new AreaKey("House"))],
            [.. blocks.Select(block => new PlanBlock(block, 0))],
            [.. rows.Select((row, number) => new PlanRow($"{number}", blocks.IndexOf(row.Name)))],
            [
                .. rows.SelectMany((row, number) => row.Places.Index().Where(seat => seat.Item != '|').Select((seat, at) => new PlanSeat(
                    new PlaceKey($"{row.Name}-{number + 1}-{at + 1}"), $"{at + 1}", number, CategoryOf(seat.Item), seat.Index, number, KindOf(seat.Item)))),
            ],
            [.. lines.Where(line => line.IsArea).Select(area => new UnnumberedArea(new AreaKey(area.Name), CategoryOf(area.Places[0]), area.Places.Length))]);
    }

    private static int CategoryOf(char seat) => char.IsDigit(seat) ? seat - '1' : 0;

    private static SeatKind KindOf(char seat) => seat switch
    {
        'w' => SeatKind.Accessible,
        'c' => SeatKind.Companion,
        _ => SeatKind.Standard,
    };
}
