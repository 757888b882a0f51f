using System.Globalization;
using Distribution.Distributors.Reconciling;

namespace Distribution.Silo;

/// <summary>Reads and checks <c>Distribution:Reconciliation</c>.</summary>
internal static class ReconciliationSettingsReader
{
    private const int MaxRuns = 1_000;
    private const int MaxMinutes = 30 * 24 * 60;

    /// <exception cref="StartRefusedException">A setting is wrong or unknown.</exception>
    public static ReconciliationSettings Read(IConfiguration configuration)
    {
        foreach (var setting in configuration.GetSection(DistributionSettings.ReconciliationSection).GetChildren())
        {
            if (setting.Key.ToUpperInvariant() is not ("ALARMRUNS" or "ALARMMINUTES"))
            {
                throw new StartRefusedException(setting.Path, "there is no such setting; there are AlarmRuns and AlarmMinutes.");
            }
        }

        var otherwise = ReconciliationSettings.Default;
        return new ReconciliationSettings(
            Number(configuration, "AlarmRuns", 1, MaxRuns) ?? otherwise.AlarmRuns,
            Number(configuration, "AlarmMinutes", 0, MaxMinutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : otherwise.AlarmAfter);
    }

    private static int? Number(IConfiguration configuration, string name, int min, int max)
    {
        var setting = $"{DistributionSettings.ReconciliationSection}:{name}";
        return DistributionSettings.Text(configuration, setting) switch
        {
            null => null,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max => number,
            var text => throw new StartRefusedException(setting, $"\"{text}\" is not a whole number from {min} to {max}."),
        };
    }
}
