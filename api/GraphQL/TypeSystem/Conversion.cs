using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Distribution.Api.GraphQL.Nodes;
using Distribution.Primitives;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>Makes what the library read (a <see cref="GlobalId"/>, an untyped list) into what a parameter or an input record asks for.</summary>
internal static class Conversion
{
    /// <summary>Null when the value already has the right type.</summary>
    public static Func<object, object>? To(ClrShape shape)
    {
        if (shape.Element is { } element)
        {
            return Generic(nameof(ToList), ElementOf(shape), shape.Clr, To(element));
        }

        return IdTypes.IsId(shape.Clr) ? Generic(nameof(ToId), shape.Clr) : null;
    }

    /// <summary>The element type with its <see cref="Nullable{T}"/>, which the list's own type has kept.</summary>
    private static Type ElementOf(ClrShape list) => list.Clr.IsArray ? list.Clr.GetElementType()! : list.Clr.GetGenericArguments()[0];

    private static Func<object, object> Generic(string method, Type type, params object?[] arguments) =>
        (Func<object, object>)typeof(Conversion).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, arguments)!;

    private static Func<object, object> ToId<T>() where T : struct, IId<T> => value => ((GlobalId)value).To<T>();

    private static Func<object, object> ToList<T>(Type list, Func<object, object>? element)
    {
        T[] Items(object value) => ((IEnumerable)value).Cast<object?>().Select(item => (T)(item is null || element is null ? item : element(item))!).ToArray();
        if (list.IsGenericType && list.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            return value => UnfitInput.Of(value) ?? (object)ImmutableArray.Create(Items(value));
        }

        return list.IsGenericType && (list.GetGenericTypeDefinition() == typeof(List<>) || list.GetGenericTypeDefinition() == typeof(IList<>))
            ? value => UnfitInput.Of(value) ?? (object)Items(value).ToList()
            : value => UnfitInput.Of(value) ?? (object)Items(value);
    }
}
