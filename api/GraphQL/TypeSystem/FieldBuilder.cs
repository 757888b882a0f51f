using System.Linq.Expressions;
using System.Reflection;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Nodes;
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
        var field = Describe(new FieldType { ResolvedType = types.Output(ClrShape.Of(property), property.Name) }, property, types.Descriptions.Of(property));
        if (IdTypes.IsId(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType))
        {
            NameId(field, property);
        }

        var guard = GuardedField.Of(property, SourceOf(context), context);
        field.Resolver = guard is null && Completion.IsPlain(property.PropertyType) ? new PropertyResolver(Reader(property)) : Resolver(read, context, guard);
        return field;
    }

    /// <summary>A further field of an object: the method's first parameter is the object.</summary>
    public FieldType OfObject(MethodInfo method) => OfMethod(method, source: method.GetParameters()[0]);

    /// <exception cref="InvalidOperationException">The method does not say who may use it: nothing is open by accident.</exception>
    public FieldType OfRoot(MethodInfo method)
    {
        _ = RoleOf(method);
        var field = OfMethod(method, source: null);
        // One field that fails then leaves the others of the request as they are.
        field.ResolvedType = field.ResolvedType is NonNullGraphType { ResolvedType: { } inner } && field.StreamResolver is null ? inner : field.ResolvedType;
        return field;
    }

    /// <exception cref="InvalidOperationException">The method does not say who may use it.</exception>
    public FieldType OfMutation(MethodInfo method)
    {
        _ = RoleOf(method);
        return new MutationBuilder(types, parameters).Of(method);
    }

    /// <summary>The thing that an id of an object leads to.</summary>
    public FieldType OfLink(PropertyInfo property, NodeLoader loader)
    {
        var context = Expression.Parameter(typeof(IResolveFieldContext), "context");
        Expression id = Expression.Property(Expression.Convert(SourceOf(context), property.DeclaringType!), property);
        var isNullable = Nullable.GetUnderlyingType(property.PropertyType) is not null;
        var found = Completion.Of(loader.Call(isNullable ? Expression.Property(id, "Value") : id, context));
        var field = new FieldType
        {
            Name = GraphNames.OfLink(property),
            Description = types.Descriptions.Of(property) ?? $"The {IdTypes.NounOf(loader.TypeName)}; null where it is not for the caller to see.",
            ResolvedType = types.Output(loader.Thing.Nullable()),
            Resolver = Resolver(isNullable ? Expression.Condition(Expression.Property(id, "HasValue"), found, Expression.Default(found.Type)) : found, context),
        };
        field.Metadata[RequiresAttribute.MetadataKey] = loader.Role;
        return field;
    }

    /// <exception cref="InvalidOperationException">The method does not say who may use it.</exception>
    public static Role RoleOf(MethodInfo method) =>
        method.GetCustomAttribute<RequiresAttribute>()?.Role
        ?? throw new InvalidOperationException($"{method.DeclaringType}.{method.Name} does not say who may use it; mark it with [Requires].");

    private FieldType OfMethod(MethodInfo method, ParameterInfo? source)
    {
        var context = Expression.Parameter(typeof(IResolveFieldContext), "context");
        var arguments = new FieldArguments();
        var values = method.GetParameters().Select(parameter =>
            parameter == source ? Expression.Convert(SourceOf(context), parameter.ParameterType) : parameters.Bind(parameter, context, arguments)).ToList();
        var call = Expression.Call(method, values);
        var shape = ClrShape.Of(method.ReturnParameter);
        var guard = GuardedField.Of(method, values, context, parameters.IsArgument, source, shape.IsNullable);
        var field = new FieldType { ResolvedType = types.Output(shape), Arguments = arguments.All };
        if (StreamResolver.Streams(method.ReturnType))
        {
            // The field's own resolver then answers the event that the stream gave.
            field.StreamResolver = StreamResolver.Of(Expression.Lambda(call, context), guard);
            field.Resolver = Resolver(SourceOf(context), context);
        }
        else if (Completion.CanRefuse(method.ReturnType))
        {
            // A refusal leaves the fields beside it as they are.
            field.ResolvedType = types.Output(shape.Nullable());
            field.Resolver = Resolver(Completion.OrNull(call), context, guard);
        }
        else
        {
            field.Resolver = Resolver(call, context, guard);
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

    /// <summary>Beside the id of a thing there is the thing itself, which has the name without "Id".</summary>
    private static void NameId(FieldType field, PropertyInfo property)
    {
        if (field.Name == "id")
        {
            field.Description ??= "Its identity, which never changes.";
        }
        else if (property.GetCustomAttribute<NamedAttribute>() is null)
        {
            field.Description ??= $"The id of the {GraphNames.Words(field.Name)}.";
            field.Name = GraphNames.OfId(field.Name);
        }
    }

    private static FuncFieldResolver<object> Resolver(Expression value, ParameterExpression context, GuardedField? guard = null)
    {
        var completed = value.Type == typeof(ValueTask<object?>) ? value : Completion.Of(value);
        var resolve = Expression.Lambda<Func<IResolveFieldContext, ValueTask<object?>>>(completed, context).Compile();
        return new FuncFieldResolver<object>(guard is null ? resolve : guard.Before(resolve));
    }

    private static Func<object, object?> Reader(PropertyInfo property)
    {
        var source = Expression.Parameter(typeof(object), "source");
        var read = Expression.Property(Expression.Convert(source, property.DeclaringType!), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(read, typeof(object)), source).Compile();
    }

    private static MemberExpression SourceOf(ParameterExpression context) => Expression.Property(context, nameof(IResolveFieldContext.Source));
}
