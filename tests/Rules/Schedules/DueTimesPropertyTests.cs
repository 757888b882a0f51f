using CsCheck;
using Cronos;
using Distribution.Schedules;
using static Distribution.Tests.Rules.Schedules.SchedulePlans;

namespace Distribution.Tests.Rules.Schedules;

/// <summary>Against a model that lists every occurrence and moves each out of the quiet time, around the days on which clocks are changed.</summary>
public sealed class DueTimesPropertyTests
{
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(6);

    private static readonly Gen<(string Zone, DateTimeOffset Change)> Changes = OneOf(
        ("Europe/Paris", Utc("2027-03-28T01:00")),
        ("Europe/Paris", Utc("2027-10-31T01:00")),
        ("America/New_York", Utc("2027-03-14T07:00")),
        ("America/New_York", Utc("2027-11-07T06:00")),
        ("Australia/Lord_Howe", Utc("2027-04-03T15:00")),
        ("Australia/Lord_Howe", Utc("2027-10-02T15:30")),
        ("Africa/Cairo", Utc("2027-04-29T22:00")),
        ("Africa/Cairo", Utc("2027-10-28T21:00")),
        ("Asia/Kathmandu", Utc("2027-06-01T00:00")));

    private static readonly Gen<string?> Crons =
        from minute in Gen.Int[0, 59]
        from hour in Gen.Int[0, 23]
        from step in OneOf(1, 5, 7, 30)
        from cron in OneOf($"{minute} {hour} * * *", $"*/{step} * * * *", $"{minute} */{(step % 5) + 1} * * *", $"{minute} 0-4 * * {hour % 7}", $"0,{minute} {hour},1,2,3 * * *")
        select (string?)cron;

    private static readonly Gen<QuietTime?> Quiets = Gen.Frequency(
        (1, Gen.Const((QuietTime?)null)),
        (4, Gen.Select(Gen.Int[0, 1439], Gen.Int[1, 1439], QuietTime? (from, length) => new QuietTime(MinuteOfDay(from), MinuteOfDay((from + length) % 1440)))),
        (3, Gen.Select(Gen.Int[0, 240], Gen.Int[1, 240], QuietTime? (from, length) => new QuietTime(MinuteOfDay(from), MinuteOfDay((from + length) % 1440)))));

    private static readonly Gen<(SchedulePlan Plan, DateTimeOffset Anchor, DateTimeOffset Moment)> Cases =
        from change in Changes
        from cron in Gen.OneOf(Crons, Gen.Const((string?)null))
        from period in Gen.OneOf(Gen.Int[1, 90], Gen.Int[91, 4000])
        from quiet in Quiets
        from first in Gen.Int[-4, 4]
        from days in Gen.Int[0, 3]
        from bounded in Gen.Int[0, 3]
        from minutes in Gen.OneOf(Gen.Int[-180, 180], Gen.Int[-2880, 2880])
        from ticks in Gen.OneOf(Gen.Const(0L), Gen.Long[0, TimeSpan.TicksPerMinute - 1])
        from anchor in Gen.Int[0, 5000]
        let day = DateOnly.FromDateTime(change.Change.UtcDateTime).AddDays(first)
        let moment = change.Change.AddMinutes(minutes).AddTicks(ticks)
        select (
            new SchedulePlan(
                change.Zone,
                cron,
                cron is null ? TimeSpan.FromMinutes(period) : null,
                (bounded & 1) == 0 ? null : day,
                (bounded & 2) == 0 ? null : day.AddDays(days),
                quiet),
            moment.AddMinutes(-anchor),
            moment);

    [Fact]
    public void A_plan_is_due_exactly_when_the_model_says() => Cases.Sample(
        it =>
        {
            var due = new DueTimes(it.Plan, it.Anchor).After(it.Moment);
            return Model(it.Plan, it.Anchor, it.Moment) is { } expected
                ? due == expected
                : due is null || due > it.Moment + Horizon - TimeSpan.FromDays(2);
        },
        iter: 1_000);

