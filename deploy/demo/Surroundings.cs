using System.Security.Cryptography;
using Distribution.Api.Server;
using Distribution.Sandbox;
using Distribution.Silo;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Distribution.Demo;

/// <summary>
/// The product and the distributor sandbox, running in this process on loopback. With PostgreSQL configured a silo of the
/// cluster runs here too; otherwise the API embeds it.
/// </summary>
internal sealed class Surroundings : IAsyncDisposable
{
    private readonly string? _temporary;
    private readonly List<WebApplication> _apps = [];

    private Surroundings(string? temporary, string token)
    {
        _temporary = temporary;
        Token = token;
    }

    /// <summary>The administrator token.</summary>
    public string Token { get; }

    public Uri Api { get; private set; } = null!;

    public SandboxServer Sandbox { get; private set; } = null!;

    /// <summary>Where distributors lay their files.</summary>
    public string SandboxFolder { get; private set; } = "";

    /// <param name="once">For one run: on free ports, in a temporary folder that goes afterwards, unless configured otherwise.</param>
    public static async Task<Surroundings> Start(bool once, string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        var configured = configuration[DistributionSettings.DataDirectorySetting];
        var temporary = once && configured is null ? Directory.CreateTempSubdirectory("distribution-demo-").FullName : null;
        var folder = temporary ?? configured ?? Path.Combine("data", "demo");
        var token = configuration[DistributionSettings.AdministratorTokenSetting] ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var surroundings = new Surroundings(temporary, token);
        try
        {
            await surroundings.StartAll(once, folder, args, configuration);
            return surroundings;
        }
        catch
        {
            await surroundings.DisposeAsync();
            throw;
        }
    }

    public async Task StayUp()
    {
        Console.WriteLine();
        Console.WriteLine($"  Still running, for a look. GraphiQL: {Api}graphql   Distributor sandbox: {Sandbox.BaseAddress}");
        Console.WriteLine($"  Administrator token: {Token}");
        Console.WriteLine("  Ctrl+C ends it.");
        await _apps[^1].WaitForShutdownAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in Enumerable.Reverse(_apps))
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        if (Sandbox is not null)
        {
            await Sandbox.DisposeAsync();
        }

        if (_temporary is not null)
        {
            Directory.Delete(_temporary, recursive: true);
        }
    }

    private static async Task<SandboxServer> StartSandbox(Uri url, string folder)
    {
        try
        {
            return await SandboxServer.StartAsync(new SandboxOptions { Url = url, DataDirectory = folder });
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException("The distributor sandbox", $"it can't run at {url}: {problem.Message}", problem);
        }
    }

    private async Task StartAll(bool once, string folder, string[] args, IConfiguration configuration)
    {
        SandboxFolder = Path.Combine(folder, "sandbox");
        Sandbox = await StartSandbox(new Uri(once ? "http://localhost:0" : "http://localhost:5090"), SandboxFolder);
        string[] settings =
        [
            .. args,
            $"--{DistributionSettings.DataDirectorySetting}={folder}",
            $"--{DistributionSettings.AdministratorTokenSetting}={Token}",
            // The report is what is to be read here.
            .. configuration["Logging:LogLevel:Default"] is null ? ["--Logging:LogLevel:Default=Warning"] : Array.Empty<string>(),
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning",
        ];
        if (configuration[DistributionSettings.ConnectionStringSetting] is { Length: > 0 })
        {
            var (silo, siloSettings) = SiloHost.Build([.. settings, "--urls=http://127.0.0.1:0"]);
            await silo.StartDistribution(siloSettings);
            _apps.Add(silo);
        }

        var anywhere = once && configuration["ASPNETCORE_URLS"] is null && configuration["urls"] is null;
        var (api, apiSettings) = ApiHost.Build(anywhere ? [.. settings, "--urls=http://127.0.0.1:0"] : settings);
        await api.StartDistribution(apiSettings);
        _apps.Add(api);
        Api = new Uri(api.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/') + "/");
    }
}
