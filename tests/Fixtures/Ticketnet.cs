using Distribution.Sandbox;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Control;
using Distribution.Sandbox.Failures;

namespace Distribution.Tests.Fixtures;

/// <summary>A distributor in this process, spoken to over HTTP: it outlives the processes that the tests kill.</summary>
internal sealed class Ticketnet : IAsyncDisposable
{
    public const string Performance = "TN-1";
    public const string User = "venue";
    public const string Password = "Wintermärchen-47b";

    private readonly SandboxServer _server;

    private Ticketnet(SandboxServer server)
    {
        _server = server;
        Control = new SandboxClient(server.ControlUrl);
    }

    public SandboxClient Control { get; }

    public string Url => _server.TicketnetUrl.AbsoluteUri;

    public static async Task<Ticketnet> Start()
    {
        var started = new Ticketnet(await SandboxServer.StartAsync(new SandboxOptions
        {
            Url = new Uri("http://localhost:0"),
            DataDirectory = TestFolder.Create(),
            User = User,
            Password = Password,
        }));
        await started.Control.Register(new PerformanceRegistration(Performance, "Derby"));
        return started;
    }

    /// <summary>One failure takes the place of those that were switched on.</summary>
    public async Task FailOnlyWith(Failure failure)
    {
        await Control.ClearFailures();
        await Control.SwitchOn(failure);
    }

    /// <summary>Waits until it took a message with this version or a newer one.</summary>
    public Task UntilTaken(long version) => Eventually.True(async () => (await Control.Allotment(Performance)).Version >= version);

    public async ValueTask DisposeAsync()
    {
        Control.Dispose();
        await _server.DisposeAsync();
    }
}
