using GraphQL;
using GraphQL.Resolvers;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>Reads a property of an object: at once, whoever asks, without arguments. So a plan may do it while it writes the answer.</summary>
internal sealed class PropertyResolver(Func<object, object?> read) : IFieldResolver
{
    public object? Read(object source) => read(source);

    public ValueTask<object?> ResolveAsync(IResolveFieldContext context) => new(read(context.Source!));
}
