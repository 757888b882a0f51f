using System.Text;
using Distribution.Primitives;

namespace Distribution.Connectors.SalesFiles;

/// <summary>How the values of a file are meant.</summary>
/// <param name="HeadingOf">What the file calls a field, for messages; null for one that it does not have.</param>
/// <param name="Constants">Of fields that no column says.</param>
/// <param name="Zone">Of times without an offset.</param>
/// <param name="AreaBesidePlace">A line with a place may name the area around it too.</param>
internal sealed record SaleLayout(
    Func<SaleField, string?> HeadingOf, IReadOnlyDictionary<SaleField, string> Constants, TimeZoneInfo Zone, bool AreaBesidePlace);

/// <summary>
/// Makes a line of a file into what it says: one ticket sold, one cancelled, or nothing (a reservation). The reference follows from kind and ticket, so that the same sale in
/// another file, or mended, is the same line.
/// </summary>
internal sealed class SaleRow(SaleLayout layout, Func<SaleField, string> valueOf, string raw)
{
    private string? _problem;

    /// <summary>
    /// Null for a reservation: the place stays the distributor's, and nothing is sold yet. Null as well where no column has anything, as in rows that programs leave below a table.
    /// </summary>
    public SaleLine? Read()
    {
        if (Enum.GetValues<SaleField>().All(field => string.IsNullOrWhiteSpace(valueOf(field))))
        {
            return null;
        }

        var kind = KindOf(Value(SaleField.Kind));
        if (kind is null)
        {
            Wrong(SaleField.Kind, $"“{Text.Quoted(Value(SaleField.Kind))}” is none of SALE, RESERVATION, CANCEL (VENTE, RESERVATION, ANNULATION)");
        }

        var ticket = Id(SaleField.Ticket);
        var reference = kind is { } known && _problem is null ? $"{known}:{ticket}" : null;
        var time = Time();
        SaleLine? line = kind switch
        {
            "cancel" when _problem is null => new SaleLine.Cancelled(reference!, ticket, time),
            "sale" => Sold(reference ?? "", ticket, time),
            _ => null,
        };
        return _problem is null ? line : LineChecks.Unreadable(reference, Encoding.UTF8.GetBytes(raw), _problem);
    }

    private SaleLine.Sold? Sold(string reference, string ticket, DateTimeOffset time)
    {
        var place = Value(SaleField.Place);
        var area = Value(SaleField.Area);
        if (place.Length > 0 && area.Length > 0 && !layout.AreaBesidePlace)
        {
            Wrong(SaleField.Area, "a line names a numbered place or an unnumbered area, not both");
        }

        _ = place.Length > 0 ? Id(SaleField.Place) : Id(SaleField.Area);
        var performance = Id(SaleField.Performance);
        var sale = Value(SaleField.Sale).Length == 0 && layout.HeadingOf(SaleField.Sale) is null ? ticket : Id(SaleField.Sale);
        var (category, audience) = (Id(SaleField.Category), Id(SaleField.Audience));
        var price = Price();
        var barcode = Value(SaleField.Barcode) is { Length: > 0 } code ? code : null;
        if (LineChecks.NotABarcode(barcode, "it") is { } wrong)
        {
            Wrong(SaleField.Barcode, wrong);
        }

        return _problem is not null ? null : new SaleLine.Sold(
            reference, ticket, sale, performance, place.Length > 0 ? new PlaceKey(place) : null, place.Length > 0 ? null : area, category, audience, price, time, barcode);
    }

    private Money Price()
    {
        var currency = Value(SaleField.Currency);
        if (SaleValues.Price(Value(SaleField.Price), currency) is { } price)
        {
            return price;
        }

        Wrong(SaleField.Price, $"“{Text.Quoted(Value(SaleField.Price))}” is no amount in {Text.Quoted(currency)} such as 12,50 or 1 234,56 €, up to {LineChecks.MaxAmount / 100:N0}");
        return default;
    }

    private DateTimeOffset Time()
    {
        if (SaleValues.Time(Value(SaleField.Date), layout.Zone) is { } time)
        {
            return time;
        }

        Wrong(SaleField.Date, $"“{Text.Quoted(Value(SaleField.Date))}” is no time such as 25/12/2026 20h30 or 2026-12-25T20:30:00+01:00");
        return default;
    }

    private string Id(SaleField field)
    {
        var value = Value(field);
        if (!KeyText.IsValid(value))
        {
            Wrong(field, value.Length == 0 ? "it is empty" : $"“{Text.Quoted(value)}” is not a text of 1 to {KeyText.MaxLength} characters");
        }

        return value;
    }

    private string Value(SaleField field) => layout.Constants.GetValueOrDefault(field) ?? valueOf(field);

    /// <summary>The first problem of a line is the one to mend first.</summary>
    private void Wrong(SaleField field, string problem) => _problem ??= $"column {layout.HeadingOf(field) ?? field.ToString()}: {problem}";

    private static string? KindOf(string text) => text.ToUpperInvariant() switch
    {
        "SALE" or "SOLD" or "VENTE" => "sale",
        "CANCEL" or "CANCELLED" or "ANNULATION" => "cancel",
        "RESERVATION" or "RÉSERVATION" => "reservation",
        _ => null,
    };
}
