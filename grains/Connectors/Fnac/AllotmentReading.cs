using System.Xml;
using Distribution.Connectors.Fnac.Wire;
using Distribution.Primitives;

namespace Distribution.Connectors.Fnac;

/// <summary>Reads the answers about allotments: to a message, and to the question how one stands.</summary>
internal static class AllotmentReading
{
    /// <summary>The answer to a message; an error of the protocol is thrown for <see cref="FnacReply{T}"/>.</summary>
    public static AllotmentAnswer.Answered Read(XmlReader reader, AllotmentMessage message)
    {
        var (performance, version) = (reader.GetAttribute("seance"), FnacReading.Number(reader, "version"));
        var places = new List<PlaceReply>();
        var areas = new List<AreaReply>();
        foreach (var element in FnacReading.Children(reader))
        {
            switch (element.LocalName)
            {
                case "Place":
                    places.Add(new PlaceReply(element.GetAttribute("cle"), element.GetAttribute("statut"), element.GetAttribute("motif")));
                    break;
                case "Zone":
                    areas.Add(new AreaReply(
                        element.GetAttribute("cle"),
                        FnacReading.Count(element, "allotement"),
                        FnacReading.Count(element, "vendu"),
                        element.GetAttribute("motif")));
                    break;
            }
        }

        var reply = new AllotmentReply(message.Id, performance, version, places, areas);
        return reply.Check(message, Verdict) is { } problem ? throw new FnacFormatException(problem) : reply.Answer(Verdict);
    }

    /// <summary>How an allotment stands; likewise.</summary>
    public static AllotmentStatus ReadStatus(XmlReader reader, string performance)
    {
        var (named, version) = (reader.GetAttribute("seance"), FnacReading.Number(reader, "version"));
        (int? Allotted, int? Sold) numbered = default;
        var areas = new List<AreaStatusReply>();
        var places = new List<PlaceState>();
        foreach (var element in FnacReading.Children(reader))
        {
            switch (element.LocalName)
            {
                case "Places":
                    numbered = (FnacReading.Count(element, "allotement"), FnacReading.Count(element, "vendu"));
                    break;
                case "Zone":
                    areas.Add(new AreaStatusReply(
                        element.GetAttribute("zone"), FnacReading.Count(element, "allotement"), FnacReading.Count(element, "vendu")));
                    break;
                case "Place":
                    var key = FnacReading.Id(element, "cle") ?? throw new FnacFormatException("cle of a <Place> is missing or no id");
                    places.Add(new PlaceState(new PlaceKey(key), FnacReading.Required(FnacReading.Flag(element, "vendue"), "Place", "vendue")));
                    break;
            }
        }

        var reply = new StatusReply(named, version, numbered.Allotted, numbered.Sold, areas, places);
        return reply.Check(performance) is { } problem ? throw new FnacFormatException(problem) : reply.Status();
    }

    private static PlaceVerdict? Verdict(string? text) => text switch
    {
        "ACCEPTEE" => PlaceVerdict.Accepted,
        "REFUSEE" => PlaceVerdict.Refused,
        "DEJA_VENDUE" => PlaceVerdict.AlreadySold,
        _ => null,
    };
}
