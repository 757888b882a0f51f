using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Distribution.Connectors;
using Distribution.Sandbox;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Shouldly;
using Xunit;
using static Distribution.Tests.Connectors.ConnectorBench;

namespace Distribution.Tests.Connectors;

/// <summary>The other side of the tests must be right itself.</summary>
public sealed class SandboxTests : IAsyncLifetime
{
    private ConnectorBench _bench = null!;

    public async Task InitializeAsync() => _bench = await ConnectorBench.Start("ticketnet");

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task It_never_sells_a_place_twice_however_many_ask()
    {
        await Allot(40, standing: 20);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 5))));

        (await _bench.Sandbox.Tickets()).Select(ticket => ticket.Place).Distinct().Count().ShouldBe(40);
        (await Refused(new SaleOrder(Performance, Numbered: 1))).Code.ShouldBe("not_enough");
        (await Refused(new SaleOrder(Performance, Places: ["1"]))).Code.ShouldBe("not_free");
        (await Refused(new SaleOrder(Performance, Standing: 21))).Code.ShouldBe("not_enough");
    }

    [Fact]
    public async Task An_order_is_sold_whole_or_not_at_all()
    {
        await Allot(3, standing: 2);

        await Refused(new SaleOrder(Performance, Numbered: 3, Standing: 3));

        (await _bench.Sandbox.Tickets()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sales_have_one_to_the_asked_number_of_tickets_and_count_up()
    {
        await Allot(60, standing: 20);

        var tickets = await _bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 50, Standing: 20, MaxTicketsPerSale: 3));

        tickets.Count.ShouldBe(70);
        tickets.GroupBy(ticket => ticket.Sale).ShouldAllBe(sale => sale.Count() <= 3);
        var allotment = await _bench.Sandbox.Allotment(Performance);
        allotment.Numbered.ShouldBe(new PlaceCounts(60, 50));
        allotment.Areas.Single().Sold.ShouldBe(20);
    }

    [Fact]
    public async Task A_cancelled_place_is_free_again_and_a_ticket_is_cancelled_once()
    {
        await Allot(1, standing: 1);
        var tickets = await _bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 1, Standing: 1));

        await _bench.Sandbox.Cancel(new CancelOrder(Performance: Performance, Count: 2));

        (await Should.ThrowAsync<RefusedException>(() => _bench.Sandbox.Cancel(new CancelOrder([tickets[0].Ticket])))).Code.ShouldBe("already_cancelled");
        var again = await _bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 1, Standing: 1));
        again.Select(ticket => ticket.Ticket).Intersect(tickets.Select(ticket => ticket.Ticket)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_it_answered_survives_a_restart_and_a_reset_uses_no_ticket_id_again()
    {
        await Allot(4, standing: 0);
        var before = await _bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 2));
        var failure = await _bench.Sandbox.SwitchOn(new Failure(FailureKind.Garbage, Times: 3));

        await _bench.RestartSandbox();

        (await _bench.Sandbox.Tickets()).ShouldBe(before);
        (await _bench.Sandbox.Failures()).Single().Id.ShouldBe(failure);
        await _bench.Sandbox.Reset();
        (await _bench.Sandbox.Tickets()).ShouldBeEmpty();
        (await _bench.Sandbox.State()).WaitingLines.ShouldBe(0);
        await _bench.Sandbox.Register(new PerformanceRegistration(Performance));
        await Allot(4, standing: 0);
        var after = await _bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 2));
        after.Select(ticket => ticket.Ticket).Intersect(before.Select(ticket => ticket.Ticket)).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_sells_at_a_rate_until_nothing_is_left()
    {
        await Allot(20, standing: 10);
        await _bench.Sandbox.SetRate(Performance, ticketsPerMinute: 6000);

        var sold = 0;
        for (var tick = 0; tick < 10_000 && sold < 30; tick++)
        {
            _bench.SandboxTime.Advance(TimeSpan.FromMilliseconds(200));
            sold = (await _bench.Sandbox.Tickets()).Count;
        }

        sold.ShouldBe(30);
    }

    [Theory]
    [InlineData("{", 400, "malformed")]
    [InlineData("""{"performance":"P-1","version":1,"additions":[],"withdrawals":[]}""", 400, "malformed")]
    [InlineData("""{"performance":"P-1","version":1,"additions":[],"withdrawals":[],"areas":[],"more":1}""", 400, "malformed")]
    [InlineData("""{"performance":"P-1","version":0,"additions":[],"withdrawals":[],"areas":[]}""", 422, "version")]
    [InlineData("""{"performance":"P-1","version":1,"additions":[],"withdrawals":["1","1"],"areas":[]}""", 422, "withdrawals[1]")]
    [InlineData("""{"performance":"P-1","version":1,"additions":[],"withdrawals":[""],"areas":[]}""", 422, "withdrawals[0]")]
    [InlineData("""{"performance":"P-1","version":1,"additions":[null],"withdrawals":[],"areas":[]}""", 422, "additions[0]")]
    [InlineData("""{"performance":"P-1","version":1,"additions":[],"withdrawals":[],"areas":[{"key":"S","area":"S","category":"C1","allotted":-1}]}""", 422, "areas[0]")]
    [InlineData("""{"performance":"P-2","version":1,"additions":[],"withdrawals":[],"areas":[]}""", 404, "unknown_performance")]
    public async Task It_takes_no_message_that_breaks_the_protocol(string body, int status, string says)
    {
        using var http = Http();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await http.PutAsync(new Uri($"{_bench.Link.Url}/v1/allotments/{MessageId(1)}"), content);

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldContain(says);
    }

    [Fact]
    public async Task It_answers_what_is_allotted_and_sold()
    {
        await Allot(3, standing: 5);
        await _bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 2, Standing: 1));
        using var http = Http();

        var status = await http.GetStringAsync(new Uri($"{_bench.Link.Url}/v1/allotments?performance={Performance}"));

        status.ShouldBe("""{"performance":"P-1","version":1,"places":{"allotted":3,"sold":2},"areas":[{"area":"PIT","allotted":5,"sold":1}]}""");
        (await http.GetAsync(new Uri($"{_bench.Link.Url}/v1/ping"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_page_that_was_given_does_not_grow_when_more_is_sold()
    {
        await Allot(3, standing: 0);
        await _bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 1));
        var connector = _bench.Connector();
        var first = (await _bench.Pull(connector)).ShouldBeOfType<PullAnswer.Page>();
        await _bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 1));

        var again = (await _bench.Pull(connector)).ShouldBeOfType<PullAnswer.Page>();

        again.Lines.ShouldBe(first.Lines);
        again.More.ShouldBeTrue();
        (await connector.AcknowledgeSales(_bench.WrongPassword, first.Cursor!, CancellationToken.None)).ShouldNotBeNull().WhatToDo.ShouldContain("set-up");
    }

    [Fact]
    public async Task New_credentials_hold_at_once()
    {
        await _bench.Sandbox.SetCredentials("venue", "new");

        (await _bench.Connector().PullSales(_bench.Link, null, CancellationToken.None)).ShouldBeOfType<PullAnswer.Failed>();
        (await _bench.Connector().PullSales(new ConnectorLink(_bench.Link.Url, "venue", "new"), null, CancellationToken.None)).ShouldBeOfType<PullAnswer.Page>();
    }

    [Theory]
    [InlineData("failures", """{"kind":"nonsense"}""", 400)]
    [InlineData("failures", """{"kind":"refuse_places"}""", 400)]
    [InlineData("performances", """{"id":""}""", 400)]
    [InlineData("sell", "{", 400)]
    [InlineData("sell", """{"performance":"P-1","numbered":-1}""", 400)]
    [InlineData("sell", """{"performance":"P-9"}""", 404)]
    public async Task It_says_what_is_wrong_with_an_order(string path, string body, int status)
    {
        using var http = Http();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await http.PostAsync(new Uri(_bench.Link.Url, $"/control/ticketnet/{path}"), content);

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldContain("\"message\":");
    }

    private HttpClient Http()
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_bench.Link.User}:{_bench.Link.Password}"));
        return new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", basic) } };
    }

    private async Task Allot(int numbered, int standing) => (await _bench.Connector().SendAllotment(
        _bench.Link,
        Message(1, add: [.. Enumerable.Range(1, numbered).Select(number => $"{number}")], standing: standing),
        CancellationToken.None)).ShouldBeOfType<AllotmentAnswer.Answered>();

    private async Task<RefusedException> Refused(SaleOrder order) => await Should.ThrowAsync<RefusedException>(() => _bench.Sandbox.Sell(order));
}
