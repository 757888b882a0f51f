using Distribution.Silo;

return await DistributionHost.Run(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    // Any number of silos run on one machine, so by default each takes a free port for its health endpoint.
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
    await app.RunDistribution(settings);
});
