namespace Distribution.Catalog.SeatingPlans;

/// <summary>The identity of a seating plan: the SHA-256 of its encoded content, as 64 lower-case hexadecimal digits.</summary>
[GenerateSerializer, Immutable, Alias("PlanHash")]
public readonly record struct PlanHash(string Value)
{
    public const int Length = 64;

    [Id(0)] public string Value { get; } = IsValid(Value)
        ? Value
        : throw new ArgumentException($"The hash of a seating plan is {Length} lower-case hexadecimal digits.", nameof(Value));

    /// <summary>Null for what is not written as a hash.</summary>
    public static PlanHash? TryParse(string? text) => IsValid(text) ? new PlanHash(text!) : null;

    public override string ToString() => Value;

    private static bool IsValid(string? text) => text is { Length: Length } && text.All(char.IsAsciiHexDigitLower);
}
