using System.Collections.Immutable;
using System.Text;
using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Contingents;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sales;
using Distribution.Sales.Files;
using Distribution.Sandbox;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Control;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;
using PlaceView = Distribution.SeatMaps.PlaceView;

namespace Distribution.Tests.Cluster.Distributors;

/// <summary>
/// A venue with a small hall, a performance and a contingent, linked to a distributor of its own (Ticketnet, unless another is named) that runs
/// in this process and is spoken to over HTTP. Blocks P (rows 1 and 2, "Kat A") and R (row 1, "Kat B") have six seats in a row; area Steh takes 20.
/// </summary>
internal sealed class LinkedVenue : IAsyncDisposable
{
    public const string TheirPerformance = "TN-1";
    public const string Password = "Wintermärchen-47b";
    public const string ManagerCode = "GEST-Wintermärchen";
    public const string User = "venue";

    private static readonly ImmutableArray<string> Seats =
        [.. new[] { ("Parkett", "P", 1, "Kat A"), ("Parkett", "P", 2, "Kat A"), ("Rang", "R", 1, "Kat B") }.SelectMany(Row)];

    private LinkedVenue(TestCluster cluster, SandboxServer server, string type)
    {
        Cluster = cluster;
        Server = server;
        Type = type;
        Sandbox = new SandboxClient(server.ControlUrlOf(type));
    }

    /// <summary>Of the interface.</summary>
    public string Type { get; }

    /// <summary>The distributor, by its control API.</summary>
    public SandboxClient Sandbox { get; }

    public TestCluster Cluster { get; }

    public SandboxServer Server { get; }

    public SandboxClient Ticketnet => Sandbox;

    /// <summary>The folder of the sandbox, in which distributors without a service lay their files.</summary>
    public string FilesOfSandbox { get; private init; } = "";

    public VenueId Venue { get; private init; }

    public PerformanceId Performance { get; private init; }

    public ContactId Contact { get; private init; }

    public AudienceSubCategoryId Adults { get; private init; }

    public DistributorInterfaceId InterfaceId { get; private init; }

    public SalesChannelId Channel { get; private init; }

    public ContingentId ContingentId { get; private init; }

    public IVenueGrain Catalog => Cluster.Client.GetGrain<IVenueGrain>(Venue.Value);

    public ISeatMapGrain SeatMap => Cluster.Client.GetGrain<ISeatMapGrain>(Performance.Value);

    public IContingentGrain Contingent => ContingentGrain(ContingentId);

    public IDistributorInterfaceGrain Interface => Cluster.Client.GetGrain<IDistributorInterfaceGrain>(InterfaceId.Value);

    public ExecutionLog Log => Cluster.Service<ExecutionLog>();

    public SalesLedger Ledger => Cluster.Service<SalesLedger>();

    public SaleInbox Inbox => Cluster.Service<SaleInbox>();

    /// <summary>Every mapping that the hall and the performance need.</summary>
    public ImmutableArray<Mapping> AllMappings =>
    [
        new(MappingKind.Performance, Performance.ToString(), TheirPerformance),
        new(MappingKind.Block, "P", "TN-P"),
        new(MappingKind.Block, "R", "TN-R"),
        new(MappingKind.Area, "Steh", "PIT"),
        new(MappingKind.SeatCategory, "Kat A", "CAT1"),
        new(MappingKind.SeatCategory, "Kat B", "CAT2"),
        new(MappingKind.SeatCategory, "Steh", "CAT3"),
        new(MappingKind.AudienceSubCategory, Adults.ToString(), "ADULT"),
    ];

    public static async Task<LinkedVenue> On(Dialect dialect, string type = "ticketnet") => await On(await ImpatientCluster.On(dialect), type);

    /// <summary>Set up and mapped; nothing is assigned yet.</summary>
    public static async Task<LinkedVenue> On(TestCluster cluster, string type = "ticketnet")
    {
        var venue = await Unmapped(cluster, type);
        (await venue.Interface.Map(Context(), venue.AllMappings)).Done();
        return venue;
    }

