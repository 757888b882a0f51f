namespace Distribution.Demo;

/// <summary>Riethsporthalle Erfurt, a real hall, with one event on two evenings.</summary>
internal sealed record Hall(string Venue, string FirstPerformance, string SecondPerformance, IReadOnlyList<string> Blocks, IReadOnlyList<string> Categories)
{
    public const string StandingArea = "Standing";

    public static async Task<Hall> Create(GraphQLClient api)
    {
        var plan = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "riethsporthalle-erfurt.seatingplan.json"));
        var venue = GraphQLClient.NewCommand();
        await api.Ask("mutation($id: ID!) { createVenue(commandId: $id, name: \"Riethsporthalle Erfurt\") { id } }", new { id = venue });
        var configuration = await api.Ask(
            """
            mutation($id: ID!, $venue: ID!, $text: String!, $standing: [NewUnnumberedAreaInput!]) {
              importSeatingPlan(commandId: $id, venue: $venue, name: "Handball", format: PRETIX_JSON, text: $text, unnumberedAreas: $standing) {
                id categories { code } areas { blocks { code } }
              }
            }
            """,
            new
            {
                id = GraphQLClient.NewCommand(),
                venue,
                text = plan,
                standing = new[] { new { key = StandingArea, category = StandingArea, capacity = 248 } },
            });
        var layout = configuration.GetProperty("importSeatingPlan");
        var @event = await api.Ask(
            "mutation($id: ID!, $venue: ID!) { createEvent(commandId: $id, venue: $venue, name: \"Thüringen derby\") { id } }",
            new { id = GraphQLClient.NewCommand(), venue });
        var eventId = @event.GetProperty("createEvent").GetProperty("id").GetString();
        var configurationId = layout.GetProperty("id").GetString();
        return new Hall(
            venue,
            await CreatePerformance(api, venue, eventId, configurationId, "Friday", "2027-03-12T18:30:00Z"),
            await CreatePerformance(api, venue, eventId, configurationId, "Saturday", "2027-03-13T18:30:00Z"),
            [.. layout.GetProperty("areas").EnumerateArray().SelectMany(area => area.GetProperty("blocks").EnumerateArray()).Select(block => block.GetProperty("code").GetString()!)],
            [.. layout.GetProperty("categories").EnumerateArray().Select(category => category.GetProperty("code").GetString()!)]);
    }

    private static async Task<string> CreatePerformance(GraphQLClient api, string venue, string? @event, string? configuration, string name, string startsAt)
    {
        var id = GraphQLClient.NewCommand();
        await api.Ask(
            """
            mutation($id: ID!, $venue: ID!, $event: ID!, $configuration: ID!, $name: String!, $startsAt: DateTime!) {
              createPerformance(commandId: $id, venue: $venue, event: $event, configuration: $configuration, name: $name, startsAt: $startsAt, timeZone: "Europe/Berlin") { id }
            }
            """,
            new { id, venue, @event, configuration, name, startsAt });
        return id;
    }
}
