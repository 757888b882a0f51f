using System.Globalization;
using System.Text.RegularExpressions;
using Distribution.Primitives;

namespace Distribution.Connectors.SalesFiles;

/// <summary>Amounts and times as people and their programs write them. What could mean two things is nothing.</summary>
internal static partial class SaleValues
{
    /// <summary>Currencies with hundredths.</summary>
    private static readonly HashSet<string> Currencies = new(["EUR", "CHF", "GBP", "USD", "CAD"], StringComparer.Ordinal);

    private static readonly string[] LocalFormats =
    [
        "dd/MM/yyyy HH'h'mm", "dd/MM/yyyy HH'h'", "dd/MM/yyyy HH:mm", "dd/MM/yyyy HH:mm:ss", "dd/MM/yyyy 'à' HH'h'mm", "dd/MM/yyyy",
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd",
    ];

    /// <summary>
    /// Such as <c>12,50</c>, <c>12.50</c>, <c>12</c> or <c>1 234,56 €</c>. A point or a comma stands before one or two decimals; thousands are set apart by blanks alone,
    /// since 1.234 would be one thing in Paris and another in London.
    /// </summary>
    public static Money? Price(string text, string currency)
    {
        var match = Amount().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var written = match.Groups["before"].Success ? match.Groups["before"].Value : match.Groups["after"].Value;
        var named = written switch
        {
            "" => currency,
            "€" => "EUR",
            _ => written,
        };
        if (named != currency || !Currencies.Contains(currency))
        {
            return null;
        }

        var whole = new string([.. match.Groups["whole"].Value.Where(char.IsAsciiDigit)]);
        var decimals = match.Groups["decimals"].Value.PadRight(2, '0');
        return long.TryParse(whole + decimals, NumberStyles.None, CultureInfo.InvariantCulture, out var hundredths) && hundredths <= LineChecks.MaxAmount
            ? new Money(hundredths, currency)
            : null;
    }

    /// <summary>With an offset, or else what a clock in that time zone shows. A time that no clock shows there is nothing; of one that it shows twice the first is meant.</summary>
    public static DateTimeOffset? Time(string text, TimeZoneInfo zone) =>
        LineChecks.Time(text)
        ?? (DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? Local(local, zone) : null);

    public static DateTimeOffset? Local(DateTime local, TimeZoneInfo zone) =>
        local.Year is < 2000 or > 2100 || zone.IsInvalidTime(local) ? null
        : new DateTimeOffset(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local));

    [GeneratedRegex(
        @"^(?:(?<before>€|[A-Z]{3})[ \u00A0\u202F]?)?(?<whole>[0-9]{1,3}(?:[ \u00A0\u202F][0-9]{3})+|[0-9]{1,9})(?:[.,](?<decimals>[0-9]{1,2}))?(?:[ \u00A0\u202F]?(?<after>€|[A-Z]{3}))?$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Amount();
}
