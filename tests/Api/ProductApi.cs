using System.Text.Json.Nodes;
using Distribution.Catalog;
using Distribution.Distributors;
using Distribution.Sandbox.Sales;
using Distribution.Storage;
using Distribution.Tests.Api.Venues;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api;

/// <summary>
/// The product's API as a user starts it, embedded on SQLite, with one venue in which something of everything has happened, and
/// another one whose things are none of the first one's business. Whoever changes the first venue changes it for the other tests:
/// they make a venue of their own.
/// </summary>
public sealed class ProductApi : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private DistributorServer _ticketnet = null!;

    /// <summary>What can be asked for in the first venue, and in the other one.</summary>
    internal ThingsOfVenue Things => new(Venue) { Execution = Export, Schedule = Schedule, Order = ImportedOrder, Conflict = Conflict };

    internal ThingsOfVenue OtherThings => new(Other);

    /// <summary>With the administrator's token.</summary>
    internal ApiClient Client { get; private set; } = null!;

    internal string DataDirectory => _database.Setting.Value;

    internal ServerProcess Process { get; private set; } = null!;

    internal ApiVenue Venue { get; private set; } = null!;

    /// <summary>Its interface is not set up.</summary>
    internal ApiVenue Other { get; private set; } = null!;

    /// <summary>A hold of P-1-1 for a day.</summary>
    internal Guid Hold { get; private set; }

    /// <summary>It was confirmed as <see cref="Order"/>, of P-1-2.</summary>
    internal Guid ConfirmedHold { get; private set; }

    internal Guid Order { get; } = NewId.Guid();

    /// <summary>A hold in the other venue's performance.</summary>
    internal Guid OtherHold { get; private set; }

    /// <summary>Of the venue's own; P-1-3 is in it.</summary>
    internal Guid InternalContingent { get; private set; }

    /// <summary>Of the venue's own.</summary>
    internal Guid OwnChannel { get; } = NewId.Guid();

    /// <summary>The command that blocked P-1-4.</summary>
    internal Guid Block { get; } = NewId.Guid();

    /// <summary>The export that offered P-2-1 to P-2-3; of these P-2-1 is sold.</summary>
    internal Guid Export { get; private set; }

    /// <summary>Of the venue's interface; paused.</summary>
    internal Guid Schedule { get; private set; }

    /// <summary>Of the ticket for P-2-1.</summary>
    internal Guid ImportedOrder { get; private set; }

    /// <summary>Ticketnet sold P-1-2 too; nobody has decided yet.</summary>
    internal Guid Conflict { get; private set; }

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        _ticketnet = await DistributorServer.Start();
        Process = await ServerProcess.Start("api", _database.Setting, ApiClient.Setting);
        Client = new ApiClient(Process.Url);
        Venue = await ApiVenue.Create(Client, _ticketnet);
        Other = await ApiVenue.Create(Client, distributor: null);
        OtherHold = await Other.Hold("P-1-1");
        await SellAndHold();
        await GiveToTicketnet();
        Schedule = (await Client.Do("createSchedule", new { @interface = Venue.Interface, function = DistributorFunction.SalesImport, plan = new { cron = "0 4 * * *", timeZone = "Europe/Berlin" } }, "id"))["id"]!.GetValue<Guid>();
    }

    public async Task DisposeAsync()
    {
        Client?.Dispose();
        await Process.DisposeAsync();
        await _ticketnet.DisposeAsync();
        await _database.DisposeAsync();
    }

    internal async Task<ApiClient> ClientAs(string role)
    {
        var issued = await Client.Do("issueToken", new { role = new Written(role), name = "tester", days = 1 }, "token");
        return new ApiClient(Process.Url, issued.Text("token")!);
    }

    /// <summary>Everything that a refused command must leave as it is, in both venues.</summary>
    internal async Task<string> Everything() => string.Join('\n', await Everything(Venue), await Everything(Other));

    internal static async Task<string> Everything(ApiVenue venue) => (await venue.Api.Ask(
        """
        query($venue: ID!, $performance: ID!, $contingent: ID!, $interface: ID!) {
          venue(id: $venue) {
            catalogVersion name events { nodes { name } } performances { nodes { name startsAt } } configurations { name places } contacts { name email }
            contingents { name externalChannelId } distributors { name } interfaces { name channelId } salesChannels { name type }
            audienceSubCategories { name } tariffs { category price { minorUnits } }
          }
          performance(id: $performance) {
            counts { version }
            places { version nodes { name contingentId blocked status heldUntil orderId offer offereeId } }
          }
          contingent(performance: $performance, contingent: $contingent) { counts { places } exportState withdrawing }
          distributorInterface(id: $interface) {
            state { setup { url user contactId emails hasPassword } mappings { version } }
            executions(first: 500) { nodes { id state } } salesTotals { orders tickets cancelled }
          }
        }
        """,
        new { venue = venue.Id, performance = venue.Performance, contingent = venue.Contingent, @interface = venue.Interface })).ToJsonString();

    private async Task SellAndHold()
    {
        Hold = (await Client.Do("holdPlaces", new { performance = Venue.Performance, places = new[] { "P-1-1" }, seconds = 86_400 }, "id"))["id"]!.GetValue<Guid>();
        ConfirmedHold = await Venue.Hold("P-1-2");
        await Venue.Confirm(ConfirmedHold, Order);
        InternalContingent = await Venue.CreateInternalContingent("Vereine");
        await Client.Do("assignPlaces", new { performance = Venue.Performance, contingent = InternalContingent, places = new[] { "P-1-3" } });
        await Client.Do("blockPlaces", new { commandId = Block, performance = Venue.Performance, places = new[] { "P-1-4" } });
        await Client.Do("createSalesChannel", new { commandId = OwnChannel, venue = Venue.Id, name = "Abendkasse", type = SalesChannelType.Own });
    }

    private async Task GiveToTicketnet()
    {
        await Venue.Assign("P-2-1", "P-2-2", "P-2-3");
        Export = (await Venue.Export())["id"]!.GetValue<Guid>();
        await _ticketnet.Control.Sell(new SaleOrder(DistributorServer.Performance, Places: ["P-2-1"]));
        await Venue.Import();
        ImportedOrder = Guid.Parse((await Venue.Tickets()).Single().Text("order")!);
        await _ticketnet.Control.SendGhost(new GhostOrder(DistributorServer.Performance, "P-1-2", "CAT1"));
        await Venue.Import();
        var conflicts = await Client.Ask("query($i: ID!) { saleConflicts(interface: $i) { nodes { id } } }", new { i = Venue.Interface });
        Conflict = Guid.Parse(conflicts["saleConflicts"]!["nodes"]!.AsArray().Single().Text("id")!);
    }
}

