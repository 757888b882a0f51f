using System.Text.Json;
using Distribution.Sandbox;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Control;

namespace Distribution.Demo;

/// <summary>Ticketnet as the venue knows it: its channel, its contingent, its interface, and its ids for our things.</summary>
internal sealed record TicketnetLink(string Contingent, string Interface, string Audience, string Performance)
{
    public static async Task<TicketnetLink> Create(GraphQLClient api, Hall hall, SandboxServer sandbox)
    {
        var venue = hall.Venue;
        var channel = await Make(api, "createSalesChannel", new { venue, name = "Ticketnet", type = "EXTERNAL" }, "salesChannel");
        var contact = await Make(api, "createContact", new { venue, name = "Ticketnet", email = "exchange@ticketnet.example" }, "contact");
        var distributor = await Make(api, "createDistributor", new { venue, name = "Ticketnet" }, "distributor");
        var audience = await Make(api, "createAudienceSubCategory", new { venue, name = "Adult" }, "audienceSubCategory");
        var contingent = await Make(api, "createContingent", new { venue, name = "Ticketnet", externalChannel = channel }, "contingent");
        var link = await Make(api, "createDistributorInterface", new { venue, name = "Ticketnet", type = "ticketnet", distributor, channel }, "distributorInterface");
        string[] emails = ["box.office@riethsporthalle.example"];
        await api.Do(
            "setUpDistributorInterface",
            new { @interface = link, url = sandbox.TicketnetUrl, user = "venue", password = "sandbox", contact, emails },
            "interfaceSetup { hasPassword }");
        // The distributor's own id of the performance, another one with each run of this demo.
        var performance = $"TN-{hall.FirstPerformance[^8..]}";
        using var control = new SandboxClient(sandbox.ControlUrl);
        await control.Reset();
        await control.Register(new PerformanceRegistration(performance, "Thüringen derby, Friday"));
        return new TicketnetLink(contingent, link, audience, performance);
    }

    public Task Map(GraphQLClient api, Hall hall) => api.Do(
        "setMappings",
        new
        {
            @interface = Interface,
            mappings = hall.Blocks.Select((block, i) => new { kind = "BLOCK", ours = block, theirs = $"BLK{i + 1}" })
                .Concat(hall.Categories.Select((category, i) => new { kind = "SEAT_CATEGORY", ours = category, theirs = $"CAT{i + 1}" }))
                .Append(new { kind = "AREA", ours = Hall.StandingArea, theirs = "STEH" })
                .Append(new { kind = "PERFORMANCE", ours = hall.FirstPerformance, theirs = Performance })
                .Append(new { kind = "AUDIENCE_SUB_CATEGORY", ours = Audience, theirs = "ADULT" }),
        },
        "mappingSet { version }");

    /// <summary>Starts a function and waits until it has ended.</summary>
    public async Task RunToEnd(GraphQLClient api, string function, string? performance)
    {
        var id = GraphQLClient.NewCommand();
        await api.Do(function, performance is null ? new { @interface = Interface } : new { @interface = Interface, performance }, "execution { id }", command: id);
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

    private static async Task<string> Make(GraphQLClient api, string mutation, object input, string result) =>
        (await api.Do(mutation, input, $"{result} {{ id }}")).GetProperty("id").GetString()!;
}
