using Distribution.Silo;
using Distribution.Storage;
using Distribution.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Distribution.Tests.Cluster;

/// <summary>Silos as the operator starts them: processes of their own on one PostgreSQL database.</summary>
public sealed class ClusterProcessTests
{
    [Fact]
    public async Task A_client_carries_on_when_one_of_two_silos_is_killed()
    {
        await using var test = await TestDatabase.CreateEmpty(Dialect.PostgreSql);
        // Both start on the empty database at once, so they also take turns in migrating it.
        var silos = await Task.WhenAll(ServerProcess.Start("silo", test.Setting), ServerProcess.Start("silo", test.Setting));
        await using var first = silos[0];
        await using var second = silos[1];
        await using var client = await StartClient(test);
        var management = client.Services.GetRequiredService<IClusterClient>().GetGrain<IManagementGrain>(0);
        (await management.GetHosts(onlyActive: true)).Count.ShouldBe(2);

        await first.Kill();

        await Eventually.True(async () => await ActiveSilos(management) == 1, TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task A_client_that_starts_before_the_first_silo_waits_for_it()
    {
        await using var test = await TestDatabase.CreateEmpty(Dialect.PostgreSql);
        var waiting = StartClient(test);

        await using var silo = await ServerProcess.Start("silo", test.Setting);
        await using var client = await waiting;

        (await client.Services.GetRequiredService<IClusterClient>().GetGrain<IManagementGrain>(0).GetHosts()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_silo_starts_although_all_others_were_killed_a_moment_ago()
    {
        await using var test = await TestDatabase.CreateEmpty(Dialect.PostgreSql);
        await using (var killed = await ServerProcess.Start("silo", test.Setting))
        {
            await killed.Kill();
        }

        await using var next = await ServerProcess.Start("silo", test.Setting);
        await using var client = await StartClient(test);
        var management = client.Services.GetRequiredService<IClusterClient>().GetGrain<IManagementGrain>(0);

        (await management.GetHosts(onlyActive: true)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_silo_without_a_database_says_what_it_needs_in_one_line()
    {
        var (exitCode, output, errors) = await ServerProcess.RunToEnd("silo");

        exitCode.ShouldBe(1);
        output.ShouldBe("");
        errors.ShouldStartWith("ConnectionStrings:Distribution: ");
        errors.ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_silo_whose_database_is_down_says_so_in_one_line()
    {
        var (exitCode, output, errors) = await ServerProcess.RunToEnd(
            "silo", KeyValuePair.Create("ConnectionStrings__Distribution", "Host=127.0.0.1;Port=1;Database=none;Username=u;Password=secret-word"));

        exitCode.ShouldBe(1);
        output.ShouldBe("");
        errors.ShouldStartWith("ConnectionStrings:Distribution: the database can't be used: ");
        errors.ShouldNotContain("\n");
        errors.ShouldNotContain("secret-word");
    }

    [Fact]
    public async Task A_silo_whose_port_is_taken_says_so_in_one_line()
    {
        await using var test = await TestDatabase.CreateEmpty(Dialect.PostgreSql);
        await using var first = await ServerProcess.Start("silo", test.Setting);

        var (exitCode, output, errors) = await ServerProcess.RunToEnd(
            "silo", test.Setting, KeyValuePair.Create("ASPNETCORE_URLS", first.Url.ToString()));

        exitCode.ShouldBe(1);
        output.ShouldBe("");
        errors.ShouldBe($"ASPNETCORE_URLS: can't listen on {first.Url}: the port is in use by another process.");
    }

    /// <summary>While the killed silo is not yet declared dead, a call that goes to it fails; the next one may do better.</summary>
    private static async Task<int> ActiveSilos(IManagementGrain management)
    {
        try
        {
            return (await management.GetHosts(onlyActive: true)).Count;
        }
        catch (Exception problem) when (problem is OrleansException or TimeoutException)
        {
            return 0;
        }
    }

    private static async Task<WebApplication> StartClient(TestDatabase test)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new(DistributionSettings.ConnectionStringSetting, test.Setting.Value)]);
        builder.UseDistributionDefaults("http://127.0.0.1:0");
        var settings = DistributionSettings.From(builder.Configuration);
        var app = builder.UseDistributionClient(settings).Build();
        await app.StartDistribution(settings);
        return app;
    }
}
