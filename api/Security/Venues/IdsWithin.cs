using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Distribution.Api.GraphQL.Nodes;

namespace Distribution.Api.Security.Venues;

/// <summary>Finds the ids in a value: an id itself, a list, or a record with ids somewhere in its properties.</summary>
internal static class IdsWithin
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<PropertyInfo>> Properties = new();

    /// <summary>The types of the ids that a value of a type can hold.</summary>
    public static IEnumerable<Type> Types(Type type) => Types(type, []);

    public static IEnumerable<(Type Type, Guid Id)> Of(object? value)
    {
        switch (value)
        {
            case null or string:
                return [];
            case IEnumerable items:
                return items.Cast<object?>().SelectMany(Of);
        }

        var type = value.GetType();
        return IdTypes.IsId(type) ? [(type, (Guid)type.GetProperty("Value")!.GetValue(value)!)] : PropertiesOf(type).SelectMany(property => Of(property.GetValue(value)));
    }

    private static IEnumerable<Type> Types(Type type, HashSet<Type> seen)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (IdTypes.IsId(bare))
        {
            return [bare];
        }

        if (!seen.Add(bare))
        {
            return [];
        }

        var items = bare.IsArray ? [bare.GetElementType()!] : bare.IsGenericType && typeof(IEnumerable).IsAssignableFrom(bare) ? bare.GetGenericArguments() : Type.EmptyTypes;
        return items.Concat(PropertiesOf(bare).Select(property => property.PropertyType)).SelectMany(inner => Types(inner, seen));
    }

    /// <summary>Those of our own records that ids can be in.</summary>
    private static ImmutableArray<PropertyInfo> PropertiesOf(Type type) => Properties.GetOrAdd(type, of =>
        of.Namespace?.StartsWith("Distribution", StringComparison.Ordinal) is true && !of.IsEnum
            ? [.. of.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0)]
            : []);
}
