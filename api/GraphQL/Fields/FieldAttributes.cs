namespace Distribution.Api.GraphQL.Fields;

/// <summary>The public static methods of this class are fields of <c>Query</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class QueryFieldsAttribute : Attribute;

/// <summary>The public static methods of this class are fields of <c>Mutation</c>. They run one after the other.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MutationFieldsAttribute : Attribute;

/// <summary>The public static methods of this class are fields of <c>Subscription</c>: each answers an <see cref="IAsyncEnumerable{T}"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SubscriptionFieldsAttribute : Attribute;

/// <summary>The public static methods of this class are further fields of <typeparamref name="T"/>; the first parameter of each is the object itself.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class FieldsOfAttribute<T> : Attribute;

/// <summary>
/// The public static methods of this class find things by their ids: the first parameter of each is the id, and it answers the thing or null. What
/// they answer implements <c>Node</c>, and every id of it in the schema gets a field for the thing itself beside it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NodeFieldsAttribute : Attribute;

/// <summary>Gives a type, field, argument or (as <c>[return: Named]</c>) a mutation's result another name than the C# one.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Parameter
    | AttributeTargets.ReturnValue)]
public sealed class NamedAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>Keeps a public property out of the API.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class HiddenAttribute : Attribute;

/// <summary>Marks a field as deprecated; the reason says what to use instead and from when it is gone.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Field)]
public sealed class DeprecatedAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}
