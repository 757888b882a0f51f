using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Distribution.Api.GraphQL.TypeSystem;

namespace Distribution.Tests.Fixtures;

/// <summary>Writes C# values as GraphQL has them in a document, so that a test says <c>new { name, places }</c> and no types.</summary>
internal static class GraphQLText
{
    /// <summary>The properties as arguments; those that are null are left out.</summary>
    public static string Arguments(object arguments) => string.Join(
        ", ",
        arguments.GetType().GetProperties()
            .Select(property => (property.Name, Value: property.GetValue(arguments)))
            .Where(argument => argument.Value is not null)
            .Select(argument => $"{argument.Name}: {Literal(argument.Value!)}"));

    public static string Literal(object value) => value switch
    {
        string text => JsonSerializer.Serialize(text),
        JsonNode node => JsonSerializer.Serialize(node.GetValue<string>()),
        Guid id => $"\"{id}\"",
        DateTimeOffset moment => $"\"{moment:O}\"",
        Enum word => GraphNames.Screaming(word.ToString()),
        bool flag => flag ? "true" : "false",
        int or long => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(Literal))}]",
        _ => $"{{ {Arguments(value)} }}",
    };
}
