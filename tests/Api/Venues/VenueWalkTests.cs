using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Distribution.Api.GraphQL.Nodes;
using Distribution.Api.GraphQL.TypeSystem;
using Distribution.Api.Security;
using Distribution.Api.Security.Venues;
using Distribution.Primitives;
using Distribution.Tests.Fixtures;
using GraphQL.Types;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using EventId = Distribution.Primitives.EventId;

namespace Distribution.Tests.Api.Venues;

/// <summary>The whole schema, asked by callers who belong somewhere: by each role, and by people of another venue.</summary>
[Collection(ProductApiTests.Name)]
public sealed partial class VenueWalkTests(ProductApi api)
{
    /// <summary>Root fields that name nothing, and so have to keep what is not for the caller out of their answer by themselves. They are checked below.</summary>
    private static readonly string[] OfNoVenue = ["dueTimes", "executions", "health", "interfaceHealth", "interfaceTypes", "me", "saleConflicts", "schedules", "venues", "version"];

    [Fact]
    public async Task A_caller_of_another_venue_gets_the_same_answer_as_for_things_that_do_not_exist()
    {
        await using var walk = new SchemaWalk();
        var stranger = await TokenOf((api.Other.Id, "ADMINISTRATOR"));
        var before = await api.Everything();
        var asked = 0;
        foreach (var (operation, field) in walk.RootFields.Where(root => root.Operation != "subscription"))
        {
            foreach (var argument in SchemaWalk.Ids(field).Where(argument => ThingsOfVenue.AreAskedWith(field, argument)))
            {
                asked++;
                var foreign = await Ask(stranger, operation, field, name => name == argument ? api.Things.IdOf(field, name) : null);
                var unknown = await Ask(stranger, operation, field, name => name == argument ? NewId.Guid() : null);

                foreign.ShouldBe(unknown, $"{field.Name}({argument})");
                (foreign.Contains("NOT_FOUND", StringComparison.Ordinal) || foreign.Contains($"{{\"{field.Name}\":null}}", StringComparison.Ordinal)).ShouldBeTrue($"{field.Name}({argument}): {foreign}");
            }
        }

        asked.ShouldBeGreaterThan(60);
        (await api.Everything()).ShouldBe(before);
    }

    [Fact]
    public async Task One_foreign_id_among_own_ones_is_enough_to_be_refused()
    {
        await using var walk = new SchemaWalk();
        var stranger = await TokenOf((api.Other.Id, "ADMINISTRATOR"));
        var before = await api.Everything();
        foreach (var (operation, field) in walk.RootFields.Where(root => root.Operation != "subscription"))
        {
            var arguments = SchemaWalk.Ids(field).Where(argument => ThingsOfVenue.AreAskedWith(field, argument)).ToList();
            foreach (var argument in arguments.Where(_ => arguments.Count > 1))
            {
                var answer = await Ask(stranger, operation, field, name =>
                    !arguments.Contains(name) ? null : (name == argument ? api.Things : api.OtherThings).IdOf(field, name));

                answer.ShouldContain("NOT_FOUND", Case.Sensitive, $"{field.Name}({argument})");
            }
        }

        (await api.Everything()).ShouldBe(before);
    }

    [Fact]
    public async Task A_foreign_id_that_is_looked_for_within_an_own_thing_is_like_one_that_does_not_exist()
    {
        await using var walk = new SchemaWalk();
        var stranger = await TokenOf((api.Other.Id, "ADMINISTRATOR"));
        var before = await api.Everything();
        foreach (var (name, argument, id) in new[]
        {
            ("releaseHold", "hold", api.Hold), ("extendHold", "hold", api.Hold), ("confirmHold", "hold", api.Hold), ("confirmHold", "hold", api.ConfirmedHold), ("cancelSale", "order", api.Order),
            ("cancelSale", "order", api.ImportedOrder), ("unskipItem", "skipped", api.Export), ("abandonMove", "move", api.Block),
        })
        {
            var (operation, field) = walk.RootFields.Single(root => root.Field.Name == name);
            var foreign = await Ask(stranger, operation, field, one => one == argument ? id : Own(field, one));

            foreign.ShouldBe(await Ask(stranger, operation, field, one => one == argument ? NewId.Guid() : Own(field, one)), name);
            foreign.ShouldContain("NOT_FOUND", Case.Sensitive, name);
        }

        (await api.Everything()).ShouldBe(before);
        Guid? Own(FieldType field, string name) => name is "performance" or "contingent" or "interface" ? api.OtherThings.IdOf(field, name) : null;
    }

