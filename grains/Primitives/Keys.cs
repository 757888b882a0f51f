namespace Distribution.Primitives;

/// <summary>The name of one numbered place in its seating plan, such as <c>D-14-1</c>: 1 to 64 characters, no control characters, unique in the plan.</summary>
[GenerateSerializer, Immutable, Alias("PlaceKey")]
public readonly record struct PlaceKey(string Value)
{
    [Id(0)] public string Value { get; } = KeyText.Valid(Value, "place");
    public override string ToString() => Value;
}

/// <summary>The name of an unnumbered (general admission) area in its seating plan: 1 to 64 characters, no control characters, unique in the plan.</summary>
[GenerateSerializer, Immutable, Alias("AreaKey")]
public readonly record struct AreaKey(string Value)
{
    [Id(0)] public string Value { get; } = KeyText.Valid(Value, "area");
    public override string ToString() => Value;
}

public static class KeyText
{
    public const int MaxLength = 64;

    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaxLength } && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    public static string Valid(string? text, string noun) =>
        IsValid(text) ? text! : throw new ArgumentException($"The key of a {noun} has 1 to {MaxLength} characters, none of them a control character.", nameof(text));
}
