using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Sandbox.Sales;
using Distribution.Tests.Api.Venues;
using Distribution.Tests.Fixtures;
using GraphQL.Types;

namespace Distribution.Tests.Api.Calls;

/// <summary>
/// How long an answer takes tells as much as what it says: what belongs to another venue is answered in the words, and costs exactly the SQL statements and grain calls,
/// of what does not exist, for every field and every kind of id, though all else that is named is the caller's own.
/// </summary>
public sealed class ForeignIdTests : IAsyncLifetime
{
    private readonly List<DistributorServer> _servers = [];
    private CountedApi _api = null!;
    private ThingsOfVenue _theirs = null!;
    private ThingsOfVenue _own = null!;

    public async Task InitializeAsync()
    {
        _api = await CountedApi.Start();
        _theirs = await SomethingOfEverything();
        _own = await SomethingOfEverything();
    }

    public async Task DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await _api.DisposeAsync();
    }

    [Fact]
    public async Task A_foreign_id_is_answered_and_costs_as_an_unknown_one()
    {
        await using var walk = new SchemaWalk();
        using var stranger = await Stranger();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (operation, field) in walk.RootFields.Where(root => root.Operation != "subscription"))
        {
            foreach (var argument in SchemaWalk.Ids(field).Where(argument => ThingsOfVenue.AreAskedWith(field, argument) || ThingsOfVenue.IsWithinAnother(field, argument)))
            {
                var (foreign, unknown) = (_theirs.IdOf(field, argument), NewId.Guid());
                if (await Cost(stranger, operation, field, argument, foreign) is var (answer, costs))
                {
                    asked.Add($"{field.Name}.{argument}");
                    var (other, otherCosts) = (await Cost(stranger, operation, field, argument, unknown))!.Value;
                    answer.Replace($"{foreign}", $"{unknown}", StringComparison.Ordinal).ShouldBe(other, $"{field.Name}({argument})");
                    costs.ShouldBe(otherCosts, ignoreOrder: true, $"{field.Name}({argument})");
                    (other.Contains("NOT_FOUND", StringComparison.Ordinal) || other == $$$"""{"data":{"{{{field.Name}}}":null}}""").ShouldBeTrue($"{field.Name}({argument}): {other}");
                }
            }
        }

        asked.Count.ShouldBeGreaterThan(70);
        new[] { "move.move", "unskipItem.skipped", "extendHold.hold" }.ShouldBeSubsetOf(asked);
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
        var issued = await _api.Client.Ask($"mutation {{ issueToken(input: {{ commandId: \"{NewId.Guid()}\", name: \"tester\", days: 1, venues: [{{ venue: \"{_own.Venue.Id}\", role: ADMINISTRATOR }}] }}) {{ issuedToken {{ token }} }} }}");
        return new ApiClient(_api.Address, issued["issueToken"]!["issuedToken"].Text("token")!);
    }

    /// <summary>Null for what brings a file, which is read before anything is looked for.</summary>
    private async Task<(string Answer, IReadOnlyDictionary<string, int> Costs)?> Cost(ApiClient caller, string operation, FieldType field, string argument, Guid id)
    {
        var call = SchemaWalk.Call(field, name => name == argument ? id : IsOwn(field, name) ? _own.IdOf(field, name) : null);
        var selection = SchemaWalk.IsLeaf(field) ? "" : operation == "mutation" ? " { userErrors { code message subject path } }" : " { __typename }";
        if (call.Contains("$file", StringComparison.Ordinal))
        {
            return null;
        }

        var answer = "";
        var costs = await _api.Fewest(async () => answer = (await caller.Answer($"{operation} {{ {call}{selection} }}")).ToJsonString());
        return (answer, costs);
    }

    private static bool IsOwn(FieldType field, string name) =>
        name != "commandId" && (name.Contains('.', StringComparison.Ordinal) || SchemaWalk.IsNeeded(field, name)) && (ThingsOfVenue.AreAskedWith(field, name) || ThingsOfVenue.IsWithinAnother(field, name));

    private async Task<ThingsOfVenue> SomethingOfEverything()
    {
        var ticketnet = await DistributorServer.Start();
        _servers.Add(ticketnet);
        var venue = await ApiVenue.Create(_api.Client, ticketnet);
        await venue.Confirm(await venue.Hold("P-1-2"), NewId.Guid());
        await venue.Assign("P-2-1", "P-2-2");
        var export = (await venue.Export())["id"]!.GetValue<Guid>();
        await ticketnet.Control.Sell(new SaleOrder(DistributorServer.Performance, Places: ["P-2-1"]));
        await ticketnet.Control.SendGhost(new GhostOrder(DistributorServer.Performance, "P-1-2", "CAT1"));
        await venue.Import();
        var conflicts = (await _api.Client.Ask("query($i: ID!) { saleConflicts(interface: $i) { nodes { id } } }", new { i = venue.Interface }))["saleConflicts"]!["nodes"]!.AsArray();
        return new ThingsOfVenue(venue)
        {
            Execution = export,
            Schedule = await Made("createSchedule", new { @interface = venue.Interface, function = DistributorFunction.SalesImport, plan = new { timeZone = "UTC", period = 86_400 } }),
            Order = Guid.Parse((await venue.Tickets()).Single().Text("order")!),
            Conflict = Guid.Parse(conflicts.Single().Text("id")!),
            Hold = await venue.Hold("P-3-1"),
            Move = await Made("movePlaces", new { performance = venue.Performance, from = venue.Contingent, to = await venue.CreateInternalContingent("Presse"), places = new[] { "P-2-2" } }),
            Skipped = await Made("skipItem", new { @interface = venue.Interface, function = DistributorFunction.ContingentExport, kind = ItemKind.Place, performance = venue.Performance, subject = "P-2-2", reason = "test" }),
        };
    }

    private async Task<Guid> Made(string mutation, object arguments) => (await _api.Client.Do(mutation, arguments, "id"))["id"]!.GetValue<Guid>();
}