    [Fact]
    public async Task A_field_of_an_own_thing_finds_nothing_by_a_foreign_id()
    {
        await using var walk = new SchemaWalk();
        var stranger = await TokenOf((api.Venue.Id, "ADMINISTRATOR"));
        var asked = new List<string>();
        foreach (var (way, field) in walk.ShortestWays().SelectMany(way => way.To.Fields.Select(field => (way, field))))
        {
            foreach (var argument in SchemaWalk.Ids(field).Where(argument => ThingsOfVenue.AreAskedWith(field, argument)))
            {
                asked.Add($"{way.To.Name}.{field.Name}({argument})");
                string Document(Guid id) => way.Text(api.Things.IdOf, $"{SchemaWalk.Call(field, name => name == argument ? id : null)}{Selection("query", field)}");
                var foreign = await Post(stranger, Document(api.OtherThings.IdOf(field, argument)));

                foreign.ShouldBe(await Post(stranger, Document(NewId.Guid())), asked[^1]);
                foreign.ShouldContain("NOT_FOUND", Case.Sensitive, $"{asked[^1]}: {foreign}");
            }
        }

        asked.ShouldContain("Execution.items(performance)");
    }

    [Fact]
    public async Task What_names_no_venue_tells_nothing_of_others()
    {
        await using var walk = new SchemaWalk();
        using var stranger = await ClientOf((api.Other.Id, "ADMINISTRATOR"));

        walk.RootFields.Where(root => root.Operation == "query" && SchemaWalk.RoleOf(root.Field) is Role.Reader && SchemaWalk.Ids(root.Field).All(argument => !IsRequired(root.Field, argument)))
            .Select(root => root.Field.Name).Order(StringComparer.Ordinal).ShouldBe(OfNoVenue);
        var everything = (await stranger.Ask("{ me { name role venues { venueId role } } venues { nodes { id name } } schedules { nodes { id } } executions { nodes { id } } interfaceHealth { nodes { interfaceId } } saleConflicts { nodes { id } } }")).ToJsonString();
        everything.ShouldContain(api.Other.Id.ToString());
        everything.ShouldNotContain(api.Venue.Id.ToString());
        everything.ShouldNotContain(api.Schedule.ToString());
        everything.ShouldNotContain(api.Export.ToString());
        everything.ShouldNotContain(api.Venue.Interface.ToString());
        everything.ShouldNotContain(api.Things.Conflict.ToString());
        using var own = await ClientOf((api.Venue.Id, "READER"));
        var seen = (await own.Ask("{ schedules { nodes { id } } venues { nodes { id } } saleConflicts { nodes { id } } }")).ToJsonString();
        seen.ShouldContain(api.Schedule.ToString());
        seen.ShouldContain(api.Things.Conflict.ToString());
    }

    [Fact]
    public async Task A_field_above_reader_that_names_nothing_is_for_callers_of_all_venues()
    {
        await using var walk = new SchemaWalk();
        var administrator = await TokenOf((api.Venue.Id, "ADMINISTRATOR"), (api.Other.Id, "ADMINISTRATOR"));
        var fields = walk.RootFields.Where(root => SchemaWalk.RoleOf(root.Field) > Role.Reader && !SchemaWalk.Ids(root.Field).Any(argument => !argument.Contains('.', StringComparison.Ordinal) && ThingsOfVenue.AreAskedWith(root.Field, argument))).ToList();

        fields.Select(root => root.Field.Name).ShouldContain("createVenue");
        foreach (var (operation, field) in fields)
        {
            (await Ask(administrator, operation, field, _ => null)).ShouldContain("FORBIDDEN", Case.Sensitive, field.Name);
        }
    }

