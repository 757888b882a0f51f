using System.Text;
using System.Xml;
using CsCheck;
using Distribution.Connectors;
using Distribution.Connectors.Fnac;
using Distribution.Connectors.Fnac.Wire;
using Distribution.Primitives;
using Shouldly;
using Xunit;

namespace Distribution.Tests.Connectors;

/// <summary>Fnac's answers are held to its page, element by element, whatever they hold.</summary>
public class FnacReadingTests
{
    private const string Ns = "urn:example:fnac:billetterie:1";
    private const string Accepted = """<Place cle="A-1" statut="ACCEPTEE"/>""";

    private const string Sold =
        """<Billet sequence="8" operation="L1" etat="VENDU"><Numero>T1</Numero><Dossier>S1</Dossier><Seance>P</Seance><Place>A-1</Place><Categorie>C</Categorie><Tarif>X</Tarif><Prix devise="EUR">45,00</Prix><DateVente>2025-03-14T20:30:00.25+01:00</DateVente></Billet>""";

    private static readonly AllotmentMessage Asked = new(
        new Guid("5b2c9d0e-6f0a-4c57-9a51-0d3f3a4e2b11"),
        "P",
        7,
        [new(new("A-1"), "A", "1", "1", "C")],
        [new("A-2")],
        [new(new("Standing"), "PIT", "C", 50)]);

    [Fact]
    public void A_right_answer_is_read_and_what_is_unknown_in_it_is_passed_over()
    {
        var reply = Allotment(
            $"""<!-- made in Ivry --><Allotement seance="P" version="7" neuf="1"><Neuf><Place/></Neuf>{Accepted}<x:Place xmlns:x="urn:x"/><Zone cle="Standing" allotement="50" vendu="2"/></Allotement>""");

        reply.Problem.ShouldBeNull();
        reply.Value!.Places.ShouldBe([new PlaceAnswer(new("A-1"), PlaceVerdict.Accepted)]);
        reply.Value.Areas.ShouldBe([new AreaAnswer(new("Standing"), 50, 2)]);
    }

    [Theory]
    [InlineData("""<Place cle="A-9" statut="ACCEPTEE"/>""", "A-9")]
    [InlineData("""<Place cle="A-1" statut="PEUT-ETRE"/>""", "PEUT-ETRE")]
    [InlineData("""<Place cle="A-1"/>""", "A-1")]
    [InlineData("""<Place statut="ACCEPTEE"/>""", "not asked")]
    [InlineData("""<Place cle="A-1" statut="DEJA_VENDUE"/>""", "DEJA_VENDUE")]
    [InlineData(Accepted + Accepted, "twice")]
    [InlineData("""<Zone cle="Balcony" allotement="1" vendu="0"/>""", "Balcony")]
    [InlineData("""<Zone cle="Standing" allotement="50"/>""", "Standing")]
    [InlineData("""<Zone cle="Standing" allotement="5" vendu="6"/>""", "Standing")]
    [InlineData("""<Zone cle="Standing" allotement="-1" vendu="-1"/>""", "Standing")]
    [InlineData("""<Zone cle="Standing" allotement="200001" vendu="0"/>""", "Standing")]
    [InlineData("oui", "<Allotement> has text")]
    public void An_answer_that_makes_no_sense_is_not_believed(string content, string problem)
    {
        var reply = Allotment($"""<Allotement seance="P" version="7">{content}</Allotement>""");

        reply.Value.ShouldBeNull();
        reply.Problem.ShouldNotBeNull().ShouldContain(problem);
    }

    [Theory]
    [InlineData("""<Allotement seance="Q" version="7"/>""", "another message")]
    [InlineData("""<Allotement seance="P" version="6"/>""", "another message")]
    [InlineData("""<Allotement seance="P"/>""", "another message")]
    [InlineData("""<EtatVentes seance="P" version="7"/>""", "no <Allotement>")]
    [InlineData("""<Allotement xmlns="urn:other" seance="P" version="7"/>""", "no <Allotement>")]
    [InlineData("""<Allotement seance="P" version="7"/><Allotement seance="P" version="7"/>""", "twice")]
    [InlineData("", "no <Allotement>")]
    public void The_answer_to_something_else_is_not_believed(string content, string problem) =>
        Allotment(content).Problem.ShouldNotBeNull().ShouldContain(problem);

