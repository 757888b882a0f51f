using System.Globalization;
using System.Text;
using System.Xml;
using Distribution.Connectors.Fnac.Wire;
using Distribution.Primitives;

namespace Distribution.Connectors.Fnac;

/// <summary>Reads one ticket of the access control data. What does not keep to the protocol becomes an unreadable line, kept as it came.</summary>
internal static class TicketReading
{
    private const string CancelledAt = "DateAnnulation";
    private const string SoldAt = "DateVente";

    private static readonly HashSet<string> Known = new(
        ["Numero", "Dossier", "Seance", "Place", "Zone", "Categorie", "Tarif", "Prix", SoldAt, CancelledAt, "CodeBarres"], StringComparer.Ordinal);

    /// <summary>Currencies with hundredths in which Fnac sells.</summary>
    private static readonly HashSet<string> Currencies = new(["EUR", "CHF"], StringComparer.Ordinal);

    /// <param name="xml">The ticket's element, well-formed.</param>
    public static SaleLine Read(string xml)
    {
        string? reference = null;
        string problem;
        try
        {
            using var reader = FnacDocument.Open(new StringReader(xml));
            reader.Read();
            reference = FnacReading.Id(reader, "operation");
            return Read(reader, reference);
        }
        catch (FnacFormatException wrong)
        {
            problem = wrong.Message;
        }
        catch (XmlException exception)
        {
            problem = $"it has elements where a text should be ({FnacDocument.Where(exception)})";
        }

        return LineChecks.Unreadable(reference, Encoding.UTF8.GetBytes(xml), problem);
    }

    private static SaleLine Read(XmlReader reader, string? operation)
    {
        if (reader.LocalName != "Billet" || reader.NamespaceURI != FnacDocument.Namespace)
        {
            throw new FnacFormatException($"it is a <{Text.Quoted(reader.LocalName)}> where a <Billet> should be");
        }

        Require(FnacReading.Number(reader, "sequence") is null ? "sequence is missing or not a whole number" : LineChecks.NotAnId(operation, "operation"));
        var state = reader.GetAttribute("etat");
        var fields = Fields(reader, out var currency);
        Require(LineChecks.NotAnId(fields.GetValueOrDefault("Numero"), "Numero"));
        return state switch
        {
            "VENDU" => Sold(operation!, fields, currency),
            "ANNULE" => new SaleLine.Cancelled(operation!, fields["Numero"], TimeOf(fields, CancelledAt)),
            _ => throw new FnacFormatException($"its etat “{Text.Quoted(state)}” is not known"),
        };
    }

    /// <summary>What is there twice could mean either, so the ticket is not believed.</summary>
    private static Dictionary<string, string> Fields(XmlReader reader, out string? currency)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        currency = null;
        foreach (var element in FnacReading.Children(reader))
        {
            var name = element.LocalName;
            if (!Known.Contains(name))
            {
                continue;
            }

            currency = name == "Prix" ? element.GetAttribute("devise") : currency;
            Require(fields.TryAdd(name, element.ReadElementContentAsString()) ? null : $"{name} is there twice");
        }

        return fields;
    }

    private static SaleLine.Sold Sold(string operation, Dictionary<string, string> fields, string? currency)
    {
        var (place, area) = (fields.GetValueOrDefault("Place"), fields.GetValueOrDefault("Zone"));
        Require((place is null) == (area is null) ? "it has not exactly one of Place and Zone" : null);
        Require(place is null ? LineChecks.NotAnId(area, "Zone") : LineChecks.NotAnId(place, "Place"));
        foreach (var name in new[] { "Dossier", "Seance", "Categorie", "Tarif" })
        {
            Require(LineChecks.NotAnId(fields.GetValueOrDefault(name), name));
        }

        Require(LineChecks.NotABarcode(fields.GetValueOrDefault("CodeBarres"), "CodeBarres"));
        return new SaleLine.Sold(
            operation,
            fields["Numero"],
            fields["Dossier"],
            fields["Seance"],
            place is null ? null : new PlaceKey(place),
            area,
            fields["Categorie"],
            fields["Tarif"],
            Price(fields.GetValueOrDefault("Prix"), currency),
            TimeOf(fields, SoldAt),
            fields.GetValueOrDefault("CodeBarres"));
    }

    /// <summary>Digits, a comma, two digits: a point, a blank or one digit behind the comma would leave open what is meant.</summary>
    private static Money Price(string? text, string? currency)
    {
        Require(currency is not null && Currencies.Contains(currency) ? null : "devise of Prix is missing or not one of EUR and CHF");
        var comma = text?.Length - 3 ?? -1;
        return comma is > 0 and <= 9
            && text![comma] == ','
            && long.TryParse(text.Remove(comma, 1), NumberStyles.None, CultureInfo.InvariantCulture, out var hundredths)
            && hundredths <= LineChecks.MaxAmount
                ? new Money(hundredths, currency!)
                : throw new FnacFormatException("Prix is missing or not an amount such as 45,00");
    }

    private static DateTimeOffset TimeOf(Dictionary<string, string> fields, string name) =>
        LineChecks.Time(fields.GetValueOrDefault(name)) ?? throw new FnacFormatException($"{name} is missing or not a time with an offset");

    private static void Require(string? problem)
    {
        if (problem is not null)
        {
            throw new FnacFormatException(problem);
        }
    }
}
