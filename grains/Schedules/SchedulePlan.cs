using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Schedules;

/// <summary>When a function is due: at the times of a cron expression or every so often, within some dates, and not in the quiet time.</summary>
/// <param name="TimeZone">The IANA time zone of the cron expression, the dates and the quiet time, such as <c>Europe/Paris</c>.</param>
/// <param name="Cron">Minute, hour, day of the month, month and day of the week, such as <c>*/15 8-22 * * *</c>; null with a period.</param>
/// <param name="Period">From one minute to 31 days, in whole minutes; null with a cron expression.</param>
/// <param name="From">The first day; null: at once.</param>
/// <param name="Until">The last day; null: for good.</param>
/// <param name="Quiet">Null: none.</param>
[GenerateSerializer, Immutable, Alias("SchedulePlan")]
public sealed record SchedulePlan(
    string TimeZone, string? Cron = null, TimeSpan? Period = null, DateOnly? From = null, DateOnly? Until = null, QuietTime? Quiet = null)
{
    public static readonly TimeSpan MinPeriod = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan MaxPeriod = TimeSpan.FromDays(31);

    /// <summary>Characters of a cron expression.</summary>
    public const int MaxCron = 200;

    /// <summary>Years of the dates.</summary>
    public const int MinYear = 2000;
    public const int MaxYear = 2199;

    /// <summary>When it would be due after a moment, at most so many times; refused with all that is wrong with it.</summary>
    /// <param name="count">1 to <see cref="Schedule.MaxRuns"/>; what is beyond is brought to the nearest.</param>
    public Outcome<ImmutableArray<DateTimeOffset>> Preview(DateTimeOffset after, int count)
    {
        var problems = PlanRules.Problems(this, after);
        return problems.IsEmpty
            ? new DueTimes(this, after).Next(after, Math.Clamp(count, 1, Schedule.MaxRuns)).ToImmutableArray()
            : new Outcome<ImmutableArray<DateTimeOffset>>.Refused(problems);
    }
}

/// <summary>
/// A part of each day in which nothing is started, by the clock on the wall; it may cross midnight. What falls due in it is run once, when
/// it is over.
/// </summary>
/// <param name="From">Its first minute.</param>
/// <param name="Until">The first minute after it.</param>
[GenerateSerializer, Immutable, Alias("QuietTime")]
public sealed record QuietTime(TimeOnly From, TimeOnly Until)
{
    public bool Has(TimeOnly time) => time.IsBetween(From, Until);
}