    [Theory]
    [InlineData("", "not well-formed")]
    [InlineData("{}", "not well-formed")]
    [InlineData("<html><body/></html>", "begins with <html>")]
    [InlineData("""<Reponse message="5b2c9d0e-6f0a-4c57-9a51-0d3f3a4e2b11"/>""", "of the namespace “”")]
    [InlineData("""<Reponse xmlns="urn:example:fnac:billetterie:2"/>""", "billetterie:2")]
    [InlineData("""<Reponse xmlns="urn:example:fnac:billetterie:1"><Allotement seance="P" version="7"/></Reponse>""", "another message")]
    [InlineData("""<Reponse xmlns="urn:example:fnac:billetterie:1"><Allotement>""", "not well-formed")]
    [InlineData("""<Reponse xmlns="urn:example:fnac:billetterie:1"/><Reponse/>""", "not well-formed")]
    [InlineData("""<?xml version="1.0" encoding="iso-8859-1"?><Reponse/>""", "iso-8859-1")]
    [InlineData("""<!DOCTYPE Reponse SYSTEM "http://127.0.0.1:9/x.dtd"><Reponse/>""", "DTD")]
    [InlineData("""<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><r>&b;</r>""", "DTD")]
    [InlineData("""<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]><r>&f;</r>""", "DTD")]
    [InlineData("<Reponse>&inconnue;</Reponse>", "not well-formed")]
    [InlineData("<Reponse>&#0;</Reponse>", "not well-formed")]
    [InlineData("<Reponse>&#xD800;</Reponse>", "not well-formed")]
    [InlineData("<Reponse a='1' a='2'/>", "not well-formed")]
    public void A_document_that_is_not_what_was_agreed_is_not_read(string document, string problem) =>
        Document(Encoding.UTF8.GetBytes(document)).Problem.ShouldNotBeNull().ShouldContain(problem);

    [Fact]
    public void Other_encodings_are_not_read_and_a_byte_order_mark_is_passed_over()
    {
        var right = Envelope("""<Allotement seance="P" version="7"/>""");

        Document([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(right)]).Value.ShouldNotBeNull();
        Document(Encoding.Latin1.GetBytes($"<é>{right}</é>")).Problem.ShouldBe("it is not UTF-8");
        Document([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(right)]).Problem.ShouldBe("it is not UTF-8");
        Document(Encoding.Unicode.GetBytes(right)).Problem.ShouldNotBeNull();
    }

