using System.Globalization;
using System.Text.Json;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Limits;
using GraphQL;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>Reads the JSON of a request. The library's own reader makes a number of a million digits into a big integer, which takes it seconds; here it is refused.</summary>
internal static class RequestJson
{
    /// <summary>Characters of a member's name that an error repeats.</summary>
    private const int MaxNamed = 50;

    /// <exception cref="BadRequestException">It is not a GraphQL request; the message says why.</exception>
    public static GraphQLRequest Read(ReadOnlySpan<byte> json, ApiLimits limits) => json.IsEmpty
        ? throw new BadRequestException(StatusCodes.Status400BadRequest, "The body is empty: send {\"query\": \"…\"}.")
        : Request(Fields(json, limits));

    /// <exception cref="BadRequestException">It is not one JSON object.</exception>
    public static IReadOnlyDictionary<string, object?> Fields(ReadOnlySpan<byte> json, ApiLimits limits)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Options(limits));
            var body = ReadOnly(ref reader);
            return body as Dictionary<string, object?> ?? throw NotAnObject(body);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // An InvalidOperationException is the reader's word for a string that is not UTF-8.
            throw new BadRequestException(StatusCodes.Status400BadRequest, $"The body is not JSON in UTF-8, or too deep. {limits.JsonDepth.Text}");
        }
    }

    /// <summary>A JSON object from a query parameter.</summary>
    /// <exception cref="BadRequestException">It is not a JSON object.</exception>
    public static Inputs Object(string name, string json, ApiLimits limits)
    {
        try
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json), Options(limits));
            return Object(name, ReadOnly(ref reader));
        }
        catch (JsonException)
        {
            throw new BadRequestException(StatusCodes.Status400BadRequest, $"The parameter {name} is not JSON, or too deep. {limits.JsonDepth.Text}", name);
        }
    }

    public static GraphQLRequest Request(IReadOnlyDictionary<string, object?> fields) => RequestDocument.Of(
        Text(fields, "query"),
        Text(fields, "documentId"),
        Text(fields, "operationName"),
        Object("variables", fields.GetValueOrDefault("variables")),
        Object("extensions", fields.GetValueOrDefault("extensions")),
        missing: "The query is missing.");

    private static string? Text(IReadOnlyDictionary<string, object?> fields, string name) => fields.GetValueOrDefault(name) switch
    {
        null => null,
        string text => text,
        _ => throw new BadRequestException(StatusCodes.Status400BadRequest, $"The {name} is not a string.", name),
    };

    private static JsonReaderOptions Options(ApiLimits limits) => new() { MaxDepth = limits.JsonDepth.Count };

    private static Inputs Object(string name, object? value) => value switch
    {
        null => Inputs.Empty,
        Dictionary<string, object?> fields => new Inputs(fields),
        _ => throw new BadRequestException(StatusCodes.Status400BadRequest, $"The {name} are not a JSON object.", name),
    };

    private static BadRequestException NotAnObject(object? body) => new(
        StatusCodes.Status400BadRequest,
        body is List<object?> ? "Send one request at a time: a list of requests is not taken." : "The body is not a JSON object.");

    private static object? ReadOnly(ref Utf8JsonReader reader)
    {
        reader.Read();
        var value = Value(ref reader);
        return reader.Read() ? throw new JsonException() : value;
    }

    private static object? Value(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Number(ref reader),
        JsonTokenType.StartArray => Array(ref reader),
        _ => Fields(ref reader),
    };

    private static Dictionary<string, object?> Fields(ref Utf8JsonReader reader)
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (!fields.TryAdd(name, Value(ref reader)))
            {
                throw new BadRequestException(StatusCodes.Status400BadRequest, $"The member {Start(name)} is there twice: give it once.", Start(name));
            }
        }

        return fields;
    }

    private static string Start(string name) => name.Length > MaxNamed ? name[..MaxNamed] : name;

    private static List<object?> Array(ref Utf8JsonReader reader)
    {
        var items = new List<object?>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            items.Add(Value(ref reader));
        }

        return items;
    }

    private static object Number(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt32(out var small))
        {
            return small;
        }

        if (reader.TryGetInt64(out var large))
        {
            return large;
        }

        return reader.ValueSpan.Length <= 64 && double.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new JsonException();
    }
}
