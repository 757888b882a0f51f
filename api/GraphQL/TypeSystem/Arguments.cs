using System.Linq.Expressions;
using System.Reflection;
using GraphQL;
using GraphQL.Types;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>Where the values of a method's parameters come from: the arguments of a field, or the fields of a mutation's input.</summary>
internal abstract class Arguments
{
    public abstract void Add(string name, string? description, IGraphType type, object? defaultValue, Func<object, object>? parser);

    /// <summary>The value that came under a name, or the parameter's default.</summary>
    public abstract Expression Read(ParameterExpression context, string name, Type type, object? defaultValue);

    protected static MethodCallExpression Call(Type declaring, string method, Type type, params Expression[] arguments) =>
        Expression.Call(declaring.GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type), arguments);
}

/// <summary>The arguments of a field.</summary>
internal sealed class FieldArguments : Arguments
{
    public QueryArguments All { get; } = [];

    public override void Add(string name, string? description, IGraphType type, object? defaultValue, Func<object, object>? parser) =>
        All.Add(new QueryArgument(type) { Name = name, Description = description, DefaultValue = defaultValue, Parser = parser });

    public override Expression Read(ParameterExpression context, string name, Type type, object? defaultValue) =>
        Call(typeof(FieldArguments), nameof(ValueOf), type, context, Expression.Constant(name));

    /// <exception cref="Errors.ApiError">A check of it failed.</exception>
    private static T ValueOf<T>(IResolveFieldContext context, string name) =>
        context.Arguments is { } arguments && arguments.TryGetValue(name, out var argument) && argument.Value is { } value
            ? (T)(UnfitInput.Among([KeyValuePair.Create(name, (object?)value)]) is { } unfit ? throw unfit.Error : value)
            : default!;
}
