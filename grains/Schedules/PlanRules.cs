using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Schedules;

/// <summary>What is wrong with a plan, all of it at once.</summary>
internal static class PlanRules
{
    /// <param name="now">A plan must be due some time after it.</param>
    public static ImmutableArray<Refusal> Problems(SchedulePlan plan, DateTimeOffset now)
    {
        ImmutableArray<Refusal> problems = [.. Zone(plan), .. Rhythm(plan), .. Dates(plan), .. Quiet(plan)];
        return problems.IsEmpty && new DueTimes(plan, now).After(now) is null
            ? [new(RefusalCode.Invalid, "plan", "This would never be due: the dates are over, or no such day comes between them. Mend the dates or the cron expression.")]
            : problems;
    }

    private static IEnumerable<Refusal> Zone(SchedulePlan plan)
    {
        if (IanaTimeZone.Find(plan.TimeZone) is null)
        {
            yield return new(RefusalCode.Invalid, "plan.timeZone", "There is no such time zone; write an IANA name, such as Europe/Paris.");
        }
    }

    private static IEnumerable<Refusal> Rhythm(SchedulePlan plan) => plan switch
    {
        { Cron: { } cron, Period: null } => CronFields.Problems(cron),
        { Cron: null, Period: { } period } => Period(period),
        _ => [new(RefusalCode.Invalid, "plan.cron", "Give either a cron expression or a period.")],
    };

    private static IEnumerable<Refusal> Period(TimeSpan period)
    {
        if (period < SchedulePlan.MinPeriod || period > SchedulePlan.MaxPeriod || period.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            yield return new(
                RefusalCode.Invalid,
                "plan.period",
                $"A period is a whole number of minutes, at least {SchedulePlan.MinPeriod.TotalSeconds:0} seconds and at most {SchedulePlan.MaxPeriod.Days} days.");
        }
    }

    private static IEnumerable<Refusal> Dates(SchedulePlan plan)
    {
        foreach (var (name, date) in new[] { ("from", plan.From), ("until", plan.Until) })
        {
            if (date is { Year: < SchedulePlan.MinYear or > SchedulePlan.MaxYear })
            {
                yield return new(RefusalCode.Invalid, $"plan.{name}", $"The date is in the years {SchedulePlan.MinYear} to {SchedulePlan.MaxYear}.");
            }
        }

        if (plan.From > plan.Until)
        {
            yield return new(RefusalCode.Invalid, "plan.until", "The last day is not before the first.");
        }
    }

    private static IEnumerable<Refusal> Quiet(SchedulePlan plan)
    {
        if (plan.Quiet is not { } quiet)
        {
            yield break;
        }

        if (quiet.From == quiet.Until)
        {
            yield return new(RefusalCode.Invalid, "plan.quiet", "The quiet time begins and ends at the same time, which leaves no time of the day; give none to be never quiet.");
        }

        if (quiet.From.Ticks % TimeSpan.TicksPerMinute != 0 || quiet.Until.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            yield return new(RefusalCode.Invalid, "plan.quiet", "The quiet time begins and ends at a whole minute.");
        }
    }
}
