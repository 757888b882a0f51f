using System.Linq.Expressions;
using System.Reflection;
using Distribution.Api.GraphQL.Paging;
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

    /// <summary>Whether the client says its value.</summary>
    public bool IsArgument(ParameterInfo parameter) =>
        parameter.ParameterType is var type && type != typeof(CancellationToken) && type != typeof(Caller) && type != typeof(CommandContext) && !services.IsService(type);

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

        if (type == typeof(Page))
        {
            return AddPage(parameter, context, arguments);
        }

        if (services.IsService(type))
        {
            return Expression.Convert(Call(nameof(ServiceOf), context, Expression.Constant(type)), type);
        }

        var shape = ClrShape.Of(parameter);
        var otherwise = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        arguments.Add(GraphNames.OfArgument(parameter), types.Descriptions.OfInput(parameter), types.Input(shape, parameter.Name), otherwise, Conversion.To(shape));
        return arguments.Read(context, GraphNames.OfArgument(parameter), type, otherwise);
    }

    private MethodCallExpression AddPage(ParameterInfo parameter, ParameterExpression context, Arguments arguments)
    {
        var size = parameter.GetCustomAttribute<PageSizeAttribute>()?.First ?? Page.Default;
        arguments.Add("first", $"How many entries, from 0 to {Page.Max}.", types.Input(new ClrShape(typeof(int), IsNullable: false)), size, parser: null);
        arguments.Add("after", "The cursor behind which to go on, such as the `endCursor` of the page before; null begins with the first entry.", types.Input(new ClrShape(typeof(string), IsNullable: true)), defaultValue: null, parser: null);
        return Expression.Call(
            typeof(Page).GetMethod(nameof(Page.Of), BindingFlags.NonPublic | BindingFlags.Static)!,
            arguments.Read(context, "first", typeof(int), size),
            arguments.Read(context, "after", typeof(string), null));
    }

    private void AddCommandId(Arguments arguments)
    {
        var shape = new ClrShape(typeof(CommandId), IsNullable: false);
        arguments.Add(
            CommandIdName,
            "Chosen by the caller at random, one for each command. The same command again answers as it did, and changes nothing, for as long as its id is remembered: by a seat map for 24 hours, unless 200,000 later ones come meanwhile. A command that was refused changed nothing and is not remembered, so it may be sent again under the same id, and may succeed then. Another one under the same id is refused with COMMAND_MISMATCH by the venue, performance, contingent or interface that took the first. Others don't know that it was used, so use none twice.",
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
