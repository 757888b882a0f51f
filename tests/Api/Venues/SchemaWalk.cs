using Distribution.Api.Security;
using Distribution.Api.Server;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Tests.Api.Venues;

/// <summary>The product's schema as the process builds it, and documents that ask for any field of it.</summary>
internal sealed class SchemaWalk : IAsyncDisposable
{
    private readonly Microsoft.AspNetCore.Builder.WebApplication _app;

    public SchemaWalk()
    {
        (_app, _) = ApiHost.Build([]);
        Schema = _app.Services.GetRequiredService<ISchema>();
    }

    public ISchema Schema { get; }

    public IEnumerable<(string Operation, FieldType Field)> RootFields =>
        from root in new[] { ("query", Schema.Query), ("mutation", Schema.Mutation), ("subscription", Schema.Subscription) }
        from each in root.Item2!.Fields
        select (root.Item1, each);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>The role that a field needs by itself.</summary>
    public static Role RoleOf(FieldType field) => field.Metadata.TryGetValue("requires", out var role) && role is Role needed ? needed : Role.Reader;

    /// <summary>The arguments of a field that are ids; of a mutation, the fields of its input.</summary>
    public static IReadOnlyList<string> Ids(FieldType field) =>
        [.. Inputs(field).Where(input => Named(input.Type) is { Name: "ID" } && input.Name != "commandId").Select(input => input.Name)];

    /// <summary>A field with the values it needs, and those ids that are given.</summary>
    /// <param name="id">The id for an argument; null leaves out what need not be.</param>
    public static string Call(FieldType field, Func<string, Guid?> id)
    {
        var inputs = Text(Inputs(field), id);
        var arguments = inputs.Length == 0 ? "" : IsMutation(field) ? $"(input: {{ {inputs} }})" : $"({inputs})";
        return $"{field.Name}{arguments}";
    }

    public static bool IsLeaf(FieldType field) => Named(field.ResolvedType!) is not IComplexGraphType and not IAbstractGraphType;

    public static IGraphType Named(IGraphType type) => type is IProvideResolvedType { ResolvedType: { } inner } ? Named(inner) : type;

    private static bool IsMutation(FieldType field) => field.Arguments is [{ Name: "input", ResolvedType: NonNullGraphType { ResolvedType: IInputObjectGraphType } }];

    private static IEnumerable<(string Name, IGraphType Type, bool HasDefault)> Inputs(FieldType field) => IsMutation(field)
        ? Fields((IInputObjectGraphType)Named(field.Arguments![0].ResolvedType!))
        : field.Arguments?.Select(argument => (argument.Name, argument.ResolvedType!, argument.DefaultValue is not null)) ?? [];

    private static IEnumerable<(string Name, IGraphType Type, bool HasDefault)> Fields(IInputObjectGraphType type) =>
        type.Fields.Select(field => (field.Name, field.ResolvedType!, field.DefaultValue is not null));

    private static string Text(IEnumerable<(string Name, IGraphType Type, bool HasDefault)> inputs, Func<string, Guid?> id) => string.Join(", ", inputs
        .Select(input => (input.Name, Value: Named(input.Type) is { Name: "ID" } && id(input.Name) is { } known ? Of(input.Type, $"\"{known}\"") : Needed(input, id)))
        .Where(input => input.Value is not null)
        .Select(input => $"{input.Name}: {input.Value}"));

    private static string? Needed((string Name, IGraphType Type, bool HasDefault) input, Func<string, Guid?> id) =>
        input is { Type: NonNullGraphType, HasDefault: false } ? Value(input.Type, id) : null;

    private static string Of(IGraphType type, string id) => type is NonNullGraphType { ResolvedType: ListGraphType } or ListGraphType ? $"[{id}]" : id;

    private static string Value(IGraphType type, Func<string, Guid?> id) => type switch
    {
        NonNullGraphType { ResolvedType: { } inner } => Value(inner, id),
        ListGraphType { ResolvedType: { } inner } => $"[{Value(inner, id)}]",
        EnumerationGraphType words => words.Values.First().Name,
        IInputObjectGraphType input => $"{{ {Text(Fields(input), id)} }}",
        { Name: "ID" } => $"\"{Fixtures.NewId.Guid()}\"",
        { Name: "Int" or "Long" or "Seconds" or "Float" } => "1",
        { Name: "Boolean" } => "true",
        { Name: "Upload" } => "$file",
        { Name: "EmailAddress" } => "\"box.office@venue.example\"",
        { Name: "DateTime" } => "\"2027-03-06T19:30:00Z\"",
        _ => "\"EUR\"",
    };
}
