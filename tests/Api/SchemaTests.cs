using System.Runtime.CompilerServices;
using Distribution.Api.GraphQL;
using Distribution.Api.Server;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Tests.Api;

/// <summary>The product's own schema.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task The_schema_is_the_one_that_clients_were_given()
    {
        var (app, _) = ApiHost.Build([]);
        await using var disposed = app;

        var printed = GraphQLApi.PrintSchema(app.Services);

        printed.ShouldBe(
            await File.ReadAllTextAsync(SchemaFile()),
            "The schema has changed. If that is meant: dotnet run --project api -- schema > api/schema.graphql, and commit it.");
    }

    [Fact]
    public async Task Everything_in_the_schema_is_described_by_a_sentence()
    {
        var (app, _) = ApiHost.Build([]);
        await using var disposed = app;
        var types = app.Services.GetRequiredService<ISchema>().AllTypes.Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal)).ToList();

        var undescribed = types.Where(type => type is not (StringGraphType or BooleanGraphType or IntGraphType or FloatGraphType))
            .Select(type => (Name: type.Name, type.Description))
            .Concat(types.OfType<EnumerationGraphType>().SelectMany(type => type.Values.Select(value => (Name: $"{type.Name}.{value.Name}", value.Description))))
            .Concat(types.OfType<IComplexGraphType>().SelectMany(type => type.Fields.SelectMany(field => Described(type.Name, field))))
            .Where(described => !IsSentence(described.Description))
            .Select(described => $"{described.Name}: {described.Description}");

        undescribed.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_has_an_id_of_its_own_is_a_node_or_says_why_not()
    {
        // A hold is gone when it has ended; a move is found through its contingent, mails, files and skipped items through their interface; the state and a renamed thing bear the
        // id of a thing that is one. A conflict has a query of its own. An API key is of no venue, and for administrators alone.
        string[] others = ["AlertMail", "ApiKey", "DistributorInterfaceState", "Hold", "HoldState", "Move", "ReceivedSalesFile", "Renamed", "SaleConflict", "SkippedItem", "TheirObject"];
        var (app, _) = ApiHost.Build([]);
        await using var disposed = app;

        var withId = app.Services.GetRequiredService<ISchema>().AllTypes.OfType<IObjectGraphType>().Where(type => type.Fields.Find("id") is not null);

        withId.Where(type => type.ResolvedInterfaces.Count == 0).Select(type => type.Name).Order(StringComparer.Ordinal).ShouldBe(others);
    }

    [Fact]
    public async Task The_linter_finds_nothing_in_the_schema() =>
        (await NodeClients.Run("lint.js", SchemaFile())).Trim().ShouldBe("0 problems");

    private static IEnumerable<(string Name, string? Description)> Described(string type, IFieldType field) =>
        (field.Arguments ?? []).Select(argument => ($"{type}.{field.Name}({argument.Name})", argument.Description)).Prepend(($"{type}.{field.Name}", field.Description));

    private static bool IsSentence(string? text) => text is { Length: > 3 } && text[^1] is ('.' or '…');

    private static string SchemaFile([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "api", "schema.graphql");
}