    [Fact]
    public async Task An_operator_of_one_venue_sees_the_mails_of_its_interfaces()
    {
        using var own = await ClientOf((api.Venue.Id, "OPERATOR"), (api.Other.Id, "READER"));
        using var reader = await ClientOf((api.Venue.Id, "READER"));

        (await own.Ask("{ alertMails(first: 1000) { nodes { interfaceId } } }"))["alertMails"]!["nodes"]!.AsArray().ShouldAllBe(mail => mail.Text("interfaceId") == $"{api.Venue.Interface}");
        ApiClient.CodeOf(await own.Answer($"{{ alertMails(interface: \"{api.Other.Interface}\") {{ nodes {{ id }} }} }}")).ShouldBe("FORBIDDEN");
        ApiClient.CodeOf(await reader.Answer("{ alertMails { nodes { id } } }")).ShouldBe("FORBIDDEN");
    }

    [Fact]
    public async Task The_role_counts_at_the_venue_that_is_asked_about()
    {
        using var client = await ClientOf((api.Venue.Id, "READER"), (api.Other.Id, "OPERATOR"));
        const string Log = "query($id: ID!) { performance(id: $id) { name auditLog(first: 1) { __typename } } }";

        (await client.Answer(Log, new { id = api.Other.Performance }))["errors"].ShouldBeNull();
        ApiClient.CodeOf(await client.Answer(Log, new { id = api.Venue.Performance })).ShouldBe("FORBIDDEN");
        ApiClient.CodeOf(await client.Attempt("blockPlaces", new { performance = api.Venue.Performance, places = new[] { "P-3-6" } })).ShouldBe("FORBIDDEN");
        await client.Do("blockPlaces", new { performance = api.Other.Performance, places = new[] { "P-3-6" } });
        await client.Do("unblockPlaces", new { performance = api.Other.Performance, places = new[] { "P-3-6" } });
        (await client.Ask("query($id: ID!) { performance(id: $id) { counts { total { places } } } }", new { id = api.Venue.Performance }))["performance"]!["counts"].ShouldNotBeNull();
    }

    [Fact]
    public async Task No_id_of_another_venue_leads_to_its_thing()
    {
        await using var walk = new SchemaWalk();
        using var own = await ClientOf((api.Venue.Id, "READER"));
        using var stranger = await ClientOf((api.Other.Id, "ADMINISTRATOR"));
        var ticket = Guid.Parse((await api.Venue.OfInterface("orders { nodes { tickets { id } } }"))["orders"]!["nodes"]![0]!["tickets"]![0].Text("id")!);
        await api.Client.Do("setTariff", new { venue = api.Venue.Id, category = "Kat A", audience = api.Venue.Audience, price = new { minorUnits = 1_000, currency = "EUR" } });
        var tariff = Guid.Parse((await api.Client.Ask("query($id: ID!) { venue(id: $id) { tariffs { id } } }", new { id = api.Venue.Id }))["venue"]!["tariffs"]![0].Text("id")!);
        await api.Client.Do("setActivityProfile", new { venue = api.Venue.Id, channel = api.Venue.Channel, sold = Array.Empty<object>() });
        var profile = Guid.Parse((await api.Client.Ask("query($id: ID!) { venue(id: $id) { activityProfiles { id } } }", new { id = api.Venue.Id }))["venue"]!["activityProfiles"]![0].Text("id")!);
        var things = new List<string>
        {
            Global(new VenueId(api.Venue.Id)), Global(new EventId(api.Venue.Event)), Global(new PerformanceId(api.Venue.Performance)), Global(new LogicalConfigurationId(api.Venue.Configuration)),
            Global(new AudienceSubCategoryId(api.Venue.Audience)), Global(new SalesChannelId(api.Venue.Channel)), Global(new ContactId(api.Venue.Contact)), Global(new ContingentId(api.Venue.Contingent)),
            Global(new DistributorId(api.Venue.Distributor)), Global(new DistributorInterfaceId(api.Venue.Interface)), Global(new ExecutionId(api.Export)), Global(new ScheduleId(api.Schedule)),
            Global(new OrderId(api.ImportedOrder)), Global(new TicketId(ticket)), Global(new TariffId(tariff)), Global(new ActivityProfileId(profile)),
        };

        var seen = (await own.Ask("query($ids: [ID!]!) { nodes(ids: $ids) { __typename } }", new { ids = things }))["nodes"]!.AsArray().Select(thing => thing.Text("__typename"));
        seen.Order(StringComparer.Ordinal).ShouldBe(((IInterfaceGraphType)walk.Schema.AllTypes["Node"]!).PossibleTypes.Select(type => type.Name).Order(StringComparer.Ordinal), "Ask here for every type of thing.");
        (await stranger.Ask("query($ids: [ID!]!) { nodes(ids: $ids) { __typename } }", new { ids = things }))["nodes"]!.AsArray().ShouldAllBe(thing => thing == null);
        foreach (var thing in things)
        {
            (await stranger.Answer("query($id: ID!) { node(id: $id) { __typename } }", new { id = thing })).ToJsonString().ShouldBe("""{"data":{"node":null}}""");
        }
    }

