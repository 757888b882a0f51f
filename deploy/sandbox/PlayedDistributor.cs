using Distribution.Sandbox.AccessControl;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Control;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Distribution.Sandbox.Storage;

namespace Distribution.Sandbox;

/// <summary>One distributor that is played: its books and what makes it fail, whatever it speaks.</summary>
internal sealed class PlayedDistributor : IDisposable
{
    public PlayedDistributor(string name, WireSamples wire, SandboxOptions options)
    {
        Name = name;
        Wire = wire;
        Time = options.Time;
        Database = new SandboxDatabase(Path.Combine(options.DataDirectory, $"{name}.db"));
        Switches = new FailureSwitches(Database);
        BoxOffice = new BoxOffice(Database, options.Time, options.Seed);
        Performances = new Performances(Database);
        Feed = new SalesFeed(Database);
        Closings = new Closings(Database, options.Time);
        Credentials = new Credentials(Database, options);
        Book = new AllotmentBook(Database, Switches, BoxOffice);
    }

    /// <summary>In its paths and its file, in lower case.</summary>
    public string Name { get; }

    public WireSamples Wire { get; }

    public TimeProvider Time { get; }

    public SandboxDatabase Database { get; }

    public FailureSwitches Switches { get; }

    public BoxOffice BoxOffice { get; }

    public Performances Performances { get; }

    public SalesFeed Feed { get; }

    public Closings Closings { get; }

    public Credentials Credentials { get; }

    public AllotmentBook Book { get; }

    public RequestCounter Requests { get; } = new();

    public void Dispose() => Database.Dispose();
}
