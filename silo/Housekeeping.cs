using Distribution.Alerts;
using Distribution.Distributors.Executions;

namespace Distribution.Silo;

/// <summary>What goes on by itself in an installation, whoever asks for it or not: each silo has it begun, and reminders keep it going.</summary>
internal static class Housekeeping
{
    public static ISiloBuilder AddHousekeeping(this ISiloBuilder silo) => silo.AddStartupTask(async (services, _) =>
    {
        var grains = services.GetRequiredService<IGrainFactory>();
        await grains.GetGrain<IAlertGrain>(0).Start();
        await grains.GetGrain<IMailGrain>(0).Start();
        await grains.GetGrain<IRetentionGrain>(0).Start();
    });
}
