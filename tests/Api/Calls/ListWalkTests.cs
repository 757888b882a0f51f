using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Distribution.Api.GraphQL.Execution;
using Distribution.Tests.Api.Venues;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Calls;

/// <summary>
/// Every field of the schema that a list leads to, and that calls something: it makes as many SQL statements for many entries as for few. Only what is known to an
/// actor alone is asked of each, once.
/// </summary>
public sealed partial class ListWalkTests : IAsyncLifetime
{
    /// <summary>What no row tells, and what the actor of an audit log reads by itself: its performance and its journal.</summary>
    private static readonly string[] Actors =
    [
        "grain ISeatMapGrain.Counts",
        "grain ISeatMapGrain.Places",
        "grain IDistributorInterfaceGrain.Get",
        "grain IVenueGrain.Get",
        "grain ISeatMapAuditGrain.Read",
        "grain ISeatMapGrain.Parties",
        "SQL SELECT venue_id, body FROM catalog_entry WHERE id = @key AND kind = @kind",
        "SQL SELECT entries FROM seat_map_journal",
    ];

    private CountedApi _api = null!;
    private GrowingVenue _grown = null!;

    public async Task InitializeAsync()
    {
        _api = await CountedApi.Start();
        _grown = await GrowingVenue.Create(_api.Client);
    }

    public async Task DisposeAsync()
    {
        await _grown.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task Whatever_a_list_leads_to_costs_as_much_for_many_entries_as_for_few()
    {
        await using var walk = new SchemaWalk();
        var things = new ThingsOfVenue(_grown.Venue);
        await _grown.Grow(2);
        var few = await CountAll(Questions(walk, things));
        await _grown.Grow(3);
        var many = await CountAll(Questions(walk, things));

        foreach (var (question, (_, calls)) in many)
        {
            calls.Where(IsOfRows).ShouldBe(few[question].Calls.Where(IsOfRows), ignoreOrder: true, question);
            calls.Where(call => !IsOfRows(call)).ShouldAllBe(call => call.Value <= _grown.Most, question);
        }

        many.Count(question => question.Value.Entries > few[question.Key].Entries).ShouldBeGreaterThan(120);
        Actors.ShouldAllBe(actor => many.Values.Any(counted => counted.Calls.Keys.Any(call => call.StartsWith(actor, StringComparison.Ordinal))));
    }

    private static bool IsOfRows(KeyValuePair<string, int> call) => !Actors.Any(actor => call.Key.StartsWith(actor, StringComparison.Ordinal));

    /// <summary>For the entries of each list, and for each of their fields that calls something.</summary>
    private static IEnumerable<string> Questions(SchemaWalk walk, ThingsOfVenue things)
    {
        foreach (var way in walk.WaysThroughLists())
        {
            var calls = way.To.Fields.Where(field => field.Resolver is not PropertyResolver)
                .Select(field => $"{SchemaWalk.Call(field, name => SchemaWalk.IsNeeded(field, name) ? things.IdOf(field, name) : null)}{(SchemaWalk.IsLeaf(field) ? "" : " { __typename }")}");
            foreach (var asked in calls.Append("__typename"))
            {
                yield return Sizes().Replace(way.Text(things.IdOf, $"found: {asked}"), "first: 40");
            }
        }
    }

    private async Task<Dictionary<string, (int Entries, IReadOnlyDictionary<string, int> Calls)>> CountAll(IEnumerable<string> questions)
    {
        var all = new Dictionary<string, (int, IReadOnlyDictionary<string, int>)>(StringComparer.Ordinal);
        foreach (var question in questions)
        {
            JsonNode answer = null!;
            var calls = await _api.Fewest(async () => answer = await _api.Client.Answer(question));
            all.Add(question, (Entries(answer["data"]), calls));
        }

        return all;
    }

    private static int Entries(JsonNode? node) => node switch
    {
        JsonObject fields => fields.Sum(field => field.Key == "found" ? 1 : Entries(field.Value)),
        JsonArray items => items.Sum(Entries),
        _ => 0,
    };

    [GeneratedRegex(@"first: 1\b", RegexOptions.NonBacktracking)]
    private static partial Regex Sizes();
}
