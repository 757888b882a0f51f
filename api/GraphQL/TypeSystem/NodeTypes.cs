using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Nodes;
using Distribution.Api.Security;
using Distribution.Primitives;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>What has an identity: the interface <c>Node</c>, and the fields that lead from an id to the thing.</summary>
internal sealed class NodeTypes
{
    public const int MaxNodes = 100;

    private readonly Dictionary<Type, NodeLoader> _loaders;

    /// <param name="methods">The methods of the classes marked with <c>[NodeFields]</c>.</param>
    public NodeTypes(IEnumerable<MethodInfo> methods, Parameters parameters)
    {
        _loaders = methods.Select(method => new NodeLoader(method, parameters)).ToDictionary(loader => loader.IdType);
        Interface = new InterfaceGraphType { Name = "Node", Description = "A thing with an id, by which it can be asked for again with `node`." };
    }

    public InterfaceGraphType Interface { get; }

    public IEnumerable<NodeLoader> Loaders => _loaders.Values;

    public bool Has(Type thing) => _loaders.Values.Any(loader => loader.Thing.Clr == thing);

    public NodeLoader? Of(Type id) => _loaders.GetValueOrDefault(id);

    public IEnumerable<FieldType> RootFields(IGraphType id)
    {
        yield return new FieldType
        {
            Name = "node",
            Description = "The thing with this id; null when there is none, or when it is not for the caller to see.",
            ResolvedType = Interface,
            Arguments = [new QueryArgument(new NonNullGraphType(id)) { Name = "id", Description = "As the API answered it; a bare UUID does not tell of what type the thing is." }],
            Resolver = new FuncFieldResolver<object>(context => Find(context, (GlobalId)context.Arguments!["id"].Value!)),
        };
        yield return new FieldType
        {
            Name = "nodes",
            Description = $"The things with these ids, in their order, each as `node` answers it; at most {MaxNodes}.",
            ResolvedType = new NonNullGraphType(new ListGraphType(Interface)),
            Arguments = [new QueryArgument(new NonNullGraphType(new ListGraphType(new NonNullGraphType(id)))) { Name = "ids", Description = "As the API answered them." }],
            Resolver = new FuncFieldResolver<object>(context => All(context, [.. ((IEnumerable<object>)context.Arguments!["ids"].Value!).Cast<GlobalId>()])),
        };
    }

    /// <summary>A later batch waits for nothing of an earlier one: all are asked for before the first is awaited.</summary>
    private async ValueTask<object?> All(IResolveFieldContext context, ImmutableArray<GlobalId> ids)
    {
        if (ids.Length > MaxNodes)
        {
            throw new ApiError(ErrorCodes.LimitExceeded, $"These are {ids.Length} ids; nodes takes at most {MaxNodes}. Ask for the rest in another request.", "ids");
        }

        var found = await Task.WhenAll(ids.Select(id => Find(context, id).AsTask()));
        return new Deferred<object?[]>(cancellationToken => Task.WhenAll(found.Select(thing =>
            thing is global::GraphQL.DataLoader.IDataLoaderResult deferred ? deferred.GetResultAsync(cancellationToken) : Task.FromResult(thing))));
    }

    private ValueTask<object?> Find(IResolveFieldContext context, GlobalId id) => id.Type is null
        ? throw new ApiError(ErrorCodes.Invalid, $"{id} does not tell of what type the thing is: give the id as this API answered it, such as event_fp8cnmwbS46aUw0vbwobEQ.", $"{id}")
        : Loaders.FirstOrDefault(loader => loader.TypeName == id.Type) is { } found && Caller.In(context.UserContext).Is(found.Role)
            ? found.Load(context, id.Value)
            : default;
}

/// <summary>A method that finds a thing by its id.</summary>
internal sealed class NodeLoader
{
    private readonly Func<IResolveFieldContext, Guid, ValueTask<object?>> _load;

    /// <exception cref="InvalidOperationException">The method does not take an id, or does not say who may use it.</exception>
    public NodeLoader(MethodInfo method, Parameters parameters)
    {
        Method = method;
        Parameters = parameters;
        IdType = method.GetParameters() is [{ ParameterType: var first }, ..] && IdTypes.IsId(first)
            ? first
            : throw new InvalidOperationException($"{method.DeclaringType}.{method.Name} finds things by their ids, so its first parameter is one.");
        Role = FieldBuilder.RoleOf(method);
        Thing = ClrShape.Of(method.ReturnParameter);
        TypeName = IdTypes.NameOf(IdType);
        var (context, id) = (Expression.Parameter(typeof(IResolveFieldContext), "context"), Expression.Parameter(typeof(Guid), "id"));
        var typed = Expression.Call(IdType.GetMethod(nameof(IId<VenueId>.From), BindingFlags.Public | BindingFlags.Static)!, id);
        _load = Expression.Lambda<Func<IResolveFieldContext, Guid, ValueTask<object?>>>(Completion.Of(Call(typed, context)), context, id).Compile();
    }

    public MethodInfo Method { get; }

    public Type IdType { get; }

    public string TypeName { get; }

    public Role Role { get; }

    public ClrShape Thing { get; }

    private Parameters Parameters { get; }

    public ValueTask<object?> Load(IResolveFieldContext context, Guid id) => _load(context, id);

    /// <summary>The thing itself, or a task or the like of it.</summary>
    public Expression Call(Expression id, ParameterExpression context)
    {
        var none = new FieldArguments();
        var values = Method.GetParameters().Skip(1).Select(parameter => Parameters.Bind(parameter, context, none)).Prepend(id).ToList();
        return none.All.Count == 0
            ? Expression.Call(Method, values)
            : throw new InvalidOperationException($"{Method.DeclaringType}.{Method.Name} finds a thing by its id alone, so it can't have arguments.");
    }
}
