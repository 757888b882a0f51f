namespace Distribution.Demo;

/// <summary>Riethsporthalle Erfurt, a real hall, with one event on two evenings.</summary>
internal sealed record Hall(string Venue, string FirstPerformance, string SecondPerformance, string Audience, IReadOnlyList<string> Blocks, IReadOnlyList<string> Categories)
{
    public const string StandingArea = "Standing";

    public static async Task<Hall> Create(GraphQLClient api)
    {
        var plan = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "riethsporthalle-erfurt.seatingplan.json"));
        var venue = GraphQLClient.NewCommand();
        await api.Do("createVenue", new { name = "Riethsporthalle Erfurt" }, "venue { id }", command: venue);
        var standing = new[] { new { key = StandingArea, category = StandingArea, capacity = 248 } };
        var layout = await api.Do(
            "importSeatingPlan",
            new { venue, name = "Handball", format = "PRETIX_JSON", text = plan, unnumberedAreas = standing },
            "logicalConfiguration { id categories { code } areas { blocks { code } } }");
        var @event = await api.Do("createEvent", new { venue, name = "Thüringen derby" }, "event { id }");
        var eventId = @event.GetProperty("id").GetString();
        var configurationId = layout.GetProperty("id").GetString();
        return new Hall(
            venue,
            await CreatePerformance(api, venue, eventId, configurationId, "Friday", "2027-03-12T18:30:00Z"),
            await CreatePerformance(api, venue, eventId, configurationId, "Saturday", "2027-03-13T18:30:00Z"),
            (await api.Do("createAudienceSubCategory", new { venue, name = "Adult" }, "audienceSubCategory { id }")).GetProperty("id").GetString()!,
            [.. layout.GetProperty("areas").EnumerateArray().SelectMany(area => area.GetProperty("blocks").EnumerateArray()).Select(block => block.GetProperty("code").GetString()!)],
            [.. layout.GetProperty("categories").EnumerateArray().Select(category => category.GetProperty("code").GetString()!)]);
    }

    private static async Task<string> CreatePerformance(GraphQLClient api, string venue, string? @event, string? configuration, string name, string startsAt)
    {
        var input = new { venue, @event, configuration, name, startsAt, timeZone = "Europe/Berlin" };
        return (await api.Do("createPerformance", input, "performance { id }")).GetProperty("id").GetString()!;
    }
}
