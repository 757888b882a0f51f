namespace Distribution.Primitives;

/// <summary>The name of an enum's value as people say it: <c>SeatCategory</c> is "seat category".</summary>
internal static class EnumWords
{
    public static string InWords(this Enum value) => string.Concat(value.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) ? $" {letter}" : $"{letter}"))
        .ToLowerInvariant()
        .Replace("sub category", "sub-category", StringComparison.Ordinal);
}
