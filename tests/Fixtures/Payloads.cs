using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Distribution.Tests.Fixtures;

/// <summary>What mutations take and answer: the only place of the tests that knows how a payload is built.</summary>
internal static partial class Payloads
{
    private static readonly string Schema = File.ReadAllText(Path.Combine(Repository.Root, "api", "schema.graphql"));

    /// <summary>A mutation with its input and a selection of its result, as it stands in a document.</summary>
    /// <param name="input">The fields of the input; without a <c>commandId</c>, it gets a new one.</param>
    public static string Field(string mutation, string input, string selection)
    {
        var command = input.Contains("commandId:", StringComparison.Ordinal) || !TakesCommandId(mutation) ? "" : $"commandId: \"{NewId.Guid()}\", ";
        return $"{mutation}(input: {{ {command}{input} }}) {{ {ResultOf(mutation)} {{ {selection} }} userErrors {{ code message subject path retry retryAfterMs }} }}";
    }

    /// <summary>The answer as that of any other field: the mutation's result in the data, or its refusals as errors.</summary>
    public static JsonNode Unwrap(JsonNode answer, string mutation)
    {
        if (answer["data"]?[mutation] is not JsonObject payload)
        {
            return answer;
        }

        var refusals = payload["userErrors"]!.AsArray().Select(error => (JsonNode)new JsonObject
        {
            ["message"] = error!["message"]!.DeepClone(),
            ["path"] = error["path"]?.DeepClone(),
            ["extensions"] = error.DeepClone(),
        }).ToArray();
        return refusals.Length > 0
            ? new JsonObject { ["errors"] = new JsonArray(refusals), ["data"] = null }
            : new JsonObject { ["data"] = new JsonObject { [mutation] = payload[ResultOf(mutation)]!.DeepClone() } };
    }

    /// <summary>The first refusal in the payloads of an answer, or null.</summary>
    public static JsonNode? Refusal(JsonNode answer) =>
        (answer["data"] as JsonObject)?.Select(field => (field.Value as JsonObject)?["userErrors"]).OfType<JsonArray>().FirstOrDefault(errors => errors.Count > 0)?[0];

    private static string ResultOf(string mutation) =>
        Fields().Matches(TypeOf("type", mutation, "Payload")).Select(field => field.Groups[1].Value).First(name => name != "userErrors");

    private static bool TakesCommandId(string mutation) => TypeOf("input", mutation, "Input").Contains(" commandId: ", StringComparison.Ordinal);

    private static string TypeOf(string kind, string mutation, string ending)
    {
        var start = Schema.IndexOf($"\n{kind} {char.ToUpperInvariant(mutation[0])}{mutation[1..]}{ending} {{", StringComparison.Ordinal);
        return Schema[start..Schema.IndexOf("\n}", start, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"^\s+(\w+)(?:\(|:)", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Fields();
}
