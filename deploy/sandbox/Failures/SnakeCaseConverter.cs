using System.Text.Json;
using System.Text.Json.Serialization;

namespace Distribution.Sandbox.Failures;

/// <summary>Enum values as <c>drop_answer</c>; numbers are refused.</summary>
public sealed class SnakeCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
