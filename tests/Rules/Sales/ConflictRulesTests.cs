using Distribution.Primitives;
using Distribution.Sales.Conflicts;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.Sales;

public sealed class ConflictRulesTests
{
    private static readonly DateTimeOffset At = new(2027, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ConflictRemedy.Refuse, null, "reason")]
    [InlineData(ConflictRemedy.Overrule, "  ", "reason")]
    [InlineData(ConflictRemedy.Refuse, "line\nbreak", "reason")]
    [InlineData((ConflictRemedy)9, "why", "remedy")]
    public void A_command_says_what_and_why(ConflictRemedy remedy, string? reason, string subject) =>
        ConflictRules.Problem(Command(remedy, reason)).ShouldNotBeNull().Subject.ShouldBe(subject);

    [Fact]
    public void One_place_is_chosen_and_reasons_are_short()
    {
        ConflictRules.Problem(Command(ConflictRemedy.Reseat) with { Place = new PlaceKey("A"), Area = new AreaKey("B") })!.Subject.ShouldBe("area");
        ConflictRules.Problem(Command(ConflictRemedy.Reseat, new string('x', 501)))!.Message.ShouldContain("500");
        ConflictRules.Problem(Command(ConflictRemedy.Reseat)).ShouldBeNull();
    }

    [Fact]
    public void An_open_conflict_is_decided_once()
    {
        var command = Command(ConflictRemedy.Refuse, "why");

        ConflictRules.Step(Conflict(ConflictState.Open), command).ShouldBe(ConflictStep.Begin);
        ConflictRules.Step(Decided(ConflictState.Resolving, command), command).ShouldBe(ConflictStep.GoOn);
        ConflictRules.Step(Decided(ConflictState.Resolved, command), command).ShouldBe(ConflictStep.Done);
        Code(Decided(ConflictState.Resolved, command), command with { Reason = "other" }).ShouldBe(RefusalCode.CommandMismatch);
        Code(Decided(ConflictState.Resolving, command), Command(ConflictRemedy.Reseat)).ShouldBe(RefusalCode.Busy);
        Code(Decided(ConflictState.Resolved, command), Command(ConflictRemedy.Reseat)).ShouldBe(RefusalCode.WrongState);
        Code(Conflict(ConflictState.Gone), command).ShouldBe(RefusalCode.WrongState);
    }

    [Fact]
    public void Of_an_area_nobody_is_overruled()
    {
        var conflict = Conflict(ConflictState.Open);
        var area = conflict with { View = conflict.View with { Claim = conflict.View.Claim with { IsArea = true } } };

        Code(area, Command(ConflictRemedy.Overrule, "why")).ShouldBe(RefusalCode.WrongState);
        ConflictRules.Step(area, Command(ConflictRemedy.Reseat)).ShouldBe(ConflictStep.Begin);
    }

    private static RefusalCode Code(StoredConflict conflict, ResolveConflict command) =>
        ConflictRules.Step(conflict, command).ShouldBeOfType<ConflictStep.Refused>().Refusal.Code;

    private static ResolveConflict Command(ConflictRemedy remedy, string? reason = null) =>
        new(SmallHall.Context(), NewId.Of<ConflictId>(), remedy, reason);

    private static StoredConflict Decided(ConflictState state, ResolveConflict command)
    {
        var conflict = Conflict(state);
        var resolution = new ConflictResolution(command.Remedy, command.Context.Id, "marie", At, command.Reason, null, null);
        return conflict with { View = conflict.View with { Resolution = resolution }, Fingerprint = command.Fingerprint };
    }

    private static StoredConflict Conflict(ConflictState state) => new(
        new SaleConflict(
            NewId.Of<ConflictId>(),
            NewId.Of<VenueId>(),
            NewId.Of<PerformanceId>(),
            "P-1-1",
            new SaleClaim(NewId.Of<DistributorInterfaceId>(), "S-1", "T-1", "L-1", false, new Money(100, "EUR"), At),
            new PlaceHolder(HolderKind.Sold, NewId.Of<OrderId>()),
            At,
            state,
            At,
            null),
        null,
        null,
        null);
}
