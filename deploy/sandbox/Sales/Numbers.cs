using System.Globalization;

namespace Distribution.Sandbox.Sales;

/// <summary>How the distributor writes its numbers.</summary>
internal static class Numbers
{
    public static string Ticket(long number) => $"TK-{number:D9}";

    public static string Sale(long number) => $"TS-{number:D9}";

    public static string Line(long number) => $"TL-{number:D9}";

    public static string Cursor(long seq) => seq.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>Null for what was never one of its cursors.</summary>
    public static long? Cursor(string text) =>
        text.Length == 12 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null;

    /// <summary>Null for what was never one of its tickets.</summary>
    public static long? Ticket(string text) =>
        text.StartsWith("TK-", StringComparison.Ordinal) && long.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>An EAN-13 from the range for use inside a company: 29, ten digits of the ticket's number, a check digit.</summary>
    public static string Barcode(long ticket)
    {
        var digits = $"29{ticket:D10}";
        var sum = digits.Select((digit, position) => (digit - '0') * (position % 2 == 0 ? 1 : 3)).Sum();
        return $"{digits}{(10 - (sum % 10)) % 10}";
    }
}
