using System.Globalization;
using Distribution.Distributors.Executions;

namespace Distribution.Silo;

/// <summary>Reads and checks <c>Distribution:Retention</c>.</summary>
internal static class RetentionSettingsReader
{
    private const int MaxDays = 3_650;

    /// <exception cref="StartRefusedException">A setting is wrong or unknown.</exception>
    public static RetentionSettings Read(IConfiguration configuration)
    {
        var settings = new RetentionSettings(
            Days(configuration, "ExecutionDays", RetentionSettings.Default.Executions), Days(configuration, "DetailDays", RetentionSettings.Default.Details));
        foreach (var setting in configuration.GetSection(DistributionSettings.RetentionSection).GetChildren())
        {
            if (setting.Key.ToUpperInvariant() is not ("EXECUTIONDAYS" or "DETAILDAYS"))
            {
                throw new StartRefusedException(setting.Path, "there is no such setting; there are ExecutionDays and DetailDays.");
            }
        }

        return settings.Details <= settings.Executions
            ? settings
            : throw new StartRefusedException($"{DistributionSettings.RetentionSection}:DetailDays", "what executions worked on can't be kept longer than the executions themselves.");
    }

    private static TimeSpan Days(IConfiguration configuration, string name, TimeSpan otherwise)
    {
        var setting = $"{DistributionSettings.RetentionSection}:{name}";
        return DistributionSettings.Text(configuration, setting) switch
        {
            null => otherwise,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MaxDays => TimeSpan.FromDays(days),
            var text => throw new StartRefusedException(setting, $"\"{text}\" is not a number of days from 1 to {MaxDays}."),
        };
    }
}