    [Fact]
    public void Due_times_follow_one_another_on_whole_minutes_and_are_never_quiet() => Cases.Sample(
        it =>
        {
            var times = new DueTimes(it.Plan, it.Anchor);
            var listed = times.Next(it.Moment, 20).ToList();
            return listed.Zip(listed.Skip(1)).All(pair => pair.First < pair.Second)
                && listed.All(due => due > it.Moment && due.UtcTicks % TimeSpan.TicksPerMinute == 0 && !times.IsQuiet(due));
        },
        iter: 1_000);

    [Fact]
    public void From_any_moment_between_two_due_times_the_second_is_next() => Gen.Select(Cases, Gen.Double[0, 1]).Sample(
        (it, part) =>
        {
            var times = new DueTimes(it.Plan, it.Anchor);
            return times.After(it.Moment) is not { } due || times.After(it.Moment + ((due - it.Moment) * part * 0.999)) == due;
        },
        iter: 1_000);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static TimeOnly MinuteOfDay(int minute) => new(minute / 60, minute % 60);

    /// <summary>Occurrences come in order, and so do the moments that they are moved to.</summary>
    private static DateTimeOffset? Model(SchedulePlan plan, DateTimeOffset anchor, DateTimeOffset moment) => Occurrences(plan, anchor, moment)
        .Where(occurrence => IsOpen(plan, occurrence))
        .Select(occurrence => OutOfQuiet(plan, occurrence))
        .Where(due => due > moment && IsOpen(plan, due))
        .Select(due => (DateTimeOffset?)due)
        .FirstOrDefault();

    private static IEnumerable<DateTimeOffset> Occurrences(SchedulePlan plan, DateTimeOffset anchor, DateTimeOffset moment)
    {
        var (begin, end) = (WholeMinute(moment - TimeSpan.FromDays(2)), moment + Horizon);
        if (plan.Cron is { } cron)
        {
            return CronExpression.Parse(cron).GetOccurrences(begin, end, TimeZoneInfo.FindSystemTimeZoneById(plan.TimeZone));
        }

        var start = WholeMinute(anchor);
        if (plan.From is { } first && !IsOpen(plan with { Until = null }, start))
        {
            var before = new DateTimeOffset(first.AddDays(-2), TimeOnly.MinValue, TimeSpan.Zero);
            start = Enumerable.Range(0, 5000).Select(minute => before.AddMinutes(minute)).First(minute => IsOpen(plan with { Until = null }, minute));
        }

        return Enumerable.Range(0, (int)(end - begin).TotalMinutes)
            .Select(minute => begin.AddMinutes(minute))
            .Where(minute => minute >= start && (minute - start).Ticks % plan.Period!.Value.Ticks == 0);
    }

    private static DateTimeOffset WholeMinute(DateTimeOffset moment) => new(moment.Year, moment.Month, moment.Day, moment.Hour, moment.Minute, 0, moment.Offset);

    private static bool IsOpen(SchedulePlan plan, DateTimeOffset moment)
    {
        var day = DateOnly.FromDateTime(Local(plan, moment));
        return !(day < plan.From) && !(day > plan.Until);
    }

    private static DateTimeOffset OutOfQuiet(SchedulePlan plan, DateTimeOffset occurrence) =>
        Enumerable.Range(0, 5000).Select(minute => occurrence.AddMinutes(minute)).First(moment => !IsQuiet(plan, Local(plan, moment)));

    private static bool IsQuiet(SchedulePlan plan, DateTime local)
    {
        if (plan.Quiet is not { } quiet)
        {
            return false;
        }

        var (now, from, until) = ((local.Hour * 60) + local.Minute, (quiet.From.Hour * 60) + quiet.From.Minute, (quiet.Until.Hour * 60) + quiet.Until.Minute);
        return from < until ? now >= from && now < until : now >= from || now < until;
    }

    private static DateTime Local(SchedulePlan plan, DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(plan.TimeZone)).DateTime;
}
