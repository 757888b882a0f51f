using System.Globalization;
using System.Xml.Linq;
using Distribution.Sandbox.Allotments;

namespace Distribution.Sandbox.Fnac;

/// <summary>An allotment message and its answer.</summary>
internal static class AllotmentXml
{
    private static readonly AllotmentNames Names = new("seance", "version", "Ajouts", "Retraits", "Zones");

    /// <summary>The message, or what is wrong with it.</summary>
    public static AllotmentChange? Read(FnacRequest request, out FnacAnswer? wrong)
    {
        var body = request.Body;
        wrong = body.Name == FnacXml.Ns + "Allotement"
            ? FnacRequest.Unknown(body, ["seance", "version"], ["Ajouts", "Retraits", "Zones"])
                ?? Unknown(body, "Ajouts", "Place", "cle", "bloc", "rang", "siege", "categorie")
                ?? Unknown(body, "Retraits", "Place", "cle")
                ?? Unknown(body, "Zones", "Zone", "cle", "zone", "categorie", "allotement")
            : FnacAnswer.Invalid(body.Name.LocalName, "An Allotement is asked for here.");
        if (wrong is not null)
        {
            return null;
        }

        var change = new AllotmentChange(
            request.Message,
            Text(body, "seance"),
            Number(body, "version"),
            [.. Items(body, "Ajouts").Select(place => new Addition(
                Text(place, "cle"), Text(place, "bloc"), Text(place, "rang"), Text(place, "siege"), Text(place, "categorie")))],
            [.. Items(body, "Retraits").Select(place => Text(place, "cle"))],
            [.. Items(body, "Zones").Select(area => new AreaAllotment(
                Text(area, "cle"), Text(area, "zone"), Text(area, "categorie"), (int)Math.Min(Number(area, "allotement"), int.MaxValue)))]);
        wrong = AllotmentChecks.Problem(change, Names) is var (field, message) ? FnacAnswer.Invalid(field, message) : null;
        return wrong is null ? change : null;
    }

    public static XElement Write(AllotmentChange change, AllotmentResult result) => new(
        FnacXml.Ns + "Allotement",
        new XAttribute("seance", change.Performance),
        new XAttribute("version", change.Version),
        result.Places.Select(place => new XElement(
            FnacXml.Ns + "Place", new XAttribute("cle", place.Place), new XAttribute("statut", Verdict(place.Verdict)), Reason(place.Reason))),
        result.Areas.Select(area => new XElement(
            FnacXml.Ns + "Zone",
            new XAttribute("cle", area.Key),
            new XAttribute("allotement", area.Allotted),
            new XAttribute("vendu", area.Sold),
            Reason(area.Reason))));

    private static FnacAnswer? Unknown(XElement body, string list, string item, params string[] attributes)
    {
        var lists = body.Elements(FnacXml.Ns + list).ToList();
        return lists.Count > 1
            ? FnacAnswer.Invalid(list, "It is there twice.")
            : lists.Select(element => FnacRequest.Unknown(element, [], [item])).FirstOrDefault(problem => problem is not null)
                ?? Items(body, list).Select(element => FnacRequest.Unknown(element, attributes, [])).FirstOrDefault(problem => problem is not null);
    }

    private static IEnumerable<XElement> Items(XElement body, string list) => body.Element(FnacXml.Ns + list)?.Elements() ?? [];

    private static string Text(XElement element, string name) => element.Attribute(name)?.Value ?? "";

    private static long Number(XElement element, string name) =>
        long.TryParse(element.Attribute(name)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static string Verdict(string verdict) => verdict switch
    {
        "accepted" => "ACCEPTEE",
        "already_sold" => "DEJA_VENDUE",
        _ => "REFUSEE",
    };

    private static XAttribute? Reason(string? reason) => reason is null ? null : new XAttribute("motif", reason);
}
