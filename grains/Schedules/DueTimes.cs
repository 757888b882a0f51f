using Cronos;

namespace Distribution.Schedules;

/// <summary>
/// The moments at which a plan is due, each a whole minute. Where clocks are put forward, a cron time that is left out is due right after the gap; where they
/// are put back, one that comes twice is due once, but for expressions with intervals, which go on as time does.
/// </summary>
internal sealed class DueTimes
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly TimeZoneInfo _zone;
    private readonly CronExpression? _cron;
    private readonly TimeSpan _period;
    private readonly QuietTime? _quiet;
    private readonly DateTimeOffset _anchor;

    // Nothing is due up to here, nor from there on.
    private readonly DateTimeOffset _before;
    private readonly DateTimeOffset _closes;

    /// <param name="plan">One in which <see cref="PlanRules"/> finds no problem.</param>
    /// <param name="anchor">From when a period is counted; it is due then only if the plan's first day begins then.</param>
    public DueTimes(SchedulePlan plan, DateTimeOffset anchor)
    {
        _zone = TimeZoneInfo.FindSystemTimeZoneById(plan.TimeZone);
        _cron = plan.Cron is { } cron ? CronExpression.Parse(cron) : null;
        _period = plan.Period ?? default;
        _quiet = plan.Quiet;
        _anchor = WholeMinute(anchor);
        _before = DateTimeOffset.MinValue;
        _closes = plan.Until is { } last ? StartOf(last.AddDays(1), _zone) : DateTimeOffset.MaxValue;
        if (plan.From is { } first)
        {
            var opens = StartOf(first, _zone);
            _anchor = Later(_anchor, opens);
            _before = opens - Tick;
        }
    }

    /// <summary>The first moment after this one at which the plan is due; null: there is none.</summary>
    public DateTimeOffset? After(DateTimeOffset moment)
    {
        // In a quiet time, what fell due since it began is due at its end.
        var since = Later(BeforeQuiet(Later(moment, _before)), _before);
        return Occurrence(since) is { } occurrence && occurrence < _closes && AfterQuiet(occurrence) is var due && due < _closes ? due : null;
    }

    /// <summary>The next ones, at most so many.</summary>
    public IEnumerable<DateTimeOffset> Next(DateTimeOffset after, int count)
    {
        for (var due = After(after); due is not null && count > 0; due = After(due.Value), count--)
        {
            yield return due.Value;
        }
    }

    public bool IsQuiet(DateTimeOffset moment) => _quiet is not null && _quiet.Has(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, _zone).DateTime));

    /// <summary>The first moment of a day; a day need not begin at 00:00.</summary>
    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
        {
            local += Minute;
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private DateTimeOffset? Occurrence(DateTimeOffset after)
    {
        if (_cron is not null)
        {
            return _cron.GetNextOccurrence(after.ToUniversalTime(), _zone)?.ToUniversalTime();
        }

        return after < _anchor ? _anchor : _anchor + ((((after - _anchor).Ticks / _period.Ticks) + 1) * _period);
    }

    /// <summary>Minute by minute, since a clock that is put back may enter a quiet time twice, and one that is put forward may leave it early.</summary>
    private DateTimeOffset AfterQuiet(DateTimeOffset moment)
    {
        while (IsQuiet(moment))
        {
            moment += Minute;
        }

        return moment;
    }

    /// <summary>The moment itself, or the last one before the quiet time that it lies in.</summary>
    private DateTimeOffset BeforeQuiet(DateTimeOffset moment)
    {
        while (IsQuiet(moment))
        {
            moment = WholeMinute(moment) - Tick;
        }

        return moment;
    }

    private static DateTimeOffset WholeMinute(DateTimeOffset moment) => new(moment.UtcTicks - (moment.UtcTicks % Minute.Ticks), TimeSpan.Zero);

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
