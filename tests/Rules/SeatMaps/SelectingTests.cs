using Distribution.Primitives;
using Distribution.SeatMaps;
using static Distribution.Primitives.RefusalCode;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

/// <summary>What every command with a list of places refuses, whatever it is for.</summary>
public sealed class SelectingTests
{
    public static TheoryData<string> Commands => ["assign", "take back", "block", "unblock", "begin move", "hold"];

    [Theory, MemberData(nameof(Commands))]
    public void Nothing_named_is_refused(string command)
    {
        WithFriends().When(Command(command, new PlaceSelection([], []))).ThenRefused(Invalid, "places");
        WithFriends().When(Command(command, new PlaceSelection(default, default))).ThenRefused(Invalid, "places");
    }

    [Theory, MemberData(nameof(Commands))]
    public void A_place_named_twice_is_refused(string command) =>
        WithFriends().When(Command(command, Select("P-1-1", "P-1-1", "Steh*1"))).ThenRefused(Invalid, "P-1-1", "named twice");

    [Fact]
    public void A_refusal_says_which_of_the_places_or_areas_it_is_about()
    {
        Given().When(Hold("P-1-1", "P-1-2", "P-1-1")).Refusals.ShouldHaveSingleItem().Argument.ShouldBe("places[2]");
        Given().When(Hold("P-1-1", "Steh*1", "Bar*0")).Refusals.ShouldHaveSingleItem().Argument.ShouldBe("areas[1].quantity");
        Given().When(Hold("P-1-1", "Steh*1", "Steh*1")).Refusals.ShouldHaveSingleItem().Argument.ShouldBe("areas[1].area");
        Given(Block("Steh*9")).When(Hold("P-1-1", "Steh*2")).Refusals.ShouldHaveSingleItem().Argument.ShouldBe("areas[0]");
    }

    [Theory, MemberData(nameof(Commands))]
    public void An_area_named_twice_is_refused(string command) =>
        WithFriends().When(Command(command, Select("Steh*1", "Bar*1", "Steh*1"))).ThenRefused(Invalid, "Steh", "named twice");

    [Theory, MemberData(nameof(Commands))]
    public void A_quantity_is_one_or_more(string command)
    {
        WithFriends().When(Command(command, Select("P-1-1", "Steh*0"))).ThenRefused(Invalid, "Steh", "not 0");
        WithFriends().When(Command(command, Select("Steh*-1"))).ThenRefused(Invalid, "Steh", "not -1");
        WithFriends().When(Command(command, Select($"Steh*{int.MinValue}"))).ThenRefused(Invalid, "Steh");
    }

    [Theory, MemberData(nameof(Commands))]
    public void Unknown_places_and_areas_are_refused_by_name(string command) =>
        WithFriends().When(Command(command, Select("P-1-1", "P-1-7", "p-1-1", "Steh", "Balkon*1", "P-1-1*1")))
            .ThenRefused((NotFound, "P-1-7"), (NotFound, "p-1-1"), (NotFound, "Steh"), (NotFound, "Balkon"), (NotFound, "P-1-1"));

    [Theory, MemberData(nameof(Commands))]
    public void Too_many_places_are_refused_with_the_limit(string command)
    {
        var limit = command == "hold" ? Holding.MaxPlaces : AssignPlaces.MaxPlaces;
        string[] tooMany = [.. Enumerable.Range(0, limit + 1).Select(place => $"X-1-{place}")];

        WithFriends().When(Command(command, Select(tooMany))).ThenRefused(LimitExceeded, "places", $"{limit + 1} places", $"at most {limit}");
        WithFriends().When(Command(command, Select([.. tooMany.Skip(1), "Steh*1"]))).ThenRefused(LimitExceeded, "places");
    }

    [Theory, MemberData(nameof(Commands))]
    public void Quantities_whose_sum_is_beyond_all_numbers_are_refused(string command) =>
        WithFriends().When(Command(command, Select($"Steh*{int.MaxValue}", $"Bar*{int.MaxValue}")))
            .ThenRefused(LimitExceeded, "places", "4294967294 places");

    [Theory, MemberData(nameof(Commands))]
    public void More_of_an_area_than_it_has_is_refused_with_what_it_has(string command) =>
        WithFriends().When(Command(command, Select("Bar*5"))).ThenRefused(NotEnoughPlaces, "Bar", "not 5");

    /// <summary>Two seats, and two places of each area, are in the internal contingent that all these commands are about; one seat and one of each is blocked.</summary>
    private static SeatMapSpecification WithFriends() =>
        Given(Assign(Friends, "P-1-1", "P-1-2", "Steh*2", "Bar*2"), BlockIn(Friends, "P-1-2", "Steh*1", "Bar*1"));

    private static ISeatMapCommand Command(string command, PlaceSelection places) => command switch
    {
        "assign" => new AssignPlaces(Context(), Friends, places),
        "take back" => new TakeBackPlaces(Context(), Friends.Id, places),
        "block" => new BlockPlaces(Context(), Friends.Id, places),
        "unblock" => new UnblockPlaces(Context(), Friends.Id, places),
        "begin move" => new BeginMove(Context(), Friends.Id, places),
        "hold" => new HoldPlaces(Context(), Friends.Id, places, QuarterHour),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };
}
