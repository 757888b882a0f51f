using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;
using static Distribution.Primitives.RefusalCode;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class CommandsThatComeTwiceTests
{
    /// <summary>Every command after which it can't come again by itself: were it decided twice, it would be refused or do more.</summary>
    public static TheoryData<string> Commands => [.. Stories.Keys];

    private static readonly Dictionary<string, Func<(ISeatMapCommand[] Before, ISeatMapCommand Command, ISeatMapCommand Other)>> Stories = new()
    {
        ["assign"] = () => Varied([], Assign(Fnac, "Steh*2"), c => c with { Selection = Select("Steh*3") }),
        ["assign to another"] = () => Varied([], Assign(Fnac, "Steh*2"), c => c with { To = TicketnetFloor }),
        ["take back"] = () => Varied([Assign(Fnac, "P-1-1", "P-1-2")], TakeBack(Fnac, "P-1-1"), c => c with { Selection = Select("P-1-2") }),
        ["block"] = () => Varied([], Block("Steh*2"), c => c with { Selection = Select("Steh*1") }),
        ["block elsewhere"] = () => Varied([Assign(Fnac, "Steh*2")], Block("Steh*2"), c => c with { Within = Fnac.Id }),
        ["unblock"] = () => Varied([Block("Steh*2", "P-1-1")], Unblock("Steh*2"), c => c with { Selection = Select("P-1-1") }),
        ["hold"] = () => Varied([], Hold("P-1-1"), c => c with { Selection = Select("P-1-2") }),
        ["hold longer"] = () => Varied([], Hold("P-1-1"), c => c with { Duration = c.Duration * 2 }),
        ["hold elsewhere"] = () => Varied([Assign(Friends, "P-1-2")], Hold("P-1-1"), c => c with { From = Friends.Id }),
        ["hold best"] = () => Varied([], Best(2), c => c with { Quantity = 3 }),
        ["hold best of a category"] = () => Varied([], Best(2), c => c with { Category = "Kat A" }),
        ["hold best of a block"] = () => Varied([], Best(2), c => c with { Block = "P" }),
        ["extend"] = () => With(Hold("P-1-1"), hold => Varied([hold], Extend(hold, QuarterHour), c => c with { Duration = c.Duration * 2 })),
        ["release"] = () => With(Hold("P-1-1"), hold => Varied([hold], Release(hold), c => c with { Hold = NewId.Of<HoldId>() })),
        ["confirm"] = () => With(Hold("P-1-1"), hold => Varied([hold], Confirm(hold), c => c with { Order = NewId.Of<OrderId>() })),
        ["cancel"] = () => With(NewId.Of<OrderId>(), order => Varied(Sell(order, "P-1-1"), Cancel(order), c => c with { Order = NewId.Of<OrderId>() })),
        ["cancel a part"] = () => With(
            NewId.Of<OrderId>(), order => Varied(Sell(order, "P-1-1", "P-1-2"), Cancel(order, "P-1-1"), c => c with { Places = [new PlaceKey("P-1-2")] })),
        ["hold best together"] = () => Varied([], Best(2), c => c with { Together = true }),
        ["hold for a channel"] = () => Varied([], Hold("P-1-1"), c => c with { Limits = new ChannelLimits(NewId.Of<SalesChannelId>()) }),
        ["begin export"] = () => Varied([Assign(Fnac, "P-1-1")], Export(FnacLink), c => c with { Interface = TicketnetLink.Interface, Channel = TicketnetLink.Channel }),
        ["record export"] = () => Varied(
            [Assign(Fnac, "P-1-1"), Export(FnacLink)],
            Answer(FnacLink, 1, ("P-1-1", OfferAnswer.Offered)),
            c => c with { Result = new ExportResult.Answered([new OfferResult(new PlaceKey("P-1-1"), OfferAnswer.NotOffered)], []) }),
        ["record an area"] = () => Varied(
            [Assign(Fnac, "Steh*2"), Export(FnacLink)],
            AnswerArea(FnacLink, 1, "Steh", 2, 2),
            c => c with { Result = new ExportResult.Answered([], [new AreaResult(new AreaKey("Steh"), 1, 2)]) }),
        ["record that it was not taken"] = () => Varied(
            [Assign(Fnac, "P-1-1"), Export(FnacLink)],
            Record(FnacLink, 1, new ExportResult.NotTaken([0], [])),
            c => c with { Result = new ExportResult.NotTaken([], [0]) }),
        ["import"] = () => Varied(Offer(Fnac, FnacLink, "P-1-1", "P-1-2"), Import(FnacLink, "P-1-1"), c => c with { Place = new PlaceKey("P-1-2") }),
        ["import another ticket"] = () => Varied(Offer(Fnac, FnacLink, "P-1-1"), Import(FnacLink, "P-1-1"), c => c with { Ticket = NewId.Of<TicketId>() }),
        ["import into an area"] = () => Varied([Assign(Fnac, "Steh*2"), Export(FnacLink)], ImportIn(FnacLink, "Steh"), c => c with { Area = new AreaKey("Bar") }),
        ["cancel an import"] = () => With(
            NewId.Of<TicketId>(),
            ticket => Varied([.. Offer(Fnac, FnacLink, "P-1-1"), Import(FnacLink, "P-1-1", ticket)], CancelImported(FnacLink, ticket), c => c with { Ticket = NewId.Of<TicketId>() })),
        ["begin a move"] = () => Varied([Assign(Fnac, "Steh*4")], BeginMove(Fnac, "Steh*2"), c => c with { Selection = Select("Steh*1") }),
        ["finish a move"] = () => Varied([Assign(Fnac, "P-1-1", "P-1-2"), BeginMove(Fnac, "P-1-1")], FinishMove(Fnac, TicketnetFloor, 0), c => c with { To = Friends }),
        ["abandon a move"] = () => Varied([Assign(Fnac, "P-1-1", "P-1-2"), BeginMove(Fnac, "P-1-1")], AbandonMove(Fnac, 0), c => c with { Places = [1] }),
    };

    [Theory, MemberData(nameof(Commands))]
    public void The_same_command_again_answers_the_same_and_changes_nothing(string story)
    {
        var (before, command, _) = Stories[story]();
        var map = Given(before);
        var first = map.When(command).Done;
        var version = map.State.Version;

        ShouldBeSame(map.When(command).Done, first);
        map.State.Version.ShouldBe(version);
    }

    [Fact]
    public void The_same_command_again_answers_the_version_that_it_made_though_others_came_since()
    {
        var (hold, other) = (Hold("P-1-1"), Hold("P-1-2"));

        Given(hold, other).When(hold).Done.Version.ShouldBe(1);
        Given(hold).When(other).Done.Version.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Commands))]
    public void The_same_command_again_after_a_replay_answers_the_same(string story)
    {
        var (before, command, other) = Stories[story]();
        var map = Given(before);
        var first = map.When(command).Done;
        var replayed = map.Map.Replayed();

        map.Map.ShouldBeSame(replayed.State, map.State);
        ShouldBeSame(replayed.Execute(command, Start, _ => throw new InvalidOperationException("It was done twice.")).ShouldBeOfType<Outcome<Answer>.Done>().Value, first);
        replayed.Execute(other, Start, _ => throw new InvalidOperationException("It was done.")).ShouldBeOfType<Outcome<Answer>.Refused>()
            .First.Code.ShouldBe(CommandMismatch);
    }

    [Theory, MemberData(nameof(Commands))]
    public void The_same_id_with_other_content_is_a_mismatch(string story)
    {
        var (before, command, other) = Stories[story]();

        Given([.. before, command]).When(other).ThenRefused(CommandMismatch, command.Context.Id.ToString(), "new id");
    }

    [Fact]
    public void The_same_id_with_a_command_of_another_kind_is_a_mismatch()
    {
        var block = Block("P-1-1");

        Given(block).When(new UnblockPlaces(block.Context, block.Within, block.Selection)).ThenRefused(CommandMismatch, block.Context.Id.ToString());
    }

    [Fact]
    public void It_does_not_matter_who_sends_the_command_again()
    {
        var hold = Hold("P-1-1");

        Given(hold).When(hold with { Context = hold.Context with { Who = "paul", Channel = NewId.Of<SalesChannelId>() } }).ThenDone("P-1-1");
    }

    [Fact]
    public void A_refused_command_is_decided_anew()
    {
        var (first, second) = (Hold("P-1-1"), Hold("P-1-1"));

        Given(first).When(second).ThenRefused(PlaceHeld, "P-1-1").And(Release(first)).When(second).ThenDone("P-1-1");
    }

    [Fact]
    public void A_command_is_remembered_for_a_day()
    {
        var block = Block("Steh*1");
        var map = Given(block).Later(CommandMemory.Window).And(Block("P-1-1"));

        map.When(block).ThenDone("Steh #1").ThenArea("Steh", (1, "pool, blocked, free"), (9, "pool, free"));
        map.Later(TimeSpan.FromTicks(1)).And(Block("P-1-2")).When(block).ThenAccepted()
            .ThenArea("Steh", (2, "pool, blocked, free"), (8, "pool, free"));
    }

    [Fact]
    public void The_same_hold_again_answers_as_it_did_even_when_it_has_run_out()
    {
        var hold = Hold("P-1-1");

        Given(hold).Later(TimeSpan.FromHours(1)).When(hold).ThenHeldUntil(Start + QuarterHour, "P-1-1").ThenPlace("P-1-1", "pool, free");
    }

    private static (ISeatMapCommand[], ISeatMapCommand, ISeatMapCommand) Varied<T>(ISeatMapCommand[] before, T command, Func<T, T> vary) where T : ISeatMapCommand =>
        (before, command, vary(command));

    private static (ISeatMapCommand[], ISeatMapCommand, ISeatMapCommand) With<T>(T thing, Func<T, (ISeatMapCommand[], ISeatMapCommand, ISeatMapCommand)> story) => story(thing);

    private static void ShouldBeSame(Answer actual, Answer expected)
    {
        actual.Places.ShouldBe(expected.Places);
        (actual.Until, actual.Number, actual.Warning, actual.Version).ShouldBe((expected.Until, expected.Number, expected.Warning, expected.Version));
    }
}
