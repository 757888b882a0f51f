using Distribution.Schedules;
using static Distribution.Tests.Rules.Schedules.SchedulePlans;

namespace Distribution.Tests.Rules.Schedules;

public sealed class DueTimesTests
{
    [Fact]
    public void A_cron_time_is_meant_in_the_time_zone_of_the_plan()
    {
        Cron("30 14 * * *").Due(Noon, 2).ShouldBe([Utc("2027-03-05T13:30"), Utc("2027-03-06T13:30")]);
        Cron("30 14 * * *", zone: "America/New_York").Due(Noon, 1).ShouldBe([Utc("2027-03-05T19:30")]);
    }

    [Fact]
    public void A_period_is_counted_from_the_minute_in_which_the_schedule_was_resumed() =>
        Every(20).Due(Noon.AddSeconds(59), 3).ShouldBe([Noon.AddMinutes(20), Noon.AddMinutes(40), Noon.AddMinutes(60)]);

    [Fact]
    public void What_is_due_now_is_not_due_next()
    {
        new DueTimes(Cron("0 13 * * *"), Noon).After(Noon).ShouldBe(Noon.AddDays(1));
        new DueTimes(Cron("0 13 * * *"), Noon).After(Noon.AddTicks(-1)).ShouldBe(Noon);
    }

    [Fact]
    public void A_plan_is_due_on_its_first_day_and_on_its_last_and_not_around_them()
    {
        var plan = Cron("0 */12 * * *") with { From = new DateOnly(2027, 3, 7), Until = new DateOnly(2027, 3, 8) };

        plan.Due(Noon, 9).ShouldBe([Utc("2027-03-06T23:00"), Utc("2027-03-07T11:00"), Utc("2027-03-07T23:00"), Utc("2027-03-08T11:00")]);
    }

    [Fact]
    public void A_period_that_begins_later_is_due_first_when_its_first_day_begins() =>
        (Every(7 * 60) with { From = new DateOnly(2027, 3, 7) }).Due(Noon, 2).ShouldBe([Utc("2027-03-06T23:00"), Utc("2027-03-07T06:00")]);

    [Fact]
    public void What_falls_into_the_quiet_time_is_due_once_at_its_end()
    {
        var before = Utc("2027-03-06T00:50");

        Cron("*/10 * * * *", Night).Due(before.AddMinutes(-1), 3).ShouldBe([before, Utc("2027-03-06T04:00"), Utc("2027-03-06T04:10")]);
        Cron("0 3 * * *", Night).Due(Noon, 2).ShouldBe([Utc("2027-03-06T04:00"), Utc("2027-03-07T04:00")]);
    }

    [Fact]
    public void In_the_quiet_time_what_it_put_off_is_still_to_come() =>
        Cron("0 3 * * *", Night).Due(Utc("2027-03-06T03:00"), 1).ShouldBe([Utc("2027-03-06T04:00")]);

    [Fact]
    public void A_quiet_time_may_cross_midnight()
    {
        var quiet = new QuietTime(new TimeOnly(22, 0), new TimeOnly(6, 0));

        Cron("0 * * * *", quiet).Due(Utc("2027-03-05T19:59"), 3).ShouldBe([Utc("2027-03-05T20:00"), Utc("2027-03-06T05:00"), Utc("2027-03-06T06:00")]);
    }

    [Fact]
    public void A_run_put_off_beyond_the_last_day_is_not_due() =>
        (Cron("0 23 * * *", new QuietTime(new TimeOnly(22, 0), new TimeOnly(6, 0))) with { Until = new DateOnly(2027, 3, 6) })
            .Due(Noon, 5).ShouldBe([Utc("2027-03-06T05:00")]);

    [Fact]
    public void A_time_that_is_left_out_when_clocks_are_put_forward_is_due_right_after()
    {
        // Paris, 28 March 2027: 02:00 is followed by 03:00.
        Cron("30 2 * * *").Due(Utc("2027-03-27T12:00"), 2).ShouldBe([Utc("2027-03-28T01:00"), Utc("2027-03-29T00:30")]);
        Cron("30 1 * * *", new QuietTime(new TimeOnly(1, 0), new TimeOnly(2, 30))).Due(Utc("2027-03-27T12:00"), 1).ShouldBe([Utc("2027-03-28T01:00")]);
    }

    [Fact]
    public void A_time_that_comes_twice_when_clocks_are_put_back_is_due_once()
    {
        // Paris, 31 October 2027: 03:00 is followed by 02:00.
        Cron("30 2 * * *").Due(Utc("2027-10-30T12:00"), 2).ShouldBe([Utc("2027-10-31T00:30"), Utc("2027-11-01T01:30")]);
    }

    [Fact]
    public void An_interval_goes_on_through_the_hour_that_comes_twice()
    {
        var night = Utc("2027-10-30T23:45");

        Cron("*/30 * * * *").Due(night, 6).ShouldBe(Enumerable.Range(0, 6).Select(half => night.AddMinutes(15 + (30 * half))));
        Every(30).Due(night, 3).ShouldBe([night.AddMinutes(30), night.AddMinutes(60), night.AddMinutes(90)]);
    }

    [Fact]
    public void A_quiet_time_that_comes_twice_is_quiet_twice()
    {
        var quiet = new QuietTime(new TimeOnly(2, 15), new TimeOnly(2, 45));

        Cron("*/15 * * * *", quiet).Due(Utc("2027-10-31T00:00"), 4)
            .ShouldBe([Utc("2027-10-31T00:45"), Utc("2027-10-31T01:00"), Utc("2027-10-31T01:45"), Utc("2027-10-31T02:00")]);
    }

    [Fact]
    public void A_day_need_not_begin_at_midnight()
    {
        // Cairo puts its clocks forward at midnight: 30 April 2027 begins at 01:00.
        var plan = Every(60, zone: "Africa/Cairo") with { From = new DateOnly(2027, 4, 30), Until = new DateOnly(2027, 4, 30) };

        var due = plan.Due(Noon, 100).ToList();

        due[0].ShouldBe(Utc("2027-04-29T22:00"));
        due.Count.ShouldBe(23);
    }

    [Fact]
    public void Every_day_of_a_year_has_its_run() =>
        new DueTimes(Cron("30 2 * * *"), Noon).Next(Utc("2026-12-31T22:59"), 365)
            .Select(due => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(due, "Europe/Paris").DateTime))
            .ShouldBe(Enumerable.Range(0, 365).Select(new DateOnly(2027, 1, 1).AddDays));
}
