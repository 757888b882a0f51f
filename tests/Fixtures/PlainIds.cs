using System.Text.Json.Nodes;
using Distribution.Api.GraphQL.Nodes;

namespace Distribution.Tests.Fixtures;

/// <summary>Ids in an answer as the UUIDs that a test chose, so that it can compare them.</summary>
internal static class PlainIds
{
    public static JsonNode Read(string answer)
    {
        var node = JsonNode.Parse(answer)!;
        In(node);
        // A value that was put in is not read as a UUID; one that was parsed is.
        return JsonNode.Parse(node.ToJsonString())!;
    }

    private static void In(JsonNode answer)
    {
        switch (answer)
        {
            case JsonObject fields:
                foreach (var name in fields.Where(field => field.Value is not null).Select(field => field.Key).ToList())
                {
                    Replace(fields[name]!);
                }

                break;
            case JsonArray items:
                foreach (var item in items.OfType<JsonNode>().ToList())
                {
                    Replace(item);
                }

                break;
        }
    }

    private static void Replace(JsonNode node)
    {
        if (node is JsonValue value && value.TryGetValue<string>(out var text))
        {
            if (GlobalId.TryParse(text, out var id) && id.Type is not null)
            {
                node.ReplaceWith(id.Value.ToString());
            }
        }
        else
        {
            In(node);
        }
    }
}
