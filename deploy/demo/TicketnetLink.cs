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
        var channel = await Make(api, hall, "createSalesChannel", "name: \"Ticketnet\", type: EXTERNAL");
        var contact = await Make(api, hall, "createContact", "name: \"Ticketnet\", email: \"exchange@ticketnet.example\"");
        var distributor = await Make(api, hall, "createDistributor", "name: \"Ticketnet\"");
        var audience = await Make(api, hall, "createAudienceSubCategory", "name: \"Adult\"");
        var contingent = await Make(api, hall, "createContingent", $"name: \"Ticketnet\", externalChannel: \"{channel}\"");
        var link = await Make(
            api, hall, "createDistributorInterface", $"name: \"Ticketnet\", type: \"ticketnet\", distributor: \"{distributor}\", channel: \"{channel}\"");
        await api.Ask(
            """
            mutation($id: ID!, $interface: ID!, $url: String!, $user: String!, $password: String!, $contact: ID!) {
              setUpDistributorInterface(commandId: $id, interface: $interface, url: $url, user: $user, password: $password, contact: $contact,
                                        emails: ["box.office@riethsporthalle.example"]) { hasPassword }
            }
            """,
            new { id = GraphQLClient.NewCommand(), @interface = link, url = sandbox.TicketnetUrl, user = "venue", password = "sandbox", contact });
        // The distributor's own id of the performance, another one with each run of this demo.
        var performance = $"TN-{hall.FirstPerformance[..8]}";
        using var control = new SandboxClient(sandbox.ControlUrl);
        await control.Reset();
        await control.Register(new PerformanceRegistration(performance, "Thüringen derby, Friday"));
        return new TicketnetLink(contingent, link, audience, performance);
    }

    public Task Map(GraphQLClient api, Hall hall) => api.Ask(
        "mutation($id: ID!, $interface: ID!, $mappings: [MappingInput!]!) { setMappings(commandId: $id, interface: $interface, mappings: $mappings) { version } }",
        new
        {
            id = GraphQLClient.NewCommand(),
            @interface = Interface,
            mappings = hall.Blocks.Select((block, i) => new { kind = "BLOCK", ours = block, theirs = $"BLK{i + 1}" })
                .Concat(hall.Categories.Select((category, i) => new { kind = "SEAT_CATEGORY", ours = category, theirs = $"CAT{i + 1}" }))
                .Append(new { kind = "AREA", ours = Hall.StandingArea, theirs = "STEH" })
                .Append(new { kind = "PERFORMANCE", ours = hall.FirstPerformance, theirs = Performance })
                .Append(new { kind = "AUDIENCE_SUB_CATEGORY", ours = Audience, theirs = "ADULT" }),
        });

    /// <summary>Starts a function and waits until it has ended.</summary>
    public async Task RunToEnd(GraphQLClient api, string function, string? performance)
    {
        var id = GraphQLClient.NewCommand();
        var only = performance is null ? "" : $", performance: \"{performance}\"";
        await api.Ask($"mutation($id: ID!, $interface: ID!) {{ {function}(commandId: $id, interface: $interface{only}) {{ id }} }}", new { id, @interface = Interface });
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

    private static async Task<string> Make(GraphQLClient api, Hall hall, string mutation, string arguments)
    {
        var made = await api.Ask(
            $"mutation($id: ID!, $venue: ID!) {{ {mutation}(commandId: $id, venue: $venue, {arguments}) {{ id }} }}",
            new { id = GraphQLClient.NewCommand(), venue = hall.Venue });
        return made.GetProperty(mutation).GetProperty("id").GetString()!;
    }
}
