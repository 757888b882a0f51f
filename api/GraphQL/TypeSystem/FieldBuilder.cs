using System.Linq.Expressions;
using System.Reflection;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>Makes fields of properties and static methods. Each resolver is compiled once, at the start.</summary>
internal sealed class FieldBuilder(TypeGraph types, Parameters parameters)
{
    public FieldType OfProperty(PropertyInfo property)
    {
        var context = Expression.Parameter(typeof(IResolveFieldContext), "context");
        var read = Expression.Property(Expression.Convert(SourceOf(context), property.DeclaringType!), property);
        var field = Describe(new FieldType { ResolvedType = types.Output(ClrShape.Of(property)) }, property, types.Descriptions.Of(property));
        field.Resolver = Completion.IsPlain(property.PropertyType) ? new PropertyResolver(Reader(property)) : Resolver(read, context);
        return field;
    }

    /// <summary>A further field of an object: the method's first parameter is the object.</summary>
    public FieldType OfObject(MethodInfo method) => OfMethod(method, source: method.GetParameters()[0]);

    /// <exception cref="InvalidOperationException">The method does not say who may use it: nothing is open by accident.</exception>
    public FieldType OfRoot(MethodInfo method)
    {
        RefuseUnlessGuarded(method);
        return OfMethod(method, source: null);
    }

    /// <exception cref="InvalidOperationException">The method does not say who may use it.</exception>
    public FieldType OfMutation(MethodInfo method)
    {
        RefuseUnlessGuarded(method);
        return new MutationBuilder(types, parameters).Of(method);
    }

    private static void RefuseUnlessGuarded(MethodInfo method)
    {
        if (method.GetCustomAttribute<RequiresAttribute>() is null)
        {
            throw new InvalidOperationException($"{method.DeclaringType}.{method.Name} does not say who may use it; mark it with [Requires].");
        }
    }

    private FieldType OfMethod(MethodInfo method, ParameterInfo? source)
    {
        var context = Expression.Parameter(typeof(IResolveFieldContext), "context");
        var arguments = new FieldArguments();
        var values = method.GetParameters().Select(parameter =>
            parameter == source ? Expression.Convert(SourceOf(context), parameter.ParameterType) : parameters.Bind(parameter, context, arguments));
        var call = Expression.Call(method, values.ToList());
        var field = new FieldType { ResolvedType = types.Output(ClrShape.Of(method.ReturnParameter)), Arguments = arguments.All };
        if (StreamResolver.Streams(method.ReturnType))
        {
            // The field's own resolver then answers the event that the stream gave.
            field.StreamResolver = StreamResolver.Of(Expression.Lambda(call, context));
            field.Resolver = Resolver(SourceOf(context), context);
        }
        else
        {
            field.Resolver = Resolver(call, context);
        }

        return Describe(field, method, types.Descriptions.Of(method));
    }

    public static FieldType Describe(FieldType field, MemberInfo member, string? description)
    {
        field.Name = GraphNames.OfField(member);
        field.Description = description;
        if (member.GetCustomAttribute<DeprecatedAttribute>() is { } deprecated)
        {
            field.DeprecationReason = deprecated.Reason;
        }

        if (member.GetCustomAttribute<RequiresAttribute>() is { } requires)
        {
            field.Metadata[RequiresAttribute.MetadataKey] = requires.Role;
        }

        return field;
    }

    private static FuncFieldResolver<object> Resolver(Expression value, ParameterExpression context)
    {
        var completed = Completion.Of(value);
        return new FuncFieldResolver<object>(Expression.Lambda<Func<IResolveFieldContext, ValueTask<object?>>>(completed, context).Compile());
    }

    private static Func<object, object?> Reader(PropertyInfo property)
    {
        var source = Expression.Parameter(typeof(object), "source");
        var read = Expression.Property(Expression.Convert(source, property.DeclaringType!), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(read, typeof(object)), source).Compile();
    }

    private static MemberExpression SourceOf(ParameterExpression context) => Expression.Property(context, nameof(IResolveFieldContext.Source));
}
