using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Nodes;
using Distribution.Api.GraphQL.Scalars;
using Distribution.Api.GraphQL.Uploads;
using Distribution.Api.Security;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using GraphQL.Types;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>
/// The GraphQL type of every C# type, made when it is first asked for. A record is an object with its properties as
/// fields, an enum an enum, an id an <c>ID</c>; as an argument a record is an input object.
/// </summary>
internal sealed class TypeGraph
{
    private readonly Dictionary<Type, ScalarGraphType> _scalars = new()
    {
        [typeof(string)] = new StringGraphType(),
        [typeof(bool)] = new BooleanGraphType(),
        [typeof(int)] = new IntGraphType(),
        [typeof(double)] = new FloatGraphType(),
        [typeof(long)] = new LongScalar(),
        [typeof(DateTimeOffset)] = new DateTimeScalar(),
        [typeof(TimeSpan)] = new SecondsScalar(),
        [typeof(DateOnly)] = new DateScalar(),
        [typeof(TimeOnly)] = new TimeOfDayScalar(),
        [typeof(PlaceKey)] = new PlaceKeyScalar(),
        [typeof(AreaKey)] = new AreaKeyScalar(),
        [typeof(PlanHash)] = new PlanHashScalar(),
        [typeof(Upload)] = new UploadScalar(),
        [typeof(ReadOnlyMemory<byte>)] = new BytesScalar(),
    };

    private readonly IdScalar _id = new();
    private readonly IReadOnlyDictionary<string, ScalarGraphType> _meant = MeantText.ByName();
    private readonly Dictionary<Type, EnumerationGraphType> _enums = [];
    private readonly Dictionary<Type, ObjectGraphType> _outputs = [];
    private readonly Dictionary<Type, InputRecord> _inputs = [];
    private readonly Dictionary<string, Type> _names = new(StringComparer.Ordinal);
    private readonly Queue<Action> _unfinished = [];
    private readonly ILookup<Type, MethodInfo> _extensions;
    private readonly FieldBuilder _fields;
    private readonly NodeTypes _nodes;

    /// <param name="extensions">The methods of the classes marked with <see cref="FieldsOfAttribute{T}"/>, by T.</param>
    /// <param name="nodes">The methods of the classes marked with <see cref="NodeFieldsAttribute"/>.</param>
    public TypeGraph(ILookup<Type, MethodInfo> extensions, IReadOnlyCollection<MethodInfo> nodes, IServiceProviderIsService services)
    {
        _extensions = extensions;
        Descriptions = new XmlDescriptions();
        var parameters = new Parameters(this, services);
        _fields = new FieldBuilder(this, parameters);
        _nodes = new NodeTypes(nodes, parameters);
        _nodes.Interface.AddField(new FieldType { Name = "id", Description = "Its identity, which never changes.", ResolvedType = new NonNullGraphType(_id) });
        _nodes.Interface.ResolveType = thing => _outputs[thing.GetType()];
    }

    public XmlDescriptions Descriptions { get; }

    public IEnumerable<ScalarGraphType> Scalars => [.. _scalars.Values, _id, .. _meant.Values.Distinct()];

    public ObjectGraphType Root(string name, string description, IEnumerable<MethodInfo> methods) => Root(name, description, methods, _fields.OfRoot);

    /// <summary>The root of queries has, besides its own, the fields that find any thing by its id.</summary>
    public ObjectGraphType QueryRoot(string name, string description, IEnumerable<MethodInfo> methods)
    {
        var root = Root(name, description, methods);
        foreach (var field in _nodes.Loaders.Any() ? _nodes.RootFields(_id) : [])
        {
            field.Metadata[RequiresAttribute.MetadataKey] = Role.Reader;
            root.AddField(field);
        }

        foreach (var loader in _nodes.Loaders)
        {
            Output(loader.Thing);
        }

        Finish();
        return root;
    }

    public ObjectGraphType MutationRoot(string name, string description, IEnumerable<MethodInfo> methods) => Root(name, description, methods, _fields.OfMutation);

    private ObjectGraphType Root(string name, string description, IEnumerable<MethodInfo> methods, Func<MethodInfo, FieldType> field)
    {
        var root = new ObjectGraphType { Name = name, Description = description };
        _names.Add(name, typeof(void));
        foreach (var method in methods.OrderBy(GraphNames.OfField, StringComparer.Ordinal))
        {
            root.AddField(field(method));
        }

        Finish();
        return root;
    }

    /// <param name="name">Of the property or parameter: for a string it may say what the string is.</param>
    public IGraphType Output(ClrShape shape, string? name = null) => Meant(shape, name) ?? Wrap(shape, shape.Element is { } element ? new ListGraphType(Output(element)) : Scalar(shape.Clr) ?? OutputObject(shape.Clr));

