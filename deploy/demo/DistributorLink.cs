using System.Text.Json;
using Distribution.Sandbox;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Control;

namespace Distribution.Demo;

/// <summary>A distributor as the venue knows it: its contingent, its interface, and its id of the performance that it sells.</summary>
internal sealed record DistributorLink(Deal Deal, string Performance, string Contingent, string Interface, string TheirPerformance)
{
    public const string StandingArea = "STEH";

    public static async Task<DistributorLink> Create(GraphQLClient api, Hall hall, string performance, Deal deal, SandboxServer sandbox)
    {
        var (venue, name) = (hall.Venue, deal.Name);
        var channel = await Make(api, "createSalesChannel", new { venue, name, type = "EXTERNAL" }, "salesChannel");
        var contact = await Make(api, "createContact", new { venue, name, email = $"exchange@{deal.Type}.example" }, "contact");
        var distributor = await Make(api, "createDistributor", new { venue, name }, "distributor");
        var contingent = await Make(api, "createContingent", new { venue, name, externalChannel = channel }, "contingent");
        var link = await Make(api, "createDistributorInterface", new { venue, name, type = deal.Type, distributor, channel }, "distributorInterface");
        string[] emails = ["box.office@riethsporthalle.example"];
        var setUp = new Dictionary<string, object>(deal.SetUp(sandbox.UrlOf(deal.Type))) { ["interface"] = link, ["contact"] = contact, ["emails"] = emails };
        await api.Do("setUpDistributorInterface", setUp, "interfaceSetup { hasPassword }");
        // The distributor's own id of the performance, another one with each run of this demo.
        var theirs = $"{deal.Prefix}-{performance[^8..]}";
        using var control = new SandboxClient(sandbox.ControlUrlOf(deal.Type));
        await control.Reset();
        await control.Register(new PerformanceRegistration(theirs, "Thüringen derby"));
        var made = new DistributorLink(deal, performance, contingent, link, theirs);
        await made.Map(api, hall);
        return made;
    }

    public static string TheirCategory(Hall hall, string category) => $"CAT{hall.Categories.ToList().IndexOf(category) + 1}";

    /// <summary>Gives it free places of the venue's pool.</summary>
    public async Task Assign(GraphQLClient api)
    {
        var free = await api.Ask(
            """
            query($performance: ID!, $first: Int!) {
              performance(id: $performance) { places(filter: { inPool: true, status: FREE, blocked: false }, first: $first) { nodes { key } } }
            }
            """,
            new { performance = Performance, first = Deal.Numbered });
        var keys = free.GetProperty("performance").GetProperty("places").GetProperty("nodes").EnumerateArray().Select(place => place.GetProperty("key").GetString());
        var areas = new[] { new { area = Hall.StandingArea, quantity = Deal.Standing } };
        await api.Do("assignPlaces", new { performance = Performance, contingent = Contingent, places = keys, areas }, "placesChanged { version }");
    }

    /// <summary>Starts a function and waits until it has ended.</summary>
    public async Task RunToEnd(GraphQLClient api, string function, string? performance)
    {
        var id = GraphQLClient.NewCommand();
        await api.Do(function, performance is null ? new { @interface = Interface } : new { @interface = Interface, performance }, "execution { id }", command: id);
        await WaitFor(api, function, id);
    }

    /// <summary>Sends a file of its sales and waits until it is imported.</summary>
    public async Task Upload(GraphQLClient api, string name, byte[] file)
    {
        var id = GraphQLClient.NewCommand();
        await api.Upload("importSalesFile", new { @interface = Interface }, "execution { id }", name, file, command: id);
        await WaitFor(api, "importSalesFile", id);
    }

    private static async Task WaitFor(GraphQLClient api, string function, string id)
    {
        for (var state = "RUNNING"; state == "RUNNING";)
        {
            var execution = await api.Ask("query($id: ID!) { execution(id: $id, wait: 20) { state firstError { kind message whatToDo } } }", new { id });
            state = execution.GetProperty("execution").GetProperty("state").GetString();
            if (state == "FAILED")
            {
                throw new InvalidOperationException($"{function} failed: {execution.GetProperty("execution").GetProperty("firstError")}");
            }
        }
    }

    private Task Map(GraphQLClient api, Hall hall) => api.Do(
        "setMappings",
        new
        {
            @interface = Interface,
            mappings = hall.Blocks.Select((block, i) => new { kind = "BLOCK", ours = block, theirs = $"BLK{i + 1}" })
                .Concat(hall.Categories.Select(category => new { kind = "SEAT_CATEGORY", ours = category, theirs = TheirCategory(hall, category) }))
                .Append(new { kind = "AREA", ours = Hall.StandingArea, theirs = StandingArea })
                .Append(new { kind = "PERFORMANCE", ours = Performance, theirs = TheirPerformance })
                .Append(new { kind = "AUDIENCE_SUB_CATEGORY", ours = hall.Audience, theirs = "ADULT" }),
        },
        "mappingSet { version }");

    private static async Task<string> Make(GraphQLClient api, string mutation, object input, string result) =>
        (await api.Do(mutation, input, $"{result} {{ id }}")).GetProperty("id").GetString()!;
}
