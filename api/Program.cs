using Distribution.Api.GraphQL;
using Distribution.Api.Server;
using Distribution.Silo;

return await DistributionHost.Run(async () =>
{
    var printsSchema = args is ["schema"];
    var (app, settings) = ApiHost.Build(printsSchema ? [] : args);
    if (printsSchema)
    {
        Console.Write(GraphQLApi.PrintSchema(app.Services));
        return;
    }

    await app.RunDistribution(settings);
});
