using Cronos;
using Distribution.Primitives;

namespace Distribution.Schedules;

/// <summary>What is wrong with a cron expression, field by field: the parser itself tells of the first mistake only.</summary>
internal static class CronFields
{
    private static readonly (string Name, string Allowed)[] Fields =
    [
        ("minute", "0 to 59"),
        ("hour", "0 to 23"),
        ("day of the month", "1 to 31, L or 15W"),
        ("month", "1 to 12 or JAN to DEC"),
        ("day of the week", "0 to 7 or SUN to SAT, MON#1 or FRIL"),
    ];

    public static IEnumerable<Refusal> Problems(string cron)
    {
        if (cron.Length > SchedulePlan.MaxCron)
        {
            return [new(RefusalCode.LimitExceeded, "plan.cron", $"A cron expression has at most {SchedulePlan.MaxCron} characters.")];
        }

        var fields = cron.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != Fields.Length)
        {
            return [new(RefusalCode.Invalid, "plan.cron", $"A cron expression has five fields ({string.Join(", ", Fields.Select(field => field.Name))}), such as \"*/15 8-22 * * *\"; this one has {fields.Length}.")];
        }

        return Fields.Index()
            .Where(field => !IsValid(string.Join(' ', fields.Select((text, at) => at == field.Index ? text : "*"))))
            .Select(field => new Refusal(
                RefusalCode.Invalid,
                $"plan.cron, {field.Item.Name}",
                $"\"{fields[field.Index]}\" is no {field.Item.Name}: write {field.Item.Allowed}, a list with commas, a range as 1-5, a step as */5, or * for every one."));
    }

    private static bool IsValid(string cron)
    {
        try
        {
            CronExpression.Parse(cron);
            return true;
        }
        catch (CronFormatException)
        {
            return false;
        }
    }
}