    /// <param name="name">Of the property or parameter: for a string it may say what the string is.</param>
    public IGraphType Input(ClrShape shape, string? name = null) => Meant(shape, name) ?? Wrap(shape, shape.Element is { } element ? new ListGraphType(Input(element)) : Scalar(shape.Clr) ?? InputObject(shape.Clr));

    private static IGraphType Wrap(ClrShape shape, IGraphType type) => shape.IsNullable ? type : new NonNullGraphType(type);

    private IGraphType? Meant(ClrShape shape, string? name)
    {
        if (name is null || !_meant.TryGetValue(name, out var scalar) || (shape.Element?.Clr ?? shape.Clr) != typeof(string))
        {
            return null;
        }

        return Wrap(shape, shape.Element is { } element ? new ListGraphType(Wrap(element, scalar)) : scalar);
    }

    private IGraphType? Scalar(Type clr) => clr switch
    {
        { IsEnum: true } => Enum(clr),
        _ when clr == typeof(GlobalId) || IdTypes.IsId(clr) => _id,
        _ => _scalars.GetValueOrDefault(clr),
    };

    private EnumerationGraphType Enum(Type clr)
    {
        if (_enums.TryGetValue(clr, out var known))
        {
            return known;
        }

        var made = new EnumerationGraphType { Name = Claim(GraphNames.OfOutput(clr), clr), Description = Descriptions.Of(clr) };
        foreach (var value in clr.GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            made.Add(GraphNames.Screaming(value.Name), value.GetValue(null), Descriptions.Of(value), value.GetCustomAttribute<DeprecatedAttribute>()?.Reason);
        }

        return _enums[clr] = made;
    }

    private ObjectGraphType OutputObject(Type clr)
    {
        if (_outputs.TryGetValue(clr, out var known))
        {
            return known;
        }

        RefuseUnlessRecord(clr);
        var made = new ObjectGraphType { Name = Claim(GraphNames.OfOutput(clr), clr), Description = Descriptions.Of(clr) };
        _outputs[clr] = made;
        _unfinished.Enqueue(() => AddFields(made, clr));
        return made;
    }

    private void AddFields(ObjectGraphType type, Type clr)
    {
        foreach (var property in clr.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsField))
        {
            type.AddField(_fields.OfProperty(property));
        }

        foreach (var method in _extensions[clr].OrderBy(GraphNames.OfField, StringComparer.Ordinal))
        {
            type.AddField(_fields.OfObject(method));
        }

        AddLinks(type, clr);
        if (_nodes.Has(clr))
        {
            type.AddResolvedInterface(_nodes.Interface);
            _nodes.Interface.AddPossibleType(type);
        }
    }

    /// <summary>A field that a class contributes under the same name goes before the link.</summary>
    private void AddLinks(ObjectGraphType type, Type clr)
    {
        foreach (var property in clr.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsField))
        {
            if (_nodes.Of(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is { } loader && !type.HasField(GraphNames.OfLink(property)))
            {
                type.AddField(_fields.OfLink(property, loader));
            }
        }
    }

    private static bool IsField(PropertyInfo property) =>
        property.GetIndexParameters().Length == 0
        && property.GetCustomAttribute<HiddenAttribute>() is null
        && !Attribute.IsDefined(property, typeof(JsonIgnoreAttribute), inherit: true);

    private InputRecord InputObject(Type clr)
    {
        if (_inputs.TryGetValue(clr, out var known))
        {
            return known;
        }

        RefuseUnlessRecord(clr);
        var made = new InputRecord(clr) { Name = Claim(GraphNames.OfInput(clr), clr), Description = Descriptions.Of(clr) };
        _inputs[clr] = made;
        _unfinished.Enqueue(() => made.AddFields(this));
        return made;
    }

    /// <summary>Types refer to one another in circles, so fields are added after the types they name exist.</summary>
    private void Finish()
    {
        while (_unfinished.TryDequeue(out var rest))
        {
            rest();
        }
    }

    /// <exception cref="InvalidOperationException">Another type has the name.</exception>
    public string Claim(string name, Type clr) =>
        _names.TryAdd(name, clr)
            ? name
            : throw new InvalidOperationException($"{clr} and {_names[name]} would both be the GraphQL type {name}; give one another name with [Named].");

    /// <summary>What the system's own types don't cover would otherwise show up as an object with odd fields.</summary>
    private static void RefuseUnlessRecord(Type clr)
    {
        if (!IsRecord(clr))
        {
            throw new InvalidOperationException($"There is no GraphQL type for {clr}; use a record, an enum, an id, string, bool, int, long, double, DateTimeOffset, DateOnly, TimeOnly or TimeSpan, or a list of them.");
        }
    }

    /// <summary>Whether a type becomes an object with its properties as fields.</summary>
    public static bool IsRecord(Type clr) =>
        !clr.IsPrimitive && !clr.IsPointer && !clr.IsAbstract && !clr.IsEnum && clr.Namespace?.StartsWith("System", StringComparison.Ordinal) is not true;
}
