using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Shouldly;
using Xunit;
using static Distribution.Tests.Connectors.ConnectorBench;

namespace Distribution.Tests.Connectors;

public abstract class ImportConformance(string type) : ConnectorConformance(type)
{
    [Fact]
    public async Task Sold_and_cancelled_tickets_come_as_they_happened()
    {
        await Allot();
        var numbered = (await Bench.Sandbox.Sell(new SaleOrder(Performance, Places: ["3"]))).Single();
        var standing = (await Bench.Sandbox.Sell(new SaleOrder(Performance, Standing: 1))).Single();
        await Bench.Sandbox.Cancel(new CancelOrder([numbered.Ticket]));

        var lines = (await Page(Bench.Connector())).Lines;

        lines.Length.ShouldBe(3);
        var first = lines[0].ShouldBeOfType<SaleLine.Sold>();
        first.ShouldBe(new SaleLine.Sold(
            first.Reference, numbered.Ticket, numbered.Sale, Performance, new PlaceKey("3"), null, "C1", "ADULT", new Money(3500, "EUR"),
            Bench.SandboxTime.GetUtcNow(), numbered.Barcode));
        var second = lines[1].ShouldBeOfType<SaleLine.Sold>();
        (second.Ticket, second.Place, second.Area, second.Category).ShouldBe((standing.Ticket, null, "PIT", "C2"));
        lines[2].ShouldBeOfType<SaleLine.Cancelled>().Ticket.ShouldBe(numbered.Ticket);
    }

    [Fact]
    public async Task Nothing_sold_is_an_empty_page_without_a_cursor()
    {
        var page = await Page(Bench.Connector());

        page.Lines.ShouldBeEmpty();
        (page.Cursor, page.More).ShouldBe((null, false));
    }

