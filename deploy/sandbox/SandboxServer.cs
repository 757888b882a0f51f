using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Control;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Distribution.Sandbox.Storage;
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
    private readonly SandboxDatabase _database;

    private SandboxServer(WebApplication app, SandboxDatabase database)
    {
        _app = app;
        _database = database;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        BaseAddress = new Uri(address);
    }

    /// <summary>Such as <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>What a venue enters as the address of its Ticketnet interface.</summary>
    public Uri TicketnetUrl => new(BaseAddress, "ticketnet");

    /// <summary>For <see cref="SandboxClient"/>.</summary>
    public Uri ControlUrl => new(BaseAddress, "control/ticketnet");

    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(options.DataDirectory);
        var database = new SandboxDatabase(Path.Combine(options.DataDirectory, "ticketnet.db"));
        try
        {
            var app = Build(options, database);
            await app.StartAsync(cancellationToken);
            return new SandboxServer(app, database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Until Ctrl+C or SIGTERM.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _database.Dispose();
    }

    private static WebApplication Build(SandboxOptions options, SandboxDatabase database)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxRequestBytes).UseUrls(Address(options.Url));
        builder.Services.AddRoutingCore().Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        if (options.LogToConsole)
        {
            builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        }

        var switches = new FailureSwitches(database);
        var boxOffice = new BoxOffice(database, options.Time, options.Seed);
        var performances = new Performances(database);
        var feed = new SalesFeed(database);
        var credentials = new Credentials(database, options);
        var requests = new RequestCounter();
        var book = new AllotmentBook(database, switches, boxOffice);
        builder.Services.AddHostedService(_ => new SteadySales(performances, boxOffice, options.Time));

        var app = builder.Build();
        app.Use(ControlEndpoints.AnswerRefusals);
        new TicketnetEndpoints(book, performances, feed, credentials, switches, requests, options).Map(app, app.Lifetime.ApplicationStopping);
        new ControlEndpoints(database, performances, boxOffice, feed, switches, credentials, requests).Map(app);
        return app;
    }

    /// <summary>Kestrel takes a free port for an IP address only.</summary>
    private static string Address(Uri url) =>
        url is { Port: 0, IsLoopback: true } ? $"{url.Scheme}://127.0.0.1:0" : url.GetLeftPart(UriPartial.Authority);
}