    /// <summary>Set up, without any mapping.</summary>
    public static async Task<LinkedVenue> Unmapped(TestCluster cluster, string type = "ticketnet")
    {
        var folder = TestFolder.Create();
        var server = await SandboxServer.StartAsync(new SandboxOptions
        {
            Url = new Uri("http://localhost:0"),
            DataDirectory = folder,
            User = User,
            Password = Password,
            ManagerCode = ManagerCode,
        });
        var venue = await Make(cluster, server, type, folder);
        await venue.Sandbox.Register(new PerformanceRegistration(TheirPerformance, "Derby"));
        (await venue.Interface.SetUp(venue.SetUp())).Done();
        return venue;
    }

    public static CommandContext Context() => VenueFixture.Context();

    public SetUpInterface SetUp(string? password = Password, Uri? url = null) =>
        new(Context(), (url ?? AddressOf(Type)).AbsoluteUri, User, password, Contact, ["kasse@example.org"], Type == "fnac" ? ManagerCode : null);

    /// <summary>Distributors without a service have none until a test says where their files are.</summary>
    private Uri AddressOf(string type) => type switch
    {
        "digitick" => new Uri("sftp://127.0.0.1:1/"),
        "files" => new Uri("upload:"),
        _ => Server.UrlOf(type),
    };

    public IContingentGrain ContingentGrain(ContingentId contingent) =>
        Cluster.Client.GetGrain<IContingentGrain>(new ContingentKey(Performance, contingent).ToString());

    public static PlaceSelection Standing(int quantity) => new([], [new(new AreaKey("Steh"), quantity)]);

    public async Task Assign(params IEnumerable<string> places) => (await Contingent.Assign(Context(), PlaceSelection.Of(places))).Done();

    public async Task AssignStanding(int quantity) => (await Contingent.Assign(Context(), Standing(quantity))).Done();

    public async Task<PlacesChanged> TakeBack(params IEnumerable<string> places) => (await Contingent.TakeBack(Context(), PlaceSelection.Of(places))).Done();

    public Task<Execution> Export() => Run(DistributorFunction.ContingentExport);

    public Task<Execution> Import() => Run(DistributorFunction.SalesImport);

    /// <summary>Imports a file by hand and waits for the end of its import.</summary>
    public Task<Execution> ImportFile(string text, string name = "sales.txt") => ImportFile(Encoding.UTF8.GetBytes(text), name);

    public async Task<Execution> ImportFile(byte[] content, string name)
    {
        var started = (await Cluster.Service<SalesFileUpload>().Import(Context(), InterfaceId, new MemoryStream(content), name, dryRun: false, CancellationToken.None)).Done();
        return await End(started.Id);
    }

    /// <summary>Starts a function and waits for its end.</summary>
    public async Task<Execution> Run(DistributorFunction function)
    {
        var started = (await Interface.Run(new RunFunction(Context(), function))).Done();
        return await End(started.Id);
    }

    public async Task<Execution> End(ExecutionId id)
    {
        Execution execution;
        do
        {
            execution = (await Interface.WaitFor(id, TimeSpan.FromSeconds(20))).Done();
        }
        while (execution.State is ExecutionState.Running);
        return execution;
    }

    public Task<ImmutableArray<ExecutionError>> Errors(Execution execution) => Log.Errors(execution.Id, 0, ExecutionLog.MaxPage);

    public async Task<ExecutionError> OnlyError(Execution execution) => (await Errors(execution)).ShouldHaveSingleItem();

    public async Task<ImmutableArray<WaitingLine>> Waiting() => (await Inbox.Pages([InterfaceId], null, ExecutionLog.MaxPage))[InterfaceId].Lines;

    public async Task<PlaceView> Place(string name) => (await Places()).Single(place => place.Name == name);

    public async Task<ImmutableArray<PlaceView>> Places() => (await SeatMap.Places(new PlaceFilter(), null, SeatMapReads.MaxPage)).Done().Places;