/// <summary>One process for the tests that get along with one another.</summary>
[CollectionDefinition(Name)]
public sealed class ProductApiTests : ICollectionFixture<ProductApi>
{
    public const string Name = "product api";
}

/// <summary>A command that is to be refused with a code.</summary>
internal sealed record BadInput(string Code, string Mutation, Func<ProductApi, object> Arguments)
{
    public async Task ShouldBeRefused(ProductApi api)
    {
        var before = await api.Everything();

        var answer = await api.Client.Attempt(Mutation, Arguments(api));

        ApiClient.CodeOf(answer).ShouldBe(Code, answer.ToJsonString());
        answer["data"]?[Mutation].ShouldBeNull();
        foreach (var error in answer["errors"]!.AsArray())
        {
            error.Text("message")!.Length.ShouldBeInRange(10, 1_100);
            // What does not fit the schema, or is too long to be read, is an error of the document; whatever a command is refused for is data.
            var isData = error!["extensions"]!.AsObject().ContainsKey("message");
            isData.ShouldBe(Code is not "INVALID_DOCUMENT" && error["extensions"].Text("subject") is not "DocumentCharacters", answer.ToJsonString());
            error["extensions"]!["retry"]!.GetValue<bool>().ShouldBe(Code is "PLACE_HELD" or "NOT_ENOUGH_PLACES");
        }

        (await api.Everything()).ShouldBe(before);
    }
}
