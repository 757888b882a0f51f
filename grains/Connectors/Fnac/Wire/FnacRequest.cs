using System.Globalization;
using System.Text;
using System.Xml;
using Distribution.Primitives;

namespace Distribution.Connectors.Fnac.Wire;

/// <summary>One request, all but who asks (README.md, "The envelope").</summary>
/// <param name="Message">Its id, which comes back in the answer.</param>
/// <param name="Content">Writes attributes and elements of the service's element.</param>
internal sealed record FnacRequest(FnacService Service, Guid Message, Action<XmlWriter> Content)
{
    public static FnacRequest Allotment(AllotmentMessage message) => new(FnacService.Allotments, message.Id, writer => Write(writer, message));

    public static FnacRequest SalesState(string performance) => OfPerformance(FnacService.SalesState, performance);

    public static FnacRequest Preparation(string performance) => OfPerformance(FnacService.Preparation, performance);

    public static FnacRequest AccessControlData(long since, int limit) => new(
        FnacService.AccessControlData,
        MessageOf(FnacService.AccessControlData, $"{since} {limit}"),
        writer =>
        {
            Attribute(writer, "depuis", since);
            Attribute(writer, "maximum", limit);
        });

    /// <exception cref="ArgumentException">It holds a character that XML can't bear.</exception>
    public byte[] Write(ConnectorLink link)
    {
        var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            writer.WriteStartElement("Demande", FnacDocument.Namespace);
            writer.WriteAttributeString("message", Message.ToString("D"));
            writer.WriteStartElement("Identification");
            writer.WriteElementString("Login", link.User);
            writer.WriteElementString("MotDePasse", link.Password);
            writer.WriteElementString("CodeGestionnaire", link.ManagerCode);
            writer.WriteEndElement();
            writer.WriteStartElement(Service.Element);
            Content(writer);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static FnacRequest OfPerformance(FnacService service, string performance) =>
        new(service, MessageOf(service, performance), writer => writer.WriteAttributeString("seance", performance));

    /// <summary>A question changes nothing, so the same question may have the same id.</summary>
    private static Guid MessageOf(FnacService service, string name) => DerivedId.From(Guid.Empty, service.Element, name);

    private static void Write(XmlWriter writer, AllotmentMessage message)
    {
        writer.WriteAttributeString("seance", message.Performance);
        Attribute(writer, "version", message.Version);
        writer.WriteStartElement("Ajouts");
        foreach (var place in message.Additions)
        {
            writer.WriteStartElement("Place");
            writer.WriteAttributeString("cle", place.Place.Value);
            writer.WriteAttributeString("bloc", place.Block);
            writer.WriteAttributeString("rang", place.Row);
            writer.WriteAttributeString("siege", place.Seat);
            writer.WriteAttributeString("categorie", place.Category);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteStartElement("Retraits");
        foreach (var place in message.Withdrawals)
        {
            writer.WriteStartElement("Place");
            writer.WriteAttributeString("cle", place.Value);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteStartElement("Zones");
        foreach (var area in message.Areas)
        {
            writer.WriteStartElement("Zone");
            writer.WriteAttributeString("cle", area.Area.Value);
            writer.WriteAttributeString("zone", area.DistributorArea);
            writer.WriteAttributeString("categorie", area.Category);
            Attribute(writer, "allotement", area.Allotted);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void Attribute(XmlWriter writer, string name, long number) =>
        writer.WriteAttributeString(name, number.ToString(CultureInfo.InvariantCulture));
}
