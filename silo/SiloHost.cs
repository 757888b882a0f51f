namespace Distribution.Silo;

/// <summary>A silo of a cluster as a host that can be run, and built into another program.</summary>
public static class SiloHost
{
    /// <summary>Builds a silo that joins the cluster on the configured PostgreSQL database. Any number of them run on one machine, each on free ports.</summary>
    /// <exception cref="StartRefusedException">A setting is wrong, or no PostgreSQL is configured.</exception>
    public static (WebApplication App, DistributionSettings Settings) Build(string[] args)
    {
        var builder = DistributionHost.Builder(args);
        builder.UseDistributionDefaults("http://127.0.0.1:0");
        var settings = DistributionSettings.From(builder.Configuration);
        if (!settings.IsCluster)
        {
            throw new StartRefusedException(
                DistributionSettings.ConnectionStringSetting,
                "a silo of its own needs a PostgreSQL connection string; without one, start everything in one process with: dotnet run --project api");
        }

        builder.UseDistributionSilo(settings);
        var app = builder.Build();
        app.MapHealthChecks("/health");
        return (app, settings);
    }
}
