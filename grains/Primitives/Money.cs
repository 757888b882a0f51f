namespace Distribution.Primitives;

/// <summary>An amount in minor units (cents) of an ISO 4217 currency.</summary>
[GenerateSerializer, Immutable, Alias("Money")]
public readonly record struct Money([property: Id(0)] long MinorUnits, string Currency)
{
    [Id(1)] public string Currency { get; } = IsCurrency(Currency)
        ? Currency
        : throw new ArgumentException("A currency is three capital letters (ISO 4217), such as EUR.", nameof(Currency));

    public static bool IsCurrency(string? text) => text is { Length: 3 } && text.All(char.IsAsciiLetterUpper);

    public override string ToString() => $"{MinorUnits} {Currency} (minor units)";
}
