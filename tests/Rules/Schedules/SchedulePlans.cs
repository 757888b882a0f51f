using System.Globalization;
using Distribution.Schedules;

namespace Distribution.Tests.Rules.Schedules;

/// <summary>Good plans; a test changes what it is about.</summary>
internal static class SchedulePlans
{
    /// <summary>A Friday; Paris is an hour ahead of UTC.</summary>
    public static readonly DateTimeOffset Noon = Utc("2027-03-05T12:00");

    public static readonly QuietTime Night = new(new TimeOnly(2, 0), new TimeOnly(5, 0));

    public static SchedulePlan Every(int minutes, QuietTime? quiet = null, string zone = "Europe/Paris") =>
        new(zone, Period: TimeSpan.FromMinutes(minutes), Quiet: quiet);

    public static SchedulePlan Cron(string cron, QuietTime? quiet = null, string zone = "Europe/Paris") => new(zone, cron, Quiet: quiet);

    public static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text + "Z", CultureInfo.InvariantCulture);

    public static IEnumerable<DateTimeOffset> Due(this SchedulePlan plan, DateTimeOffset after, int count) => new DueTimes(plan, after).Next(after, count);
}