    [Fact]
    public async Task A_full_page_is_the_same_until_it_is_acknowledged_and_every_line_comes_once()
    {
        await Allot();
        await Bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 5));
        var connector = Bench.Connector(("PageSize", "3"));
        var first = await Page(connector);
        await Bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 2));
        await Bench.RestartSandbox();

        var again = await Page(connector);
        again.Lines.ShouldBe(first.Lines);
        again.Cursor.ShouldBe(first.Cursor);

        var seen = new List<SaleLine>();
        for (var page = again; page.Cursor is not null; page = await Page(connector))
        {
            page.Lines.Length.ShouldBeLessThanOrEqualTo(3);
            page.More.ShouldBe(seen.Count + page.Lines.Length < 7);
            seen.AddRange(page.Lines);
            (await Bench.Acknowledge(connector, page.Cursor)).ShouldBeNull();
        }

        seen.Select(line => line.Reference).Distinct().Count().ShouldBe(7);
        seen.Count.ShouldBe(7);
    }

    [Fact]
    public async Task Only_what_was_read_is_acknowledged_when_more_is_sold_meanwhile()
    {
        await Allot();
        await Bench.Sandbox.Sell(new SaleOrder(Performance, Places: ["1"]));
        var connector = Bench.Connector();
        var first = await Page(connector);
        await Bench.Sandbox.Sell(new SaleOrder(Performance, Places: ["2"]));

        (await Page(connector)).Lines[0].ShouldBe(first.Lines.Single());
        (await Bench.Acknowledge(connector, first.Cursor!)).ShouldBeNull();

        (await Page(connector)).Lines.Single().ShouldBeOfType<SaleLine.Sold>().Place.ShouldBe(new PlaceKey("2"));
    }

    [Fact]
    public async Task An_acknowledgement_may_come_twice_and_its_answer_may_be_lost()
    {
        await Allot();
        await Bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 1));
        var connector = Bench.Connector();
        var cursor = (await Page(connector)).Cursor!;
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.DropAnswer, Operation.Acknowledgement, Times: 1));

        (await Bench.Acknowledge(connector, cursor)).ShouldBeNull();
        (await Bench.Acknowledge(connector, cursor)).ShouldBeNull();

        (await Page(connector)).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cursor_the_distributor_never_gave_is_its_error()
    {
        var error = await Bench.Acknowledge(Bench.Connector(), "999999999999") ?? (await Bench.Pull(Bench.Connector())).ShouldBeOfType<PullAnswer.UnknownCursor>().Error;

        error.Kind.ShouldBe(ErrorKind.External);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sale_that_is_sent_twice_comes_twice_with_one_ticket(bool sameLine)
    {
        await Allot();
        var ticket = (await Bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 1))).Single().Ticket;
        await Bench.Sandbox.SendAgain(ticket, sameLine);

        var lines = (await Page(Bench.Connector())).Lines.Cast<SaleLine.Sold>().ToList();

        lines.Select(line => line.Ticket).ShouldBe([ticket, ticket]);
        (lines[0].Reference == lines[1].Reference).ShouldBe(sameLine);
    }

    [Fact]
    public async Task A_sale_of_a_place_the_distributor_no_longer_has_comes_like_any_other()
    {
        await Allot();
        await Bench.Connector().SendAllotment(Bench.Link, Message(2, withdraw: ["1"]), CancellationToken.None);
        var ticket = await Bench.Sandbox.SendGhost(new GhostOrder(Performance, "1", "C1"));

        var line = (await Page(Bench.Connector())).Lines.Single().ShouldBeOfType<SaleLine.Sold>();

        (line.Ticket, line.Place).ShouldBe((ticket.Ticket, new PlaceKey("1")));
    }

    [Fact]
    public async Task A_line_that_can_not_be_read_does_not_hold_up_the_others()
    {
        await Allot();
        await Bench.Sandbox.Sell(new SaleOrder(Performance, Places: ["1"]));
        await Bench.Sandbox.SendMalformed();
        await Bench.Sandbox.SendMalformed();
        await Bench.Sandbox.Sell(new SaleOrder(Performance, Places: ["2"]));

        var lines = (await Page(Bench.Connector())).Lines;

        lines.Select(line => line.GetType().Name).ShouldBe(["Sold", "Unreadable", "Unreadable", "Sold"]);
        lines[1].ShouldBeOfType<SaleLine.Unreadable>().Problem.ShouldContain("exchanged");
        lines[2].ShouldBeOfType<SaleLine.Unreadable>().Raw.ShouldContain("TK-X");
        lines.Select(line => line.Reference).ShouldBeUnique();
        (await Page(Bench.Connector())).Lines.ShouldBe(lines);
    }

    [Fact]
    public async Task A_page_that_can_not_be_read_is_the_distributors_to_mend_and_nothing_is_lost()
    {
        await Allot();
        await Bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 2));
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.Garbage, Operation.Sales, Times: 1, Taken: true));

        (await Failed(Bench.Connector())).Kind.ShouldBe(ErrorKind.External);

        (await Page(Bench.Connector())).Lines.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_page_that_is_too_large_is_not_read()
    {
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.TooLarge, Operation.Sales, Bytes: 3_000_000));

        (await Failed(Bench.Connector(("MaxAnswerBytes", "1000000")))).Message.ShouldContain("larger than");
    }

    [Fact]
    public async Task A_slow_page_fails_and_comes_whole_the_next_time()
    {
        await Allot();
        await Bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 2));
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.Slow, Operation.Sales, Times: 1, Milliseconds: 600_000));

        (await Failed(Bench.HastyConnector())).Kind.ShouldBe(ErrorKind.Technical);

        (await Page(Bench.Connector())).Lines.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_fault_that_passes_is_retried()
    {
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.Answer, Operation.Sales, Times: 2));

        await Page(Bench.Connector());

        (await Bench.Sandbox.State()).Requests.Sales.ShouldBe(3);
    }

    [Fact]
    public async Task A_fault_that_stays_is_technical()
    {
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.Answer, Operation.Sales, Status: 502));

        (await Failed(Bench.Connector())).Kind.ShouldBe(ErrorKind.Technical);
    }

    [Fact]
    public async Task A_wrong_password_is_technical_and_not_tried_again()
    {
        var answer = await Bench.Connector().PullSales(Bench.WrongPassword, null, CancellationToken.None);

        answer.ShouldBeOfType<PullAnswer.Failed>().Error.WhatToDo.ShouldContain("set-up");
        (await Bench.Sandbox.State()).Requests.Sales.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_connection_is_technical()
    {
        await Bench.StopSandbox();

        (await Failed(Bench.Connector())).Kind.ShouldBe(ErrorKind.Technical);
    }

    private async Task Allot() => (await Bench.Connector().SendAllotment(
        Bench.Link, Message(1, add: ["1", "2", "3", "4", "5", "6", "7"], standing: 10), CancellationToken.None)).ShouldBeOfType<AllotmentAnswer.Answered>();

    private async Task<PullAnswer.Page> Page(IDistributorConnector connector) =>
        (await Bench.Pull(connector)).ShouldBeOfType<PullAnswer.Page>();

    private async Task<ExchangeError> Failed(IDistributorConnector connector) =>
        (await Bench.Pull(connector)).ShouldBeOfType<PullAnswer.Failed>().Error;
}
