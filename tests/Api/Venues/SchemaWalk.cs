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

    /// <summary>The shortest way to each object type: a query where one leads there.</summary>
    public IReadOnlyList<SchemaWay> ShortestWays()
    {
        var found = new Dictionary<string, SchemaWay>(StringComparer.Ordinal);
        var open = new Queue<SchemaWay>(RootFields.SelectMany(root => Ends(root.Field).Select(end => new SchemaWay(root.Operation, [(root.Field, end.To, end.IsAbstract)]))));
        while (open.TryDequeue(out var way))
        {
            if (found.TryAdd(way.To.Name, way))
            {
                foreach (var further in Further(way))
                {
                    open.Enqueue(further);
                }
            }
        }

        return [.. found.Values];
    }

    /// <summary>The shortest way of a query through a list to each object type that one leads to; through a list of a venue where one of these does.</summary>
    public IReadOnlyList<SchemaWay> WaysThroughLists()
    {
        var (seen, found) = (new HashSet<(string, bool)>(), new List<SchemaWay>());
        foreach (var root in RootFields.Where(root => root.Operation == "query" && root.Field.Name is not ("node" or "nodes")).OrderByDescending(root => root.Field.Name == "venue"))
        {
            var open = new Queue<SchemaWay>(Ends(root.Field).Select(end => new SchemaWay(root.Operation, [(root.Field, end.To, end.IsAbstract)])));
            while (open.TryDequeue(out var way))
            {
                if (seen.Add((way.To.Name, way.HasList)))
                {
                    found.AddRange(way.HasList ? [way] : []);
                    foreach (var further in Further(way))
                    {
                        open.Enqueue(further);
                    }
                }
            }
        }

        return found;
    }

    /// <summary>Every field that leads to a type, each at the end of the shortest way to it.</summary>
    public IEnumerable<SchemaWay> WaysTo(IObjectGraphType type) => ShortestWays().SelectMany(Further)
        .Concat(RootFields.SelectMany(root => Ends(root.Field).Select(end => new SchemaWay(root.Operation, [(root.Field, end.To, end.IsAbstract)]))))
        .Where(way => way.To.Name == type.Name);

    /// <summary>Whether a call of a field is not complete without an argument.</summary>
    public static bool IsNeeded(FieldType field, string input) => Inputs(field).Any(one => one.Name == input && one is { Type: NonNullGraphType, HasDefault: false });

    /// <summary>The arguments of a field that are ids; of a mutation, the fields of its input. Within input objects they have a path, such as <c>sold.event</c>.</summary>
    public static IReadOnlyList<string> Ids(FieldType field) => [.. Ids(Inputs(field), "", depth: 0).Where(name => name != "commandId")];

    /// <summary>A field with the values it needs, and those ids that are given; of a list its first entry.</summary>
    /// <param name="id">The id for an argument; null leaves out what need not be.</param>
    public static string Call(FieldType field, Func<string, Guid?> id)
    {
        var inputs = Text(Inputs(field), id, "");
        var arguments = inputs.Length == 0 ? "" : IsMutation(field) ? $"(input: {{ {inputs} }})" : $"({inputs})";
        return $"{field.Name}{arguments}";
    }

    public static bool IsList(FieldType field) => field.ResolvedType is ListGraphType or NonNullGraphType { ResolvedType: ListGraphType };

    public static bool IsLeaf(FieldType field) => Named(field.ResolvedType!) is not IComplexGraphType and not IAbstractGraphType;

    public static IGraphType Named(IGraphType type) => type is IProvideResolvedType { ResolvedType: { } inner } ? Named(inner) : type;

    private static IEnumerable<SchemaWay> Further(SchemaWay way) =>
        way.To.Fields.SelectMany(field => Ends(field).Select(end => way.Then(field, end.To, end.IsAbstract)));

    /// <summary>The object types that a field can lead to.</summary>
    private static IEnumerable<(IObjectGraphType To, bool IsAbstract)> Ends(FieldType field) => Named(field.ResolvedType!) switch
    {
        IObjectGraphType to => [(to, false)],
        IAbstractGraphType any => any.PossibleTypes.Select(type => (type, true)),
        _ => [],
    };

    private static bool IsMutation(FieldType field) => field.Arguments is [{ Name: "input", ResolvedType: NonNullGraphType { ResolvedType: IInputObjectGraphType } }];

    private static IEnumerable<(string Name, IGraphType Type, bool HasDefault)> Inputs(FieldType field) => IsMutation(field)
        ? Fields((IInputObjectGraphType)Named(field.Arguments![0].ResolvedType!))
        : field.Arguments?.Select(argument => (argument.Name, argument.ResolvedType!, argument.DefaultValue is not null)) ?? [];

    private static IEnumerable<(string Name, IGraphType Type, bool HasDefault)> Fields(IInputObjectGraphType type) =>
        type.Fields.Select(field => (field.Name, field.ResolvedType!, field.DefaultValue is not null));

    private static IEnumerable<string> Ids(IEnumerable<(string Name, IGraphType Type, bool HasDefault)> inputs, string within, int depth) => inputs.SelectMany(input => Named(input.Type) switch
    {
        { Name: "ID" } => [within + input.Name],
        // An input object may hold its own like.
        IInputObjectGraphType inner when depth < 3 => Ids(Fields(inner), $"{within}{input.Name}.", depth + 1),
        _ => [],
    });

    private static string Text(IEnumerable<(string Name, IGraphType Type, bool HasDefault)> inputs, Func<string, Guid?> id, string within) => string.Join(", ", inputs
        .Select(input => (input.Name, Value: Given(input, id, within)))
        .Where(input => input.Value is not null)
        .Select(input => $"{input.Name}: {input.Value}"));

    private static string? Given((string Name, IGraphType Type, bool HasDefault) input, Func<string, Guid?> id, string within)
    {
        var path = within + input.Name;
        return Named(input.Type) switch
        {
            { Name: "ID" } when id(path) is { } known => Of(input.Type, $"\"{known}\""),
            IInputObjectGraphType inner when Ids(Fields(inner), $"{path}.", depth: 1).Any(name => id(name) is not null) => Value(input.Type, id, path),
            _ when path == "first" => "1",
            _ => input is { Type: NonNullGraphType, HasDefault: false } ? Value(input.Type, id, path) : null,
        };
    }

    private static string Of(IGraphType type, string id) => type is NonNullGraphType { ResolvedType: ListGraphType } or ListGraphType ? $"[{id}]" : id;

    private static string Value(IGraphType type, Func<string, Guid?> id, string path) => type switch
    {
        NonNullGraphType { ResolvedType: { } inner } => Value(inner, id, path),
        ListGraphType { ResolvedType: { } inner } => $"[{Value(inner, id, path)}]",
        EnumerationGraphType words => words.Values.First().Name,
        IInputObjectGraphType input => $"{{ {Text(Fields(input), id, $"{path}.")} }}",
        { Name: "ID" } => $"\"{Fixtures.NewId.Guid()}\"",
        { Name: "Int" or "Long" or "Seconds" or "Float" } => "1",
        { Name: "Boolean" } => "true",
        { Name: "Upload" } => "$file",
        { Name: "EmailAddress" } => "\"box.office@venue.example\"",
        { Name: "DateTime" } => path == "from" ? "\"2020-03-06T19:30:00Z\"" : "\"2027-03-06T19:30:00Z\"",
        _ => "\"EUR\"",
    };
}
