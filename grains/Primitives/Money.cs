using System.Globalization;

namespace Distribution.Primitives;

/// <summary>An amount in minor units (cents) of an ISO 4217 currency.</summary>
/// <param name="Currency">Three capital letters, such as EUR.</param>
/// <param name="MinorUnits">Such as cents; how many make one of the currency, ISO 4217 says.</param>
[GenerateSerializer, Immutable, Alias("Money")]
public readonly record struct Money([property: Id(0)] long MinorUnits, string Currency)
{
    [Id(1)] public string Currency { get; } = IsCurrency(Currency)
        ? Currency
        : throw new ArgumentException("A currency is three capital letters (ISO 4217), such as EUR.", nameof(Currency));

    /// <summary>How many of an amount's digits are minor units, as ISO 4217 says: 2 for most.</summary>
    public static int DecimalsOf(string currency) => currency switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "UYI" or "VND" or "VUV" or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        "CLF" or "UYW" => 4,
        _ => 2,
    };

    /// <summary>In whole units of the currency: 1250 cents are 12.5.</summary>
    public decimal ToDecimal() => MinorUnits / (decimal)Math.Pow(10, DecimalsOf(Currency));

    /// <summary>The amount with all its decimals and a point, without the currency: 12.50.</summary>
    public string ToAmount() => ToDecimal().ToString($"F{DecimalsOf(Currency)}", CultureInfo.InvariantCulture);

    public static bool IsCurrency(string? text) => text is { Length: 3 } && text.All(char.IsAsciiLetterUpper);

    public override string ToString() => $"{MinorUnits} {Currency} (minor units)";
}
