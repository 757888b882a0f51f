using Distribution.Distributors;
using Distribution.Sandbox.Sales;
using Distribution.Tests.Api.Venues;
using Distribution.Tests.Fixtures;
using GraphQL.Types;

namespace Distribution.Tests.Api.Calls;

/// <summary>
/// How long an answer takes tells as much as what it says: what belongs to another venue costs exactly the SQL statements and grain calls of what does not exist, for
/// every field and every kind of id.
/// </summary>
public sealed class ForeignIdTests : IAsyncLifetime
{
    private CountedApi _api = null!;
    private DistributorServer _ticketnet = null!;
    private ThingsOfVenue _theirs = null!;
    private ApiVenue _own = null!;

    public async Task InitializeAsync()
    {
        _api = await CountedApi.Start();
        _ticketnet = await DistributorServer.Start();
        _theirs = await SomethingOfEverything(await ApiVenue.Create(_api.Client, _ticketnet));
        _own = await ApiVenue.Create(_api.Client, distributor: null);
    }

    public async Task DisposeAsync()
    {
        await _ticketnet.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task A_foreign_id_costs_what_an_unknown_one_costs()
    {
        await using var walk = new SchemaWalk();
        using var stranger = await Stranger();
        var asked = 0;
        foreach (var (operation, field) in walk.RootFields.Where(root => root.Operation != "subscription"))
        {
            foreach (var argument in SchemaWalk.Ids(field).Where(argument => ThingsOfVenue.AreAskedWith(field, argument)))
            {
                var (foreign, unknown) = (_theirs.IdOf(field, argument), NewId.Guid());
                var costs = await Cost(stranger, operation, field, argument, foreign);
                if (costs is not null)
                {
                    asked++;
                    costs.ShouldBe((await Cost(stranger, operation, field, argument, unknown))!, ignoreOrder: true, $"{field.Name}({argument})");
                }
            }
        }

        asked.ShouldBeGreaterThan(60);
    }

    [Fact]
    public async Task So_does_one_that_is_asked_for_as_a_node()
    {
        await using var walk = new SchemaWalk();
        using var stranger = await Stranger();
        foreach (var way in walk.RootFields.Where(root => root.Field.Name == "node").SelectMany(root => walk.Schema.AllTypes.OfType<IObjectGraphType>()
            .Where(type => type.ResolvedInterfaces.Count > 0).Select(type => new SchemaWay("query", [(root.Field, type, true)]))))
        {
            var costs = await _api.Fewest(() => stranger.Ask(way.Text(_theirs.IdOf, "__typename")));

            costs.ShouldBe(await _api.Fewest(() => stranger.Ask(way.Text((_, _) => NewId.Guid(), "__typename"))), ignoreOrder: true, $"{way}");
            costs.Values.Sum().ShouldBe(1, $"{way}");
        }
    }

    private async Task<ApiClient> Stranger()
    {
        var issued = await _api.Client.Ask($"mutation {{ issueToken(input: {{ commandId: \"{NewId.Guid()}\", name: \"tester\", days: 1, venues: [{{ venue: \"{_own.Id}\", role: ADMINISTRATOR }}] }}) {{ issuedToken {{ token }} }} }}");
        return new ApiClient(_api.Address, issued["issueToken"]!["issuedToken"].Text("token")!);
    }

    /// <summary>Null for what brings a file, which is read before anything is looked for.</summary>
    private async Task<IReadOnlyDictionary<string, int>?> Cost(ApiClient caller, string operation, FieldType field, string argument, Guid id)
    {
        var call = SchemaWalk.Call(field, name => name == argument ? id : null);
        var selection = SchemaWalk.IsLeaf(field) ? "" : operation == "mutation" ? " { userErrors { code } }" : " { __typename }";
        return call.Contains("$file", StringComparison.Ordinal) ? null : await _api.Fewest(() => caller.Answer($"{operation} {{ {call}{selection} }}"));
    }

    private async Task<ThingsOfVenue> SomethingOfEverything(ApiVenue venue)
    {
        await venue.Confirm(await venue.Hold("P-1-2"), NewId.Guid());
        await venue.Assign("P-2-1");
        var export = (await venue.Export())["id"]!.GetValue<Guid>();
        await _ticketnet.Control.Sell(new SaleOrder(DistributorServer.Performance, Places: ["P-2-1"]));
        await _ticketnet.Control.SendGhost(new GhostOrder(DistributorServer.Performance, "P-1-2", "CAT1"));
        await venue.Import();
        var conflicts = (await _api.Client.Ask("query($i: ID!) { saleConflicts(interface: $i) { nodes { id } } }", new { i = venue.Interface }))["saleConflicts"]!["nodes"]!.AsArray();
        var schedule = await _api.Client.Do("createSchedule", new { @interface = venue.Interface, function = DistributorFunction.SalesImport, plan = new { timeZone = "UTC", period = 86_400 } }, "id");
        return new ThingsOfVenue(venue)
        {
            Execution = export,
            Schedule = schedule["id"]!.GetValue<Guid>(),
            Order = Guid.Parse((await venue.Tickets()).Single().Text("order")!),
            Conflict = Guid.Parse(conflicts.Single().Text("id")!),
        };
    }
}