    public async Task<ImmutableArray<Order>> Orders() => (await Ledger.Orders([InterfaceId], null, SalesLedger.MaxPage))[InterfaceId].Orders;

    public async Task<AllotmentView> Allotment() => await Sandbox.Allotment(TheirPerformance);

    /// <summary>Another contingent of the same hall, with a channel and an interface of its own.</summary>
    /// <param name="id">Of the interface; null takes any.</param>
    public async Task<(ContingentId Contingent, DistributorInterfaceId Interface)> AddDistributor(string name, Guid? id = null, string type = "ticketnet")
    {
        var channel = (await Catalog.CreateSalesChannel(new CreateSalesChannel(Context(), name, SalesChannelType.External))).Done();
        var contingent = (await Catalog.CreateContingent(new CreateContingent(Context(), name, channel.Id))).Done();
        var distributor = (await Catalog.CreateDistributor(new CreateDistributor(Context(), name))).Done();
        var context = id is { } known ? Context() with { Id = new CommandId(known) } : Context();
        var added = (await Catalog.RegisterInterface(new RegisterInterface(context, distributor.Id, channel.Id, type, name))).Done();
        return (contingent.Id, added.Id);
    }

    /// <summary>The venue's own box office holds places for a quarter of an hour.</summary>
    public async Task<HoldView> Hold(params IEnumerable<string> places) =>
        (await SeatMap.Hold(new HoldPlaces(Context(), null, PlaceSelection.Of(places), TimeSpan.FromMinutes(15)))).Done();

    public async ValueTask DisposeAsync()
    {
        Sandbox.Dispose();
        await Server.DisposeAsync();
    }

    private static async Task<LinkedVenue> Make(TestCluster cluster, SandboxServer server, string type, string folder)
    {
        var venue = (await VenueFixture.On(cluster)).Grain;
        ImmutableArray<NewUnnumberedArea> areas = [new("Steh", "Steh", 20)];
        var csv = string.Join('\n', Seats.Prepend("area,block,row,seat,category,x,y"));
        var hall = (await venue.ImportSeatingPlan(new ImportSeatingPlan(Context(), "Handball", SeatingPlanFormat.Csv, csv, areas))).Done();
        var derby = (await venue.CreateEvent(new CreateEvent(Context(), "Derby"))).Done();
        var performance = (await venue.CreatePerformance(new CreatePerformance(
            Context(), derby.Id, hall.Id, "Samstag", new DateTimeOffset(2027, 3, 6, 19, 30, 0, TimeSpan.FromHours(1)), "Europe/Berlin"))).Done();
        var channel = (await venue.CreateSalesChannel(new CreateSalesChannel(Context(), "Ticketnet", SalesChannelType.External))).Done();
        var distributor = (await venue.CreateDistributor(new CreateDistributor(Context(), "Ticketnet"))).Done();
        return new LinkedVenue(cluster, server, type)
        {
            FilesOfSandbox = folder,
            Venue = (await venue.Get())!.Venue.Id,
            Performance = performance.Id,
            Channel = channel.Id,
            ContingentId = (await venue.CreateContingent(new CreateContingent(Context(), "Ticketnet Saal", channel.Id))).Done().Id,
            Contact = (await venue.CreateContact(new CreateContact(Context(), "Ticketnet SA", "verkauf@example.org"))).Done().Id,
            Adults = (await venue.CreateAudienceSubCategory(new CreateAudienceSubCategory(Context(), "Erwachsene"))).Done().Id,
            InterfaceId = (await venue.RegisterInterface(new RegisterInterface(Context(), distributor.Id, channel.Id, type, "Ticketnet 1"))).Done().Id,
        };
    }

    private static IEnumerable<string> Row((string Area, string Block, int Row, string Category) row) =>
        Enumerable.Range(1, 6).Select(seat => $"{row.Area},{row.Block},{row.Row},{seat},{row.Category},{seat * 10},{row.Row * 10}");
}
