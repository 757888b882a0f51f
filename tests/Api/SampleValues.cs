using System.Text.Json.Nodes;

namespace Distribution.Tests.Api;

/// <summary>A sound value of <see cref="Sample"/> as a client sends it, to be changed in one place.</summary>
internal static class SampleValues
{
    private const string Sound =
        """
        {
          "venue": "7e9f1c9e-6c1b-4b8e-9a53-0d2f6f0a1b11",
          "place": "D-14-1",
          "price": { "minorUnits": 4950, "currency": "EUR" },
          "at": "2026-11-24T20:30:00.5+01:00",
          "for": 900,
          "count": 9007199254740991,
          "leaf": "OAK_LEAF",
          "places": ["A-1", "A-2"],
          "numbers": [1, 2]
        }
        """;

    public static JsonObject All() => JsonNode.Parse(Sound)!.AsObject();

    public static JsonObject With(string field, JsonNode? value)
    {
        var values = All();
        values[field] = value;
        return values;
    }
}