    [Fact]
    public void Depth_and_the_size_of_a_tag_are_limited_whatever_they_would_cost()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 3_000_000));
        var wide = $"<Reponse {string.Join(' ', Enumerable.Range(0, 1_000_000).Select(i => $"a{i}='>'"))}/>";

        Document(Encoding.UTF8.GetBytes(deep)).Problem.ShouldNotBeNull().ShouldContain("nested more than 16 deep");
        Document(Encoding.UTF8.GetBytes(wide)).Problem.ShouldNotBeNull().ShouldContain("tag of more than");
        Document(Encoding.UTF8.GetBytes($"<!--{new string('"', 100_000)}--><Reponse/>")).Problem.ShouldNotBeNull().ShouldContain("begins with");
    }

    [Fact]
    public void An_error_is_read_with_what_it_names_also_where_fnac_could_not_read_the_message()
    {
        var error = Allotment("""<Erreur code="VERSION_DEPASSEE" derniereVersion="9">Trop vieux.</Erreur>""").Error.ShouldNotBeNull();

        error.ShouldBe(new FnacError("VERSION_DEPASSEE", null, 9, "Trop vieux."));
        Document(Encoding.UTF8.GetBytes($"""<Reponse xmlns="{Ns}" message="{Guid.Empty}"><Erreur code="XML_INVALIDE" champ="x"/></Reponse>"""))
            .Error.ShouldBe(new FnacError("XML_INVALIDE", "x", null, ""));
        Document(Encoding.UTF8.GetBytes($"""<Reponse xmlns="{Ns}" message="00000000-0000-0000-0000-000000000009"><Erreur code="X"/></Reponse>"""))
            .Problem.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""<Places allotement="2" vendu="1"/><Place cle="1" vendue="true"/><Place cle="2" vendue="false"/><Zone zone="PIT" allotement="5" vendu="5"/>""", null)]
    [InlineData("""<Places allotement="2" vendu="3"/>""", "impossible")]
    [InlineData("""<Zone zone="PIT" allotement="5" vendu="5"/>""", "missing")]
    [InlineData("""<Places allotement="2" vendu="1"/><Place cle="1" vendue="true"/>""", "different things")]
    [InlineData("""<Places allotement="2" vendu="1"/><Place cle="1" vendue="true"/><Place cle="1" vendue="false"/>""", "twice")]
    [InlineData("""<Places allotement="1" vendu="1"/><Place cle="1" vendue="oui"/>""", "vendue")]
    [InlineData("""<Places allotement="1" vendu="1"/><Place vendue="true"/>""", "cle")]
    [InlineData("""<Places allotement="0" vendu="0"/><Zone zone="" allotement="5" vendu="5"/>""", "impossible")]
    [InlineData("""<Places allotement="0" vendu="0"/><Zone zone="A" allotement="5" vendu="5"/><Zone zone="A" allotement="5" vendu="5"/>""", "twice")]
    public void A_sales_state_adds_up_or_is_not_believed(string content, string? problem)
    {
        var request = FnacRequest.SalesState("P");

        var reply = FnacReply<AllotmentStatus>.Read(
            Bytes(request, $"""<EtatVentes seance="P" version="0">{content}</EtatVentes>"""), request, reader => AllotmentReading.ReadStatus(reader, "P"));

        (reply.Value is null).ShouldBe(problem is not null);
        (reply.Problem ?? "").ShouldContain(problem ?? "");
    }

    [Theory]
    [InlineData("""seance="P" billets="3" cloture="2025-03-14T20:30:00+01:00" """, null)]
    [InlineData("""seance="Q" billets="3" cloture="2025-03-14T20:30:00+01:00" """, "another performance")]
    [InlineData("""seance="P" billets="-3" cloture="2025-03-14T20:30:00+01:00" """, "billets")]
    [InlineData("""seance="P" billets="3" cloture="2025-03-14T20:30:00" """, "cloture")]
    [InlineData("""seance="P" """, "billets")]
    public void A_preparation_is_read_or_named(string attributes, string? problem)
    {
        var request = FnacRequest.Preparation("P");

        var reply = FnacReply<AccessControlPreparation>.Read(
            Bytes(request, $"<PreparationControle {attributes}/>"), request, reader => PreparationReading.Read(reader, "P"));

        (reply.Value is null).ShouldBe(problem is not null);
        (reply.Problem ?? "").ShouldContain(problem ?? "");
    }

    [Fact]
    public void A_right_ticket_is_read()
    {
        Ticket(Sold).ShouldBe(new SaleLine.Sold(
            "L1", "T1", "S1", "P", new PlaceKey("A-1"), null, "C", "X", new Money(4500, "EUR"),
            new DateTimeOffset(2025, 3, 14, 20, 30, 0, 250, TimeSpan.FromHours(1)), null));
        Ticket("""<Billet sequence="8" operation="L2" etat="ANNULE"><Numero>T1</Numero><DateAnnulation>2025-03-14T20:30:00Z</DateAnnulation></Billet>""")
            .ShouldBe(new SaleLine.Cancelled("L2", "T1", new DateTimeOffset(2025, 3, 14, 20, 30, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("<Place>A-1</Place>", "<Siege>A-1</Siege>", "Place and Zone")]
    [InlineData("<Place>A-1</Place>", "<Place>A-1</Place><Zone>PIT</Zone>", "Place and Zone")]
    [InlineData("<Place>A-1</Place>", "<Place/>", "Place")]
    [InlineData("T1", "T&#9;1", "Numero")]
    [InlineData("T1", "<b>T1</b>", "elements where a text should be")]
    [InlineData("<Numero>T1</Numero>", "<Numero>T1</Numero><Numero>T2</Numero>", "Numero is there twice")]
    [InlineData("<Numero>T1</Numero>", "", "Numero")]
    [InlineData("<Numero>T1</Numero>", "T1", "text between")]
    [InlineData("<Dossier>S1</Dossier>", "", "Dossier")]
    [InlineData("<Seance>P</Seance>", "<Seance xmlns=\"urn:x\">P</Seance>", "Seance")]
    [InlineData("45,00", "-45,00", "Prix")]
    [InlineData("45,00", "45.00", "Prix")]
    [InlineData("45,00", "45", "Prix")]
    [InlineData("45,00", "45,0", "Prix")]
    [InlineData("45,00", ",00", "Prix")]
    [InlineData("45,00", "1 045,00", "Prix")]
    [InlineData("45,00", "1000000,01", "Prix")]
    [InlineData("45,00", "99999999999999999999,00", "Prix")]
    [InlineData(" devise=\"EUR\"", "", "devise")]
    [InlineData("EUR", "JPY", "devise")]
    [InlineData("+01:00", "", "DateVente")]
    [InlineData("2025-03-14", "14/03/2025", "DateVente")]
    [InlineData("2025-03-14", "2025-02-30", "DateVente")]
    [InlineData("VENDU", "ECHANGE", "ECHANGE")]
    [InlineData("VENDU", "ANNULE", "DateAnnulation")]
    [InlineData("sequence=\"8\"", "sequence=\"huit\"", "sequence")]
    [InlineData("</Billet>", "<CodeBarres/></Billet>", "CodeBarres")]
    public void A_wrong_ticket_is_kept_with_what_is_wrong(string right, string wrong, string problem)
    {
        var xml = Sold.Replace(right, wrong, StringComparison.Ordinal);

        var line = Ticket(xml).ShouldBeOfType<SaleLine.Unreadable>();

        line.Problem.ShouldContain(problem);
        line.Reference.ShouldBe("L1");
        line.Raw.ShouldContain("Billet");
    }

    [Fact]
    public void A_ticket_without_a_name_is_known_by_its_text_and_a_huge_one_is_cut()
    {
        var first = Ticket(Sold.Replace(" operation=\"L1\"", "", StringComparison.Ordinal));

        first.Reference.ShouldStartWith("sha256:");
        Ticket(Sold.Replace(" operation=\"L1\"", "", StringComparison.Ordinal)).ShouldBe(first);
        var huge = Ticket(Sold.Replace("T1", new string('1', 1_000_000), StringComparison.Ordinal)).ShouldBeOfType<SaleLine.Unreadable>();
        huge.Raw.Length.ShouldBe(LineChecks.MaxRawLength);
        huge.Problem.ShouldContain("are kept");
    }

    [Fact]
    public void What_stands_where_a_ticket_should_is_a_line_and_not_passed_over()
    {
        var page = Page($"""<Bilet sequence="8"/><Billet xmlns="urn:x"/>{Sold.Replace("\"8\"", "\"9\"", StringComparison.Ordinal)}""", last: 9).Value.ShouldNotBeNull();

        page.Lines.Select(line => line.GetType().Name).ShouldBe(["Unreadable", "Unreadable", "Sold"]);
        page.Cursor.ShouldBe("9");
    }

    [Theory]
    [InlineData("depuis=\"6\" derniere=\"8\" suite=\"false\"", Sold, "after the sequence 7")]
    [InlineData("derniere=\"8\" suite=\"false\"", Sold, "after the sequence 7")]
    [InlineData("depuis=\"7\" suite=\"false\"", Sold, "derniere")]
    [InlineData("depuis=\"7\" derniere=\"8\"", Sold, "suite")]
    [InlineData("depuis=\"7\" derniere=\"8\" suite=\"peut-être\"", Sold, "suite")]
    [InlineData("depuis=\"7\" derniere=\"9\" suite=\"false\"", Sold, "not 9")]
    [InlineData("depuis=\"7\" derniere=\"7\" suite=\"false\"", Sold, "between 7 and 7")]
    [InlineData("depuis=\"7\" derniere=\"8\" suite=\"false\"", Sold + Sold, "between 8 and 8")]
    [InlineData("depuis=\"7\" derniere=\"8\" suite=\"false\"", "", "says that there are some")]
    [InlineData("depuis=\"7\" derniere=\"7\" suite=\"true\"", "", "says that there are some")]
    [InlineData("depuis=\"7\" derniere=\"8\" suite=\"false\"", "<A/><B/><C/><D/>", "more tickets than the 3")]
    [InlineData("depuis=\"7\" derniere=\"8\" suite=\"false\"", "TK-1", "text between")]
    public void A_wrong_page_is_not_read(string attributes, string content, string problem)
    {
        var request = FnacRequest.AccessControlData(7, 3);
        var reply = FnacReply<PullAnswer.Page>.Read(
            Bytes(request, $"<DonneesControle {attributes}>{content}</DonneesControle>"), request, reader => TicketsReading.Read(reader, 7, 3));

        reply.Value.ShouldBeNull();
        reply.Problem.ShouldNotBeNull().ShouldContain(problem);
    }

    [Fact]
    public void Whatever_stands_in_an_answer_nothing_is_thrown_and_what_is_still_a_page_has_its_other_tickets()
    {
        var bytes = Encoding.UTF8.GetBytes(Sold);
        var request = FnacRequest.AccessControlData(7, 10);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Array[1, 4].Sample(
            changes =>
            {
                var damaged = bytes.ToArray();
                foreach (var (position, value) in changes)
                {
                    damaged[position] = value;
                }

                var last = Sold.Replace("\"8\"", "\"9\"", StringComparison.Ordinal);
                byte[] content = [.. """<DonneesControle depuis="7" derniere="9" suite="false">"""u8, .. damaged, .. Encoding.UTF8.GetBytes($"{last}</DonneesControle>")];
                byte[] body = [.. Encoding.UTF8.GetBytes($"""<Reponse xmlns="{Ns}" message="{request.Message}">"""), .. content, .. "</Reponse>"u8];
                var reply = FnacReply<PullAnswer.Page>.Read(body, request, reader => TicketsReading.Read(reader, 7, 10));
                return reply.Value is null ? reply.Problem is not null || reply.Error is not null : reply.Value.Lines[^1] is SaleLine.Sold;
            },
            iter: 10_000);
    }

    private static FnacReply<AllotmentAnswer.Answered> Allotment(string content) => Document(Encoding.UTF8.GetBytes(Envelope(content)));

    private static FnacReply<AllotmentAnswer.Answered> Document(byte[] document)
    {
        var request = FnacRequest.Allotment(Asked);
        return FnacReply<AllotmentAnswer.Answered>.Read(document, request, reader => AllotmentReading.Read(reader, Asked));
    }

    private static string Envelope(string content) => $"""<?xml version="1.0" encoding="UTF-8"?><Reponse xmlns="{Ns}" message="{Asked.Id}">{content}</Reponse>""";

    private static byte[] Bytes(FnacRequest request, string content) =>
        Encoding.UTF8.GetBytes($"""<Reponse xmlns="{Ns}" message="{request.Message}">{content}</Reponse>""");

    private static FnacReply<PullAnswer.Page> Page(string tickets, long last)
    {
        var request = FnacRequest.AccessControlData(7, 10);
        return FnacReply<PullAnswer.Page>.Read(
            Bytes(request, $"""<DonneesControle depuis="7" derniere="{last}" suite="false">{tickets}</DonneesControle>"""),
            request,
            reader => TicketsReading.Read(reader, 7, 10));
    }

    private static SaleLine Ticket(string xml) => TicketReading.Read(xml.Replace("<Billet ", $"<Billet xmlns=\"{Ns}\" ", StringComparison.Ordinal));
}
