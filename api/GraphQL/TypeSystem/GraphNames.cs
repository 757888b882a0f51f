using System.Reflection;
using System.Text;
using System.Text.Json;
using Distribution.Api.GraphQL.Fields;
using Distribution.Catalog;
using Distribution.Contingents;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>How C# names become GraphQL names.</summary>
internal static class GraphNames
{
    /// <summary>Types of the engine that clients know by another name; the engine has no use for <see cref="NamedAttribute"/>.</summary>
    private static readonly Dictionary<Type, string> OfEngine = new()
    {
        [typeof(RefusalCode)] = "UserErrorCode",
        [typeof(RegisteredInterface)] = "DistributorInterface",
        [typeof(InterfaceView)] = "DistributorInterfaceState",
        [typeof(ContingentView)] = "ContingentState",
        [typeof(PlaceView)] = "Place",
        [typeof(HoldView)] = "Hold",
    };

    /// <summary><c>Connection&lt;Venue&gt;</c> is <c>VenueConnection</c>.</summary>
    public static string OfOutput(Type type)
    {
        if ((Given(type) ?? OfEngine.GetValueOrDefault(type)) is { } given)
        {
            return given;
        }

        return type.IsGenericType
            ? string.Concat(type.GetGenericArguments().Select(OfOutput)) + type.Name[..type.Name.IndexOf('`')]
            : type.Name;
    }

    /// <summary>An output and an input type can't share a name, so <c>Money</c> as an argument is <c>MoneyInput</c>.</summary>
    public static string OfInput(Type type)
    {
        var name = OfOutput(type);
        return name.EndsWith("Input", StringComparison.Ordinal) ? name : name + "Input";
    }

    public static string OfField(MemberInfo member) => Given(member) ?? Camel(WithoutAsync(member.Name));

    public static string OfArgument(ParameterInfo parameter) => parameter.GetCustomAttribute<NamedAttribute>()?.Name ?? Camel(parameter.Name!);

    public static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary><c>PlaceSold</c> is <c>PLACE_SOLD</c>.</summary>
    public static string Screaming(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]))
            {
                text.Append('_');
            }

            text.Append(char.ToUpperInvariant(name[i]));
        }

        return text.ToString();
    }

    /// <summary>A property that holds an id is the field <c>eventId</c>, whether it is called <c>Event</c> or <c>EventId</c>.</summary>
    public static string OfId(string field) => field.EndsWith("Id", StringComparison.Ordinal) ? field : field + "Id";

    /// <summary>The thing that such an id leads to is the field <c>event</c>.</summary>
    public static string OfLink(PropertyInfo property) => OfId(OfField(property))[..^2];

    /// <summary><c>externalChannel</c> is "external channel".</summary>
    public static string Words(string name) => string.Concat(name.Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    private static string? Given(MemberInfo member) => member.GetCustomAttribute<NamedAttribute>()?.Name;

    private static string WithoutAsync(string name) => name.EndsWith("Async", StringComparison.Ordinal) ? name[..^5] : name;
}