    [Fact]
    public async Task Subscriptions_of_another_venue_do_not_open()
    {
        await using var walk = new SchemaWalk();
        var stranger = await TokenOf((api.Other.Id, "ADMINISTRATOR"));
        foreach (var field in walk.Schema.Subscription!.Fields)
        {
            SchemaWalk.Ids(field).ShouldNotBeEmpty(field.Name);
            foreach (var argument in SchemaWalk.Ids(field))
            {
                var foreign = await FirstEvent(stranger, field, name => name == argument ? api.Things.IdOf(field, name) : api.OtherThings.IdOf(field, name));
                foreign.ShouldBe(await FirstEvent(stranger, field, name => name == argument ? NewId.Guid() : api.OtherThings.IdOf(field, name)), field.Name);
                foreign.ShouldContain("NOT_FOUND");
            }
        }
    }

    [Fact]
    public async Task Downloads_of_another_venue_are_not_found_and_the_dashboard_is_for_all_venues()
    {
        var stranger = await TokenOf((api.Other.Id, "ADMINISTRATOR"));
        var own = await TokenOf((api.Venue.Id, "READER"));
        foreach (var path in new[] { "/mappings/{distributor}.csv", "/mappings/{distributor}.xlsx", "/on-sale-sheets/{event}/{distributor}.pdf", "/on-sale-sheets/{event}/{distributor}.xlsx" })
        {
            (await Get(own, Path(path, api.Venue))).Status.ShouldBe(HttpStatusCode.OK, path);
        }

        foreach (var path in Downloads())
        {
            var foreign = await Get(stranger, Path(path, api.Venue));
            foreign.Status.ShouldBe(HttpStatusCode.NotFound, path);
            foreign.ShouldBe(await Get(stranger, Path(path, null)), path);
        }

        (await Get(stranger, "/dashboard/DashboardCounters")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Every_kind_of_id_that_can_be_asked_with_has_been_thought_of()
    {
        await using var walk = new SchemaWalk();
        var (app, _) = Distribution.Api.Server.ApiHost.Build([]);
        await using var disposed = app;
        var directory = app.Services.GetRequiredService<VenueDirectory>();
        var parameters =
            from type in ApiSchema.FieldClasses(typeof(Distribution.Api.Server.ApiHost).Assembly)
            from method in type.GetMethods().Where(method => method.IsStatic)
            from parameter in method.GetParameters()
            from id in IdsWithin.Types(parameter.ParameterType)
            select (Method: $"{type.Name}.{method.Name}", Id: id);

        parameters.Where(found => !directory.Knows(found.Id)).ShouldBeEmpty("Say in VenueDirectory which venue it belongs to.");
    }

    private static string Global<T>(T id) where T : struct, IId<T> => GlobalId.Of(id).ToString();

    private static bool IsRequired(FieldType field, string argument) => field.Arguments!.Find(argument)?.ResolvedType is NonNullGraphType;

    /// <summary>The whole answer, with all ids made equal.</summary>
    private async Task<string> Ask(string token, string operation, FieldType field, Func<string, Guid?> id)
    {
        var call = SchemaWalk.Call(field, id);
        var brings = call.Contains("$file", StringComparison.Ordinal);
        return await Post(token, $"{operation}{(brings ? "($file: Upload!)" : "")} {{ {call}{Selection(operation, field)} }}", brings);
    }

    private async Task<string> Post(string token, string query, bool brings = false)
    {
        var body = JsonSerializer.Serialize(new { query, variables = new { file = (string?)null } });
        using var client = Http(token);
        client.DefaultRequestHeaders.Add("GraphQL-Require-Preflight", "1");
        using HttpContent content = brings
            ? new MultipartFormDataContent { { new StringContent(body), "operations" }, { new StringContent("""{"0":["variables.file"]}"""), "map" }, { new StringContent("x"), "0", "x" } }
            : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/graphql", content);
        return AnyId().Replace(await response.Content.ReadAsStringAsync(), "ID");
    }

    private HttpClient Http(string token)
    {
        var client = new HttpClient { BaseAddress = api.Process.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static string Selection(string operation, FieldType field) =>
        SchemaWalk.IsLeaf(field) ? "" : operation == "mutation" ? " { userErrors { code message } }" : " { __typename }";

    private async Task<string> FirstEvent(string token, FieldType field, Func<string, Guid?> id)
    {
        var client = Http(token);
        await using var stream = await SentEvents.Open(client, $"subscription {{ {SchemaWalk.Call(field, id)}{Selection("subscription", field)} }}");
        return AnyId().Replace((await stream.Next())!, "ID");
    }

    private async Task<(HttpStatusCode Status, string Body)> Get(string token, string path)
    {
        using var client = Http(token);
        using var response = await client.GetAsync(path);
        return (response.StatusCode, response.IsSuccessStatusCode ? "" : AnyId().Replace(await response.Content.ReadAsStringAsync(), "ID"));
    }

    /// <summary>Every address with ids in it that the product has.</summary>
    private static IEnumerable<string> Downloads()
    {
        var (app, _) = Distribution.Api.Server.ApiHost.Build([]);
        return ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(path => path.Contains("{distributor", StringComparison.Ordinal) || path.Contains("{performance", StringComparison.Ordinal))
            .ToList();
    }

    /// <param name="venue">Null: of nobody.</param>
    private static string Path(string path, ApiVenue? venue) => path
        .Replace("{event}", $"{venue?.Event ?? NewId.Guid()}", StringComparison.Ordinal)
        .Replace("/statements/{distributor}", $"/statements/{venue?.Distributor ?? NewId.Guid()}", StringComparison.Ordinal)
        .Replace("{distributor}", $"{venue?.Interface ?? NewId.Guid()}", StringComparison.Ordinal)
        .Replace("{performance}", $"{venue?.Performance ?? NewId.Guid()}", StringComparison.Ordinal);

    private async Task<ApiClient> ClientOf(params (Guid Venue, string Role)[] roles) => new(api.Process.Url, await TokenOf(roles));

    private async Task<string> TokenOf(params (Guid Venue, string Role)[] roles)
    {
        var venues = string.Join(", ", roles.Select(role => $"{{ venue: \"{role.Venue}\", role: {role.Role} }}"));
        var issued = await api.Client.Ask($"mutation {{ issueToken(input: {{ commandId: \"{NewId.Guid()}\", name: \"tester\", days: 1, venues: [{venues}] }}) {{ issuedToken {{ token }} }} }}");
        return issued["issueToken"]!["issuedToken"].Text("token")!;
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[a-zA-Z]+_[A-Za-z0-9_-]{22}", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex AnyId();
}
