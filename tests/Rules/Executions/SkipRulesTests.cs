using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.Executions;

/// <summary>What may be left out, and what has to be said of it.</summary>
public sealed class SkipRulesTests
{
    private static readonly PerformanceId Performance = NewId.Of<PerformanceId>();
    private static readonly SkipItem Place = Skip(DistributorFunction.ContingentExport, ItemKind.Place, Performance, "P-1-1");
    private static readonly SkipItem Line = Skip(DistributorFunction.SalesImport, ItemKind.SaleLine, null, "4711");

    private static readonly Dictionary<string, (SkipItem Command, string Subject)> Wrong = new(StringComparer.Ordinal)
    {
        ["no reason"] = (Place with { Reason = " " }, "reason"),
        ["a reason too long"] = (Place with { Reason = new string('x', 501) }, "reason"),
        ["a reason of two lines"] = (Place with { Reason = "a\nb" }, "reason"),
        ["no subject"] = (Place with { Subject = "" }, "subject"),
        ["a subject too long"] = (Place with { Subject = new string('x', 501) }, "subject"),
        ["a mapping"] = (Place with { Kind = ItemKind.Other }, "kind"),
        ["a line of an export"] = (Place with { Kind = ItemKind.SaleLine }, "kind"),
        ["a place of an import"] = (Line with { Kind = ItemKind.Place }, "kind"),
        ["access control"] = (Place with { Function = DistributorFunction.AccessControlPreparation }, "kind"),
        ["a place of no performance"] = (Place with { Performance = null }, "performance"),
        ["a line of a performance"] = (Line with { Performance = Performance }, "performance"),
        ["a performance by another id"] = (Place with { Kind = ItemKind.Performance }, "subject"),
    };

    public static TheoryData<string> Mistakes => [.. Wrong.Keys];

    [Theory, MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_by_its_field(string mistake) =>
        SkipRules.Problems(Wrong[mistake].Command).ShouldHaveSingleItem().Subject.ShouldBe(Wrong[mistake].Subject);

    [Fact]
    public void Places_areas_performances_and_lines_can_be_skipped()
    {
        SkipItem[] sound = [Place, Place with { Kind = ItemKind.Area }, Place with { Kind = ItemKind.Performance, Subject = Performance.ToString() }, Line];

        sound.SelectMany(SkipRules.Problems).ShouldBeEmpty();
    }

    private static SkipItem Skip(DistributorFunction function, ItemKind kind, PerformanceId? performance, string subject) =>
        new(new CommandContext(NewId.Of<CommandId>(), "tester"), function, kind, performance, subject, "Because.");
}
