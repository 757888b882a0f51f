using Distribution.Api.GraphQL;
using Distribution.Api.Security;

namespace Distribution.Api.Server;

/// <summary>Makes ready, before the first request, what a request needs: the credentials, the schema and the trusted documents.</summary>
internal sealed class ReadyAtStart(IServiceProvider services, AccessTokens tokens) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        tokens.Use(await Credentials.Load(services));
        await GraphQLApi.Prepare(services);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
