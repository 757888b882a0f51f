using Distribution.Primitives;
using Distribution.Schedules;
using static Distribution.Tests.Rules.Schedules.SchedulePlans;

namespace Distribution.Tests.Rules.Schedules;

public sealed class PlanRulesTests
{
    [Theory]
    [InlineData("*/15 8-22 * * *")]
    [InlineData("0 6 L * MON-FRI")]
    [InlineData("0,30  9-17\t* JAN,DEC 7")]
    [InlineData("0 12 ? * MON#1")]
    [InlineData("0 0 ? * ?")]
    public void A_cron_expression_of_five_fields_is_taken(string cron) => Subjects(Cron(cron)).ShouldBeEmpty();

    [Theory]
    [InlineData("60 * * * *", "plan.cron, minute")]
    [InlineData("* 24 * * *", "plan.cron, hour")]
    [InlineData("* * 32 * *", "plan.cron, day of the month")]
    [InlineData("* * * 13 *", "plan.cron, month")]
    [InlineData("* * * * MOON", "plan.cron, day of the week")]
    [InlineData("*/0 * * * *", "plan.cron, minute")]
    [InlineData("5- * * * *", "plan.cron, minute")]
    [InlineData("é * * * *", "plan.cron, minute")]
    [InlineData("* * * *", "plan.cron")]
    [InlineData("0 * * * * *", "plan.cron")]
    [InlineData("@hourly", "plan.cron")]
    [InlineData("", "plan.cron")]
    public void A_mistake_in_a_cron_expression_is_told_with_its_field(string cron, string subject) => Subjects(Cron(cron)).ShouldBe([subject]);

    [Fact]
    public void All_mistakes_of_a_cron_expression_are_told_at_once() =>
        Subjects(Cron("61 25 * 0 *")).ShouldBe(["plan.cron, minute", "plan.cron, hour", "plan.cron, month"]);

    [Fact]
    public void A_cron_expression_has_a_limit() =>
        PlanRules.Problems(Cron(string.Join(',', Enumerable.Repeat("1", 200)) + " * * * *"), Noon).ShouldHaveSingleItem().Code.ShouldBe(RefusalCode.LimitExceeded);

    [Fact]
    public void A_plan_has_either_a_cron_expression_or_a_period()
    {
        Subjects(new SchedulePlan("Europe/Paris")).ShouldBe(["plan.cron"]);
        Subjects(Cron("0 * * * *") with { Period = TimeSpan.FromHours(1) }).ShouldBe(["plan.cron"]);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(59, false)]
    [InlineData(0, false)]
    [InlineData(-60, false)]
    [InlineData(90, false)]
    [InlineData(31 * 86_400, true)]
    [InlineData((31 * 86_400) + 60, false)]
    public void A_period_is_whole_minutes_from_one_to_31_days(int seconds, bool taken) =>
        Subjects(new SchedulePlan("Europe/Paris", Period: TimeSpan.FromSeconds(seconds))).ShouldBe(taken ? [] : ["plan.period"]);

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("Romance Standard Time")]
    [InlineData("../etc/passwd")]
    [InlineData("")]
    public void A_time_zone_is_an_IANA_name(string zone) => Subjects(Every(5, zone: zone)).ShouldBe(["plan.timeZone"]);

    [Fact]
    public void Dates_are_in_order_and_of_our_time()
    {
        Subjects(Every(5) with { From = new DateOnly(2027, 4, 2), Until = new DateOnly(2027, 4, 1) }).ShouldBe(["plan.until"]);
        Subjects(Every(5) with { From = new DateOnly(1999, 12, 31) }).ShouldBe(["plan.from"]);
        Subjects(Every(5) with { Until = new DateOnly(9999, 12, 31) }).ShouldBe(["plan.until"]);
        Subjects(Every(5) with { From = new DateOnly(2027, 4, 1), Until = new DateOnly(2027, 4, 1) }).ShouldBeEmpty();
    }

    [Fact]
    public void A_quiet_time_leaves_some_of_the_day_and_is_whole_minutes()
    {
        Subjects(Every(5, new QuietTime(new TimeOnly(2, 0), new TimeOnly(2, 0)))).ShouldBe(["plan.quiet"]);
        Subjects(Every(5, new QuietTime(new TimeOnly(2, 0, 30), new TimeOnly(3, 0)))).ShouldBe(["plan.quiet"]);
    }

    [Fact]
    public void A_plan_that_would_never_be_due_is_refused()
    {
        Subjects(Cron("0 0 31 2 *")).ShouldBe(["plan"]);
        Subjects(Every(5) with { Until = new DateOnly(2027, 3, 4) }).ShouldBe(["plan"]);
        Subjects(Cron("0 0 1 * *") with { From = new DateOnly(2027, 4, 2), Until = new DateOnly(2027, 4, 30) }).ShouldBe(["plan"]);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once() =>
        Subjects(new SchedulePlan("Nowhere", "x * * * *", null, new DateOnly(2027, 4, 2), new DateOnly(2027, 4, 1), new QuietTime(default, default)))
            .ShouldBe(["plan.timeZone", "plan.cron, minute", "plan.until", "plan.quiet"]);

    private static IEnumerable<string> Subjects(SchedulePlan plan) => PlanRules.Problems(plan, Noon).Select(problem => problem.Subject);
}
