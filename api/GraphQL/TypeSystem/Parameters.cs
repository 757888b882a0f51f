using System.Linq.Expressions;
using System.Reflection;
using Distribution.Api.Security;
using Distribution.Primitives;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>
/// Where the parameters of a field method come from. <see cref="CancellationToken"/>, <see cref="Caller"/> and services
/// are given; a <see cref="CommandContext"/> is made from the argument <c>commandId</c> and the caller's name; everything
/// else is an argument of the field.
/// </summary>
internal sealed class Parameters(TypeGraph types, IServiceProviderIsService services)
{
    public Expression Bind(ParameterInfo parameter, ParameterExpression context, QueryArguments arguments)
    {
        var type = parameter.ParameterType;
        if (type == typeof(CancellationToken))
        {
            return Expression.Property(context, nameof(IResolveFieldContext.CancellationToken));
        }

        if (type == typeof(Caller))
        {
            return Call(nameof(CallerOf), context);
        }

        if (type == typeof(CommandContext))
        {
            arguments.Add(CommandIdArgument());
            return Call(nameof(CommandOf), context);
        }

        if (services.IsService(type))
        {
            return Expression.Convert(Call(nameof(ServiceOf), context, Expression.Constant(type)), type);
        }

        arguments.Add(Argument(parameter));
        return Expression.Call(
            typeof(Parameters).GetMethod(nameof(ArgumentOf), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type),
            context,
            Expression.Constant(GraphNames.OfArgument(parameter)));
    }

    private QueryArgument Argument(ParameterInfo parameter)
    {
        var shape = ClrShape.Of(parameter);
        return new QueryArgument(types.Input(shape))
        {
            Name = GraphNames.OfArgument(parameter),
            Description = types.Descriptions.Of(parameter),
            DefaultValue = parameter.HasDefaultValue ? parameter.DefaultValue : null,
            Parser = Conversion.To(shape),
        };
    }

    private QueryArgument CommandIdArgument()
    {
        var shape = new ClrShape(typeof(CommandId), IsNullable: false);
        return new QueryArgument(types.Input(shape))
        {
            Name = "commandId",
            Description = "Chosen by the caller, one for each command. The same command again answers as it did, and changes nothing; another command under the same id is refused with COMMAND_MISMATCH.",
            Parser = Conversion.To(shape),
        };
    }

    private static MethodCallExpression Call(string method, params Expression[] arguments) =>
        Expression.Call(typeof(Parameters).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!, arguments);

    private static Caller CallerOf(IResolveFieldContext context) => Caller.In(context.UserContext);

    private static CommandContext CommandOf(IResolveFieldContext context) => new(ArgumentOf<CommandId>(context, "commandId"), CallerOf(context).Name);

    private static object ServiceOf(IResolveFieldContext context, Type type) => context.RequestServices!.GetRequiredService(type);

    private static T ArgumentOf<T>(IResolveFieldContext context, string name) =>
        context.Arguments is { } arguments && arguments.TryGetValue(name, out var argument) && argument.Value is { } value ? (T)value : default!;
}
