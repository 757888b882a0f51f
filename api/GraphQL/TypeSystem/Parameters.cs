using System.Linq.Expressions;
using System.Reflection;
using Distribution.Api.Security;
using Distribution.Primitives;
using GraphQL;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>
/// Where the parameters of a field method come from. <see cref="CancellationToken"/>, <see cref="Caller"/> and services
/// are given; a <see cref="CommandContext"/> is made from <c>commandId</c> and the caller's name; everything
/// else is an argument of the field, or a field of the mutation's input.
/// </summary>
internal sealed class Parameters(TypeGraph types, IServiceProviderIsService services)
{
    private const string CommandIdName = "commandId";

    public Expression Bind(ParameterInfo parameter, ParameterExpression context, Arguments arguments)
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
            AddCommandId(arguments);
            return Call(nameof(CommandOf), arguments.Read(context, CommandIdName, typeof(CommandId), null), context);
        }

        if (services.IsService(type))
        {
            return Expression.Convert(Call(nameof(ServiceOf), context, Expression.Constant(type)), type);
        }

        var shape = ClrShape.Of(parameter);
        var otherwise = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        arguments.Add(GraphNames.OfArgument(parameter), types.Descriptions.Of(parameter), types.Input(shape), otherwise, Conversion.To(shape));
        return arguments.Read(context, GraphNames.OfArgument(parameter), type, otherwise);
    }

    private void AddCommandId(Arguments arguments)
    {
        var shape = new ClrShape(typeof(CommandId), IsNullable: false);
        arguments.Add(
            CommandIdName,
            "Chosen by the caller, one for each command. The same command again answers as it did, and changes nothing; another command under the same id is refused with COMMAND_MISMATCH.",
            types.Input(shape),
            defaultValue: null,
            Conversion.To(shape));
    }

    private static MethodCallExpression Call(string method, params Expression[] arguments) =>
        Expression.Call(typeof(Parameters).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!, arguments);

    private static Caller CallerOf(IResolveFieldContext context) => Caller.In(context.UserContext);

    private static CommandContext CommandOf(CommandId id, IResolveFieldContext context) => new(id, CallerOf(context).Name);

    private static object ServiceOf(IResolveFieldContext context, Type type) => context.RequestServices!.GetRequiredService(type);
}
