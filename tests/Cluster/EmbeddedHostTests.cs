using System.Net;
using System.Net.Sockets;
using Distribution.Silo;
using Distribution.Storage;
using Distribution.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Distribution.Tests.Cluster;

public sealed class EmbeddedHostTests
{
    [Fact]
    public async Task A_second_start_finds_everything_as_it_was()
    {
        var folder = TestFolder.Create();
        var id = NewId.Guid();
        await using (var first = await Start(folder))
        {
            await first.Services.GetRequiredService<IGrainFactory>().GetGrain<INoteGrain>(id).Write("kept");
        }

        await using var second = await Start(folder);

        (await second.Services.GetRequiredService<IGrainFactory>().GetGrain<INoteGrain>(id).Read()).ShouldBe("kept");
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused()
    {
        var folder = TestFolder.Create();
        await using var first = await Start(folder);

        var refusal = await Should.ThrowAsync<StartRefusedException>(() => Start(folder));

        refusal.Message.ShouldStartWith("Distribution:DataDirectory: ");
        refusal.Message.ShouldContain("in use by another process");
    }

    [Fact]
    public async Task Two_installations_run_beside_each_other()
    {
        await using var first = await Start(TestFolder.Create());
        await using var second = await Start(TestFolder.Create());
        var id = NewId.Guid();
        await first.Services.GetRequiredService<IGrainFactory>().GetGrain<INoteGrain>(id).Write("of the first");

        (await second.Services.GetRequiredService<IGrainFactory>().GetGrain<INoteGrain>(id).Read()).ShouldBe("");
    }

    [Fact]
    public async Task A_damaged_database_is_refused()
    {
        var folder = TestFolder.Create();
        await File.WriteAllTextAsync(Path.Combine(folder, DataDirectory.DatabaseFile), new string('x', 5000));

        (await Should.ThrowAsync<StartRefusedException>(() => Start(folder))).Message.ShouldStartWith("Distribution:DataDirectory: ");
    }

    [Fact]
    public async Task A_port_in_use_is_refused()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://localhost:{((IPEndPoint)taken.LocalEndpoint).Port}";

        var refusal = await Should.ThrowAsync<StartRefusedException>(() => Start(TestFolder.Create(), url));

        refusal.Message.ShouldBe($"ASPNETCORE_URLS: can't listen on {url}: the port is in use by another process.");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://localhost:1")]
    [InlineData("http://localhost:99999")]
    [InlineData("http://localhost:5080/path")]
    [InlineData("http://localhost:0")]
    public async Task An_address_that_is_none_is_refused(string url)
    {
        (await Should.ThrowAsync<StartRefusedException>(() => Start(TestFolder.Create(), url))).Message.ShouldStartWith($"ASPNETCORE_URLS: \"{url}\"");
    }

    private static async Task<WebApplication> Start(string folder, string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new(DistributionSettings.DataDirectorySetting, folder), new("urls", url)]);
        builder.UseDistributionDefaults("http://127.0.0.1:0");
        var settings = DistributionSettings.From(builder.Configuration);
        var app = builder.UseDistributionSilo(settings).Build();
        await app.StartDistribution(settings);
        return app;
    }
}
