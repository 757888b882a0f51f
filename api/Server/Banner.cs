using System.Text;
using Distribution.Api.GraphQL;
using Distribution.Api.GraphQL.Limits;
using Distribution.Api.Security;
using Distribution.Silo;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Distribution.Api.Server;

/// <summary>Says on the console where everything is, once it answers.</summary>
internal sealed class Banner(IServer server, DistributionSettings settings, IntrospectionSwitch introspection, AccessTokens tokens, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => Console.WriteLine(Text()));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Text()
    {
        var address = Reachable(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? ApiHost.DefaultUrl);
        var text = new StringBuilder()
            .AppendLine()
            .AppendLine("Distribution is ready.")
            .AppendLine($"  GraphQL    {address}{GraphQLApi.Path}{(introspection.IsOn ? "  (in a browser: GraphiQL)" : "")}")
            .AppendLine($"  Dashboard  {address}{LoginPage.DashboardPath}  (log in at {LoginPage.Path})")
            .AppendLine($"  Health     {address}{HealthEndpoint.Path}")
            .AppendLine(settings.IsCluster
                ? "  Mode       client of the cluster on PostgreSQL"
                : $"  Mode       embedded, SQLite in {Path.GetFullPath(settings.DataDirectory)}");
        return text.Append(TokenHint(address)).ToString();
    }

    private string TokenHint(string address)
    {
        if (settings.AdministratorToken is not null)
        {
            return $"  Token      the administrator token is set by {DistributionSettings.AdministratorTokenSetting}";
        }

        var file = TokenFile.Of(settings);
        if (tokens.NewAdministratorToken is not { } token)
        {
            return file is { Exists: true }
                ? $"  Token      the administrator token is in {file.Path}"
                : $"  Token      the administrator token was printed at the first start; to set another: {DistributionSettings.AdministratorTokenSetting}";
        }

        return $$"""
              Token      {{token}}
                         This is the administrator token. {{(file is null ? "It is not shown again: keep it." : $"It is kept in {file.Path}.")}}
                         Try it:
                         curl {{address}}{{GraphQLApi.Path}} -H 'Authorization: Bearer {{token}}' -H 'Content-Type: application/json' -d '{"query":"{ me { name role } }"}'
            """;
    }

    /// <summary>An address that listens everywhere can't be opened as it is written.</summary>
    private static string Reachable(string address) =>
        address.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal).TrimEnd('/');
}
