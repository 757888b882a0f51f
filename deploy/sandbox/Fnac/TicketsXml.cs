using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Distribution.Sandbox.Sales;

namespace Distribution.Sandbox.Fnac;

/// <summary>The access control data: tickets as they were sold and cancelled, one event after the other.</summary>
internal static class TicketsXml
{
    public static void Write(XmlWriter writer, long since, FeedPage page)
    {
        writer.WriteStartElement("DonneesControle", FnacXml.Ns.NamespaceName);
        Attribute(writer, "depuis", since);
        Attribute(writer, "derniere", page.Lines.Count == 0 ? since : page.Lines[^1].Sequence);
        writer.WriteAttributeString("suite", page.More ? "true" : "false");
        foreach (var line in page.Lines)
        {
            if (line.Ticket is null)
            {
                writer.WriteRaw(line.Raw!.Replace("{sequence}", line.Sequence.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            }
            else
            {
                Ticket(line, line.Ticket).WriteTo(writer);
            }
        }

        writer.WriteEndElement();
    }

    private static XElement Ticket(FeedLine line, TicketView ticket)
    {
        var isSold = line.Type == SalesFeed.Sold;
        return new XElement(
            FnacXml.Ns + "Billet",
            new XAttribute("sequence", line.Sequence),
            new XAttribute("operation", line.Line),
            new XAttribute("etat", isSold ? "VENDU" : "ANNULE"),
            new XElement(FnacXml.Ns + "Numero", ticket.Ticket),
            isSold ? Sale(ticket) : [new XElement(FnacXml.Ns + "DateAnnulation", FnacXml.Time(ticket.CancelledAt!.Value))]);
    }

    private static IEnumerable<XElement> Sale(TicketView ticket) =>
    [
        new(FnacXml.Ns + "Dossier", ticket.Sale),
        new(FnacXml.Ns + "Seance", ticket.Performance),
        ticket.Place is { } place ? new(FnacXml.Ns + "Place", place) : new(FnacXml.Ns + "Zone", ticket.Area),
        new(FnacXml.Ns + "Categorie", ticket.Category),
        new(FnacXml.Ns + "Tarif", ticket.Audience),
        new(FnacXml.Ns + "Prix", new XAttribute("devise", ticket.Currency), FnacXml.Amount(ticket.Amount)),
        new(FnacXml.Ns + "DateVente", FnacXml.Time(ticket.SoldAt)),
        new(FnacXml.Ns + "CodeBarres", ticket.Barcode),
    ];

    private static void Attribute(XmlWriter writer, string name, long number) =>
        writer.WriteAttributeString(name, number.ToString(CultureInfo.InvariantCulture));
}
