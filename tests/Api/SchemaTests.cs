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
    public async Task Every_type_and_every_root_field_is_described_by_a_sentence()
    {
        var (app, _) = ApiHost.Build([]);
        await using var disposed = app;
        var schema = app.Services.GetRequiredService<ISchema>();

        var types = schema.AllTypes.Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal) && type is not ScalarGraphType);
        var roots = new[] { schema.Query, schema.Mutation, schema.Subscription }.OfType<IObjectGraphType>();
        var undescribed = types.Where(type => !IsSentence(type.Description)).Select(type => type.Name)
            .Concat(roots.SelectMany(root => root.Fields.Where(field => !IsSentence(field.Description)).Select(field => $"{root.Name}.{field.Name}")));

        undescribed.ShouldBeEmpty();
    }

    private static bool IsSentence(string? text) => text is { Length: > 3 } && text.EndsWith('.');

    private static string SchemaFile([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "api", "schema.graphql");
}
