using System.Collections.Frozen;
using System.Reflection;
using Distribution.Api.GraphQL.TypeSystem;
using Distribution.Primitives;

namespace Distribution.Api.GraphQL.Nodes;

/// <summary>Every type of id in the engine, by the name it has in a <see cref="GlobalId"/>: <c>VenueId</c> is <c>venue</c>.</summary>
internal static class IdTypes
{
    private static readonly FrozenDictionary<Type, IdType> ByType = typeof(VenueId).Assembly.GetTypes().Where(IsId).ToFrozenDictionary(type => type, Read);

    private static readonly FrozenDictionary<string, IdType> ByName = ByType.Values.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, IdType>.AlternateLookup<ReadOnlySpan<char>> BySpan = ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsId(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    public static string NameOf(Type id) => ByType[id].Name;

    public static string NounOf(string name) => ByName[name].Noun;

    /// <summary>Null for what is no id.</summary>
    public static string? NounOf(Type id) => ByType.GetValueOrDefault(id)?.Noun;

    /// <summary>The name, if there is such a type.</summary>
    public static string? Known(ReadOnlySpan<char> name) => BySpan.TryGetValue(name, out var type) ? type.Name : null;

    /// <summary>An id of any type as clients are given it. A command's stays the UUID that the client chose.</summary>
    public static string Write(object id) => ByType[id.GetType()].Write(id);

    private static IdType Read(Type type) =>
        (IdType)typeof(IdTypes).GetMethod(nameof(ReadType), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [])!;

    private static IdType ReadType<T>() where T : struct, IId<T>
    {
        var name = GraphNames.Camel(typeof(T).Name[..^2]);
        return new IdType(name, T.Noun, typeof(T) == typeof(CommandId) ? id => ((T)id).Value.ToString() : id => new GlobalId(name, ((T)id).Value).ToString());
    }

    private sealed record IdType(string Name, string Noun, Func<object, string> Write);
}
