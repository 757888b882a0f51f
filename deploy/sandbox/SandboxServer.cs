using Distribution.Sandbox.Control;
using Distribution.Sandbox.Files;
using Distribution.Sandbox.Fnac;
using Distribution.Sandbox.Sales;
using Distribution.Sandbox.Ticketnet;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Distribution.Sandbox;

/// <summary>
/// A running sandbox, in this process or as a program. It reads no configuration and no environment, so that it can stand beside the product
/// without hearing what is meant for it. Disposing it stops it; another one on the same directory goes on where it was.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private const long MaxRequestBytes = 64L * 1024 * 1024;

    private readonly WebApplication _app;
    private readonly IReadOnlyList<PlayedDistributor> _distributors;

    private SandboxServer(WebApplication app, IReadOnlyList<PlayedDistributor> distributors)
    {
        _app = app;
        _distributors = distributors;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        BaseAddress = new Uri(address);
    }

    /// <summary>Such as <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>What a venue enters as the address of its Ticketnet interface.</summary>
    public Uri TicketnetUrl => UrlOf(TicketnetEndpoints.Name);

    /// <summary>What a venue enters as the address of its Fnac interface.</summary>
    public Uri FnacUrl => UrlOf(FnacEndpoints.Name);

    /// <summary>For the <see cref="SandboxClient"/> of Ticketnet.</summary>
    public Uri ControlUrl => ControlUrlOf(TicketnetEndpoints.Name);

    /// <summary>What a venue enters as the address of its interface to that distributor, such as <c>fnac</c>.</summary>
    public Uri UrlOf(string distributor) => new(BaseAddress, distributor);

    /// <summary>For the <see cref="SandboxClient"/> of that distributor.</summary>
    public Uri ControlUrlOf(string distributor) => new(BaseAddress, $"control/{distributor}");

    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(options.DataDirectory);
        var distributors = new List<PlayedDistributor>();
        try
        {
            distributors.Add(new PlayedDistributor(TicketnetEndpoints.Name, TicketnetEndpoints.Samples, options));
            distributors.Add(new PlayedDistributor(FnacEndpoints.Name, FnacEndpoints.Samples, options));
            distributors.Add(new PlayedDistributor("digitick", FileDistributor.Samples, options));
            distributors.Add(new PlayedDistributor("files", FileDistributor.Samples, options));
            var app = Build(options, distributors);
            await app.StartAsync(cancellationToken);
            return new SandboxServer(app, distributors);
        }
        catch
        {
            distributors.ForEach(distributor => distributor.Dispose());
            throw;
        }
    }

    /// <summary>Until Ctrl+C or SIGTERM.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        foreach (var distributor in _distributors)
        {
            distributor.Dispose();
        }
    }

    private static WebApplication Build(SandboxOptions options, List<PlayedDistributor> distributors)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxRequestBytes).UseUrls(Address(options.Url));
        builder.Services.AddRoutingCore().Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        if (options.LogToConsole)
        {
            builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        }

        foreach (var distributor in distributors)
        {
            // One for each: AddHostedService would take the first alone, since they are of one type.
            builder.Services.AddSingleton<IHostedService>(_ => new SteadySales(distributor.Performances, distributor.BoxOffice, options.Time));
        }

        var app = builder.Build();
        app.Use(ControlEndpoints.AnswerRefusals);
        var (ticketnet, fnac, digitick, files) = (distributors[0], distributors[1], distributors[2], distributors[3]);
        new TicketnetEndpoints(ticketnet).Map(app, app.Lifetime.ApplicationStopping);
        new FnacEndpoints(fnac).Map(app, app.Lifetime.ApplicationStopping);
        new FileDistributor(digitick, SalesFileFormat.Digitick, Path.Combine(options.DataDirectory, digitick.Name)).Map(app);
        new FileDistributor(files, SalesFileFormat.English, Path.Combine(options.DataDirectory, files.Name, "sales")).Map(app);
        distributors.ForEach(distributor => new ControlEndpoints(distributor).Map(app));
        return app;
    }

    /// <summary>Kestrel takes a free port for an IP address only.</summary>
    private static string Address(Uri url) =>
        url is { Port: 0, IsLoopback: true } ? $"{url.Scheme}://127.0.0.1:0" : url.GetLeftPart(UriPartial.Authority);
}
