using System.Reflection;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Scalars;
using GraphQL.Types;
using Schema = GraphQL.Types.Schema;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>Builds the schema from the classes that contribute fields to it.</summary>
internal static class ApiSchema
{
    /// <exception cref="InvalidOperationException">Two types or fields have one name, a type can't be mapped, or a root field does not say who may use it.</exception>
    public static ISchema Of(IReadOnlyCollection<Type> fieldClasses, IServiceProvider services)
    {
        var types = new TypeGraph(Extensions(fieldClasses), Methods<NodeFieldsAttribute>(fieldClasses), services.GetRequiredService<IServiceProviderIsService>());
        var schema = new Schema(services, runConfigurations: false)
        {
            Query = types.QueryRoot("Query", "What can be read.", Methods<QueryFieldsAttribute>(fieldClasses)),
        };
        if (Methods<MutationFieldsAttribute>(fieldClasses) is { Count: > 0 } mutations)
        {
            schema.Mutation = types.MutationRoot("Mutation", "What can be changed. The mutations of one request run one after the other.", mutations);
        }

        if (Methods<SubscriptionFieldsAttribute>(fieldClasses) is { Count: > 0 } subscriptions)
        {
            schema.Subscription = types.Root("Subscription", "What can be followed, over WebSocket (graphql-transport-ws) or server-sent events.", subscriptions);
        }

        schema.Directives.Register(SpecifiedBy.Definition());
        foreach (var scalar in types.Scalars)
        {
            schema.RegisterType(scalar);
        }

        schema.Initialize();
        return schema;
    }

    /// <summary>All classes of an assembly that contribute fields.</summary>
    public static IReadOnlyCollection<Type> FieldClasses(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.GetCustomAttributes().Any(IsFieldAttribute)).ToList();

    private static bool IsFieldAttribute(Attribute attribute) =>
        attribute is QueryFieldsAttribute or NodeFieldsAttribute or MutationFieldsAttribute or SubscriptionFieldsAttribute || Extended(attribute) is not null;

    private static Type? Extended(Attribute attribute) =>
        attribute.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(FieldsOfAttribute<>)
            ? type.GetGenericArguments()[0]
            : null;

    private static ILookup<Type, MethodInfo> Extensions(IReadOnlyCollection<Type> fieldClasses) =>
        (from type in fieldClasses
         from attribute in type.GetCustomAttributes()
         let extended = Extended(attribute)
         where extended is not null
         from method in Methods(type)
         where method.GetParameters() is [{ } first, ..] && first.ParameterType == extended
         select (extended, method)).ToLookup(pair => pair.extended, pair => pair.method);

    private static List<MethodInfo> Methods<TAttribute>(IEnumerable<Type> fieldClasses) where TAttribute : Attribute =>
        fieldClasses.Where(type => type.GetCustomAttribute<TAttribute>() is not null).SelectMany(Methods).ToList();

    private static IEnumerable<MethodInfo> Methods(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(method => method.GetCustomAttribute<HiddenAttribute>() is null);
}
