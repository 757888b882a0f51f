using System.Text;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Sandbox;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Shouldly;
using Xunit;
using static Distribution.Tests.Connectors.ConnectorBench;

namespace Distribution.Tests.Connectors;

/// <summary>What is Fnac's alone, over real HTTP.</summary>
public sealed class FnacSandboxTests : IAsyncLifetime
{
    private ConnectorBench _bench = null!;

    public async Task InitializeAsync() => _bench = await ConnectorBench.Start("fnac");

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task A_prepared_performance_sells_and_cancels_nothing_more_and_says_how_many_tickets_there_are()
    {
        await Send(Message(1, add: ["1", "2", "3", "4"], standing: 5));
        await _bench.Sandbox.Sell(new SaleOrder(Performance, Places: ["1", "2", "3"]));
        var ticket = (await _bench.Sandbox.Sell(new SaleOrder(Performance, Standing: 1))).Single();
        await _bench.Sandbox.Cancel(new CancelOrder([ticket.Ticket]));
        var closed = _bench.SandboxTime.GetUtcNow();

        var prepared = await Prepare();

        prepared.ShouldBe(new AccessControlPreparation(3, closed));
        (await Should.ThrowAsync<RefusedException>(() => _bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 1)))).Code.ShouldBe("closed");
        (await Should.ThrowAsync<RefusedException>(() => _bench.Sandbox.Cancel(new CancelOrder(Performance: Performance, Count: 1)))).Code.ShouldBe("closed");
        await _bench.RestartSandbox();
        _bench.SandboxTime.Advance(TimeSpan.FromHours(1));
        (await Prepare()).ShouldBe(prepared);
        (await _bench.Sandbox.State()).Requests.Preparation.ShouldBe(1);
    }

    [Fact]
    public async Task A_prepared_performance_gives_places_back_and_takes_none()
    {
        await Send(Message(1, add: ["1", "2"], standing: 5));
        await Prepare();

        var answer = (await Send(Message(2, add: ["3"], withdraw: ["1"], standing: 6))).ShouldBeOfType<AllotmentAnswer.Answered>();

        answer.Places.Select(place => place.Verdict).ShouldBe([PlaceVerdict.Refused, PlaceVerdict.Accepted]);
        answer.Areas.Single().Allotted.ShouldBe(5);
        (await Send(Message(3, standing: 0))).ShouldBeOfType<AllotmentAnswer.Answered>().Areas.Single().Allotted.ShouldBe(0);
    }

    [Fact]
    public async Task A_preparation_of_what_fnac_does_not_know_is_an_error_of_the_mapping_and_a_lost_answer_is_asked_for_again()
    {
        var answer = await _bench.Connector().PrepareAccessControl(_bench.Link, "P-404", CancellationToken.None);
        answer.ShouldBeOfType<PreparationAnswer.Failed>().Error.Kind.ShouldBe(ErrorKind.Mapping);

        await _bench.Sandbox.SwitchOn(new Failure(FailureKind.DropAnswer, Operation.Preparation, Times: 1));
        (await Prepare()).Tickets.ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GEST-0001")]
    [InlineData("GEST\u0001")]
    [InlineData("\ud800")]
    public async Task A_wrong_manager_code_is_not_taken_and_told(string code)
    {
        var answer = await _bench.Connector().SendAllotment(_bench.Link with { ManagerCode = code }, Message(1, add: ["1"]), CancellationToken.None);

        var error = answer.ShouldBeOfType<AllotmentAnswer.NotTaken>().Error;
        error.Kind.ShouldBe(ErrorKind.Technical);
        error.Message.ShouldContain("manager code");
        error.WhatToDo.ShouldContain("set-up");
    }

    [Fact]
    public async Task What_xml_can_not_bear_is_not_sent()
    {
        var answer = await Send(Message(1, add: ["1\ud800"]));

        answer.ShouldBeOfType<AllotmentAnswer.NotTaken>().Error.Message.ShouldContain("XML");
        (await _bench.Sandbox.State()).Requests.Allotment.ShouldBe(0);
    }

    [Fact]
    public async Task Odd_names_come_back_as_they_went()
    {
        await Send(Message(1, add: ["<&\"'>\u00a0é", " 1 "]));
        await _bench.Sandbox.Sell(new SaleOrder(Performance, Places: ["<&\"'>\u00a0é", " 1 "]));

        var page = (await _bench.Pull(_bench.Connector())).ShouldBeOfType<PullAnswer.Page>();

        page.Lines.Cast<SaleLine.Sold>().Select(line => line.Place!.Value.Value).ShouldBe(["<&\"'>\u00a0é", " 1 "]);
    }

    [Fact]
    public async Task A_page_that_is_no_xml_any_more_can_not_be_divided_and_is_fnacs_to_mend()
    {
        await _bench.Sandbox.SendMalformedText("<Billet><Numero>TK-1</Billet>");

        (await _bench.Pull(_bench.Connector())).ShouldBeOfType<PullAnswer.Failed>().Error.Kind.ShouldBe(ErrorKind.External);
    }

    [Theory]
    [InlineData("<", "XML_INVALIDE")]
    [InlineData("""<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>""", "XML_INVALIDE")]
    [InlineData("""<Demande xmlns="urn:other" message="5b2c9d0e-6f0a-4c57-9a51-0d3f3a4e2b11"/>""", "CHAMP_INVALIDE")]
    [InlineData("""<Demande xmlns="urn:example:fnac:billetterie:1" message="1"/>""", "message")]
    [InlineData("""<Demande xmlns="urn:example:fnac:billetterie:1" message="5b2c9d0e-6f0a-4c57-9a51-0d3f3a4e2b11"><Allotement/></Demande>""", "Identification")]
    [InlineData("{allotment}<Allotement seance=\"P-1\" version=\"0\"/>", "version")]
    [InlineData("{allotment}<Allotement seance=\"P-1\" version=\"1\"><Retraits><Place cle=\"1\"/><Place cle=\"1\"/></Retraits></Allotement>", "Retraits[1]")]
    [InlineData("{allotment}<Allotement seance=\"P-1\" version=\"1\"><Zones><Zone cle=\"S\" zone=\"S\" categorie=\"C1\" allotement=\"-1\"/></Zones></Allotement>", "Zones[0]")]
    [InlineData("{allotment}<Allotement seance=\"P-1\" version=\"1\" prix=\"1\"/>", "prix")]
    [InlineData("{allotment}<Allotement seance=\"P-2\" version=\"1\"/>", "SEANCE_INCONNUE")]
    [InlineData("{allotment}<EtatVentes seance=\"P-1\"/>", "EtatVentes")]
    public async Task It_takes_no_message_that_breaks_the_protocol(string xml, string says)
    {
        var envelope = $"""
            <Demande xmlns="urn:example:fnac:billetterie:1" message="{MessageId(1)}"><Identification><Login>vénue</Login><MotDePasse>{Password}</MotDePasse><CodeGestionnaire>GEST &amp; Söhne &lt;7></CodeGestionnaire></Identification>
            """.Trim();
        var body = xml.StartsWith("{allotment}", StringComparison.Ordinal) ? $"{xml.Replace("{allotment}", envelope, StringComparison.Ordinal)}</Demande>" : xml;
        using var http = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/xml");

        using var response = await http.PostAsync(new Uri($"{_bench.Link.Url}/v1/allotements"), content);

        var said = await response.Content.ReadAsStringAsync();
        said.ShouldContain("<Erreur ");
        said.ShouldContain(says);
        (await _bench.Sandbox.Allotment(Performance)).Version.ShouldBe(0);
    }

    private Task<AllotmentAnswer> Send(AllotmentMessage message) => _bench.Connector().SendAllotment(_bench.Link, message, CancellationToken.None);

    private async Task<AccessControlPreparation> Prepare() =>
        (await _bench.Connector().PrepareAccessControl(_bench.Link, Performance, CancellationToken.None))
        .ShouldBeOfType<PreparationAnswer.Prepared>().Preparation;
}
