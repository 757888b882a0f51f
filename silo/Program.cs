using Distribution.Silo;

return await DistributionHost.Run(async () =>
{
    var (app, settings) = SiloHost.Build(args);
    await app.RunDistribution(settings);
});
