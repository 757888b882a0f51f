using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;

namespace Distribution.Sandbox.Fnac;

/// <summary>Fnac's own web services, by grains/Connectors/Fnac/README.md.</summary>
internal sealed class FnacEndpoints(PlayedDistributor distributor)
{
    public const string Name = "fnac";

    public static readonly WireSamples Samples = new(
        "application/xml; charset=utf-8",
        """<?xml version="1.0" encoding="utf-8"?><Reponse xmlns="urn:example:fnac:billetterie:1" mess""",
        """<?xml version="1.0" encoding="utf-8"?><Panne>Switched on in the sandbox.</Panne>""",
        """<Billet sequence="{sequence}" operation="{line}" etat="exchanged"><Numero>TK-X</Numero></Billet>""",
        line => line.ValueKind == JsonValueKind.String ? line.GetString() : null);

    private const int MaxLines = 1_000;
    private const long MaxSequence = 9_007_199_254_740_991;

    public void Map(IEndpointRouteBuilder routes, CancellationToken stopping)
    {
        var v1 = routes.MapGroup("/fnac/v1");
        void Service(string path, Operation operation, Func<FnacRequest, FnacAnswer> answer) => v1
            .MapPost(path, (HttpRequest request) => Answer(request, answer))
            .AddEndpointFilter(new FailureFilter(distributor, operation, stopping));

        Service("/allotements", Operation.Allotment, TakeAllotment);
        Service("/etat-ventes", Operation.Status, Status);
        Service("/preparation-controle", Operation.Preparation, Prepare);
        Service("/donnees-controle", Operation.Sales, ReadTickets);
    }

    private async Task<IResult> Answer(HttpRequest http, Func<FnacRequest, FnacAnswer> answer)
    {
        var (request, problem) = await FnacRequest.Read(http);
        if (request is null)
        {
            return problem!.Result(Guid.Empty);
        }

        var (user, password, managerCode) = distributor.Credentials.Now();
        return request.Login == user && request.Password == password && request.ManagerCode == managerCode
            ? answer(request).Result(request.Message)
            : FnacAnswer.Error("IDENTIFICATION", "The login, the password or the manager code is wrong.").Result(request.Message);
    }

    private FnacAnswer TakeAllotment(FnacRequest request)
    {
        if (AllotmentXml.Read(request, out var wrong) is not { } change)
        {
            return wrong!;
        }

        return distributor.Book.Take(change) switch
        {
            TakeOutcome.Taken taken => FnacAnswer.Yes(AllotmentXml.Write(change, taken.Result)),
            TakeOutcome.UnknownPerformance => UnknownPerformance(change.Performance),
            TakeOutcome.Superseded superseded => FnacAnswer.Error(
                "VERSION_DEPASSEE",
                $"Version {change.Version} is not newer than {superseded.LastVersion}.",
                new XAttribute("derniereVersion", superseded.LastVersion)),
            _ => FnacAnswer.Error("MESSAGE_DIFFERENT", $"The message {change.Id} was taken with other content."),
        };
    }

    private FnacAnswer Status(FnacRequest request)
    {
        if (Performance(request, "EtatVentes", out var wrong) is not { } performance)
        {
            return wrong!;
        }

        return distributor.Performances.View(performance) is { } view
            ? FnacAnswer.Yes(new XElement(
                FnacXml.Ns + "EtatVentes",
                new XAttribute("seance", performance),
                new XAttribute("version", view.Version),
                new XElement(FnacXml.Ns + "Places", new XAttribute("allotement", view.Numbered.Allotted), new XAttribute("vendu", view.Numbered.Sold)),
                view.Areas.Select(area => new XElement(
                    FnacXml.Ns + "Zone",
                    new XAttribute("zone", area.Area),
                    new XAttribute("allotement", area.Allotted),
                    new XAttribute("vendu", area.Sold))),
                view.Places.Select(place => new XElement(
                    FnacXml.Ns + "Place", new XAttribute("cle", place.Place), new XAttribute("vendue", place.Ticket is not null)))))
            : UnknownPerformance(performance);
    }

    private FnacAnswer Prepare(FnacRequest request)
    {
        if (Performance(request, "PreparationControle", out var wrong) is not { } performance)
        {
            return wrong!;
        }

        return distributor.Closings.Close(performance) is { } closing
            ? FnacAnswer.Yes(new XElement(
                FnacXml.Ns + "PreparationControle",
                new XAttribute("seance", performance),
                new XAttribute("billets", closing.Tickets),
                new XAttribute("cloture", FnacXml.Time(closing.At))))
            : UnknownPerformance(performance);
    }

    private FnacAnswer ReadTickets(FnacRequest request)
    {
        if (request.Problem("DonneesControle", ["depuis", "maximum"]) is { } problem)
        {
            return problem;
        }

        if (!long.TryParse(request.Attribute("depuis"), NumberStyles.None, CultureInfo.InvariantCulture, out var since) || since > MaxSequence)
        {
            return FnacAnswer.Invalid("depuis", "Not a sequence.");
        }

        if (!int.TryParse(request.Attribute("maximum"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit is < 1 or > MaxLines)
        {
            return FnacAnswer.Invalid("maximum", $"1 to {MaxLines}.");
        }

        return distributor.Feed.ReadSince(since, limit) is { } page
            ? FnacAnswer.Yes(writer => TicketsXml.Write(writer, since, page))
            : FnacAnswer.Error("SEQUENCE_INCONNUE", $"No ticket has had the sequence {since} yet.");
    }

    private static string? Performance(FnacRequest request, string service, out FnacAnswer? wrong)
    {
        wrong = request.Problem(service, ["seance"]) ?? (AllotmentChecks.IsId(request.Attribute("seance")) ? null : FnacAnswer.Invalid("seance", "Not an id."));
        return wrong is null ? request.Attribute("seance") : null;
    }

    private static FnacAnswer UnknownPerformance(string performance) =>
        FnacAnswer.Error("SEANCE_INCONNUE", $"There is no performance “{performance}”.");
}
