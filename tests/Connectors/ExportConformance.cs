using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Shouldly;
using Xunit;
using static Distribution.Tests.Connectors.ConnectorBench;

namespace Distribution.Tests.Connectors;

public abstract class ExportConformance(string type) : ImportConformance(type)
{
    [Fact]
    public async Task What_is_accepted_is_what_the_distributor_has()
    {
        var connector = Bench.Connector();
        await Send(connector, Message(1, add: ["1", "2", "3"], standing: 50));

        var answer = await Answered(connector, Message(2, add: ["4"], withdraw: ["2"], standing: 40));

        answer.Places.ShouldBe([new(new("4"), PlaceVerdict.Accepted), new(new("2"), PlaceVerdict.Accepted)]);
        answer.Areas.ShouldBe([new(new("Standing"), 40, 0)]);
        var allotment = await Bench.Sandbox.Allotment(Performance);
        allotment.Places.Select(place => place.Place).ShouldBe(["1", "3", "4"]);
        allotment.Areas.Single().ShouldBe(new("PIT", "C2", 40, 0));
    }

    [Fact]
    public async Task Five_thousand_places_go_in_one_message()
    {
        var places = Enumerable.Range(1, 5000).Select(number => $"Süd-{number}").ToArray();

        var answer = await Answered(Bench.Connector(), Message(1, add: places));

        answer.Places.Length.ShouldBe(5000);
        (await Bench.Sandbox.Allotment(Performance)).Numbered.Allotted.ShouldBe(5000);
    }

    [Fact]
    public async Task A_refused_place_bears_the_distributors_reason_and_the_others_go_on()
    {
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.RefusePlaces, Places: ["2"], Reason: "Row is closed."));

        var answer = await Answered(Bench.Connector(), Message(1, add: ["1", "2"]));

        answer.Places.ShouldBe([new(new("1"), PlaceVerdict.Accepted), new(new("2"), PlaceVerdict.Refused, "Row is closed.")]);
    }

    [Fact]
    public async Task A_category_the_distributor_does_not_know_is_refused_place_by_place()
    {
        var message = Message(1, add: ["1", "2"]);
        message = message with { Additions = message.Additions.SetItem(1, message.Additions[1] with { Category = "C9" }) };

        var answer = await Answered(Bench.Connector(), message);

        answer.Places[0].Verdict.ShouldBe(PlaceVerdict.Accepted);
        answer.Places[1].Verdict.ShouldBe(PlaceVerdict.Refused);
        answer.Places[1].Reason!.ShouldContain("C9");
    }

    [Fact]
    public async Task The_same_message_again_is_answered_as_it_was_even_after_the_distributor_restarted()
    {
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.RefusePlaces, Places: ["2"], Times: 1));
        var first = await Answered(Bench.Connector(), Message(1, add: ["1", "2"], standing: 10));
        await Send(Bench.Connector(), Message(2, withdraw: ["1"], standing: 5));
        await Bench.RestartSandbox();

        var again = await Answered(Bench.Connector(), Message(1, add: ["1", "2"], standing: 10));

        again.Places.ShouldBe(first.Places);
        again.Areas.ShouldBe(first.Areas);
        (await Bench.Sandbox.Allotment(Performance)).Places.ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_content_under_a_known_id_is_in_doubt()
    {
        await Send(Bench.Connector(), Message(1, add: ["1"]));

        (await InDoubt(Bench.Connector(), Message(1, add: ["2"]))).Kind.ShouldBe(ErrorKind.Technical);
    }

    [Fact]
    public async Task A_version_that_is_not_newer_is_not_taken()
    {
        await Send(Bench.Connector(), Message(7, add: ["1"]));

        var answer = (await Send(Bench.Connector(), Message(6, withdraw: ["1"]))).ShouldBeOfType<AllotmentAnswer.NotTaken>();

        answer.LastVersion.ShouldBe(7);
        Complete(answer.Error).Message.ShouldContain("version 7");
        answer.Error.WhatToDo.ShouldContain("goes on from that version");
        (await Bench.Sandbox.Allotment(Performance)).Places.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_arrives_late_does_not_undo_a_newer_one()
    {
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.Late, Times: 1, Milliseconds: 60_000));
        await InDoubt(Bench.HastyConnector(), Message(1, add: ["1"]));
        await Send(Bench.Connector(), Message(2, add: ["2"]));

        Bench.SandboxTime.Advance(TimeSpan.FromMinutes(1));

        await NotTaken(Bench.Connector(), Message(1, add: ["1"]));
        (await Bench.Sandbox.Allotment(Performance)).Places.Select(place => place.Place).ShouldBe(["2"]);
    }

    [Fact]
    public async Task A_performance_the_distributor_does_not_know_is_an_error_of_the_mapping()
    {
        var error = await NotTaken(Bench.Connector(), Message(1, add: ["1"]) with { Performance = "P/404?" });

        error.Kind.ShouldBe(ErrorKind.Mapping);
        error.Message.ShouldContain("P/404?");
        error.WhatToDo.ShouldContain("mapping");
    }

    [Fact]
    public async Task A_place_sold_before_its_withdrawal_arrives_is_already_sold()
    {
        await Send(Bench.Connector(), Message(1, add: ["1", "2"], standing: 10));
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.SellBeforeWithdrawal, Places: ["2"], Times: 1));
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.SellBeforeWithdrawal, Area: "PIT", Count: 4, Times: 1));

        var answer = await Answered(Bench.Connector(), Message(2, withdraw: ["1", "2"], standing: 0));

        answer.Places.ShouldBe([new(new("1"), PlaceVerdict.Accepted), new(new("2"), PlaceVerdict.AlreadySold)]);
        var area = answer.Areas.ShouldHaveSingleItem();
        (area.Allotted, area.Sold).ShouldBe((4, 4));
        area.Reason.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_time_out_is_in_doubt_until_the_same_message_is_answered()
    {
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.Slow, Operation.Allotment, Times: 1, Milliseconds: 600_000));

        var error = await InDoubt(Bench.HastyConnector(), Message(1, add: ["1"]));

        error.Kind.ShouldBe(ErrorKind.Technical);
        (await Answered(Bench.Connector(), Message(1, add: ["1"]))).Places.Single().Verdict.ShouldBe(PlaceVerdict.Accepted);
    }

    [Theory]
    [InlineData(FailureKind.DropAnswer, true)]
    [InlineData(FailureKind.CutAnswer, true)]
    [InlineData(FailureKind.DropConnection, false)]
    public async Task A_broken_connection_is_in_doubt_until_the_same_message_is_answered(FailureKind kind, bool taken)
    {
        await Bench.Sandbox.SwitchOn(new Failure(kind, Operation.Allotment));

        await InDoubt(Bench.Connector(), Message(1, add: ["1"]));

        (await Bench.Sandbox.Allotment(Performance)).Places.Count.ShouldBe(taken ? 1 : 0);
        await Bench.Sandbox.ClearFailures();
        (await Answered(Bench.Connector(), Message(1, add: ["1"]))).Places.Single().Verdict.ShouldBe(PlaceVerdict.Accepted);
    }

    [Theory]
    [InlineData(FailureKind.DropAnswer)]
    [InlineData(FailureKind.CutAnswer)]
    [InlineData(FailureKind.DropConnection)]
    [InlineData(FailureKind.Answer)]
    public async Task A_failure_that_passes_is_retried_with_the_same_message(FailureKind kind)
    {
        await Bench.Sandbox.SwitchOn(new Failure(kind, Operation.Allotment, Times: 2));

        (await Answered(Bench.Connector(), Message(1, add: ["1"]))).Places.Single().Verdict.ShouldBe(PlaceVerdict.Accepted);

        (await Bench.Sandbox.State()).Requests.Allotment.ShouldBe(3);
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(503, true)]
    public async Task A_fault_of_the_distributor_is_in_doubt_after_every_retry(int status, bool taken)
    {
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.Answer, Operation.Allotment, Status: status, Taken: taken));

        var error = await InDoubt(Bench.Connector(), Message(1, add: ["1"]));

        error.Kind.ShouldBe(ErrorKind.Technical);
        error.Message.ShouldContain($"{status}");
        (await Bench.Sandbox.State()).Requests.Allotment.ShouldBe(3);
    }

    [Fact]
    public async Task Garbage_is_in_doubt_and_the_distributors_to_mend()
    {
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.Garbage, Operation.Allotment, Taken: true));

        (await InDoubt(Bench.Connector(), Message(1, add: ["1"]))).Kind.ShouldBe(ErrorKind.External);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_in_doubt_and_not_asked_for_again()
    {
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.TooLarge, Operation.Allotment, Bytes: 3_000_000));

        var error = await InDoubt(Bench.Connector(("MaxAnswerBytes", "1000000")), Message(1, add: ["1"]));

        error.Message.ShouldContain("larger than");
        (await Bench.Sandbox.State()).Requests.Allotment.ShouldBe(1);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.Answer, Operation.Allotment, Status: 307));

        (await InDoubt(Bench.Connector(), Message(1, add: ["1"]))).Message.ShouldContain("redirection");
    }

    [Fact]
    public async Task A_wrong_password_is_not_taken_and_not_tried_again()
    {
        var answer = await Bench.Connector().SendAllotment(Bench.WrongPassword, Message(1, add: ["1"]), CancellationToken.None);

        var error = answer.ShouldBeOfType<AllotmentAnswer.NotTaken>().Error;
        error.Kind.ShouldBe(ErrorKind.Technical);
        error.WhatToDo.ShouldContain("set-up");
        (await Bench.Sandbox.State()).Requests.Allotment.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_after_an_attempt_that_may_have_arrived_is_in_doubt()
    {
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.Answer, Operation.Allotment, Times: 1));

        var answer = await Bench.Connector().SendAllotment(Bench.WrongPassword, Message(1, add: ["1"]), CancellationToken.None);

        answer.ShouldBeOfType<AllotmentAnswer.InDoubt>();
    }

    [Fact]
    public async Task Being_asked_to_slow_down_is_not_taken()
    {
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.Answer, Operation.Allotment, Status: 429));

        (await NotTaken(Bench.Connector(), Message(1, add: ["1"]))).Kind.ShouldBe(ErrorKind.Technical);
    }

    [Fact]
    public async Task Being_asked_to_wait_for_long_ends_the_tries()
    {
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.Answer, Operation.Allotment, Status: 429, RetryAfterSeconds: 3600));

        await NotTaken(Bench.Connector(), Message(1, add: ["1"]));

        (await Bench.Sandbox.State()).Requests.Allotment.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_distributor_has_and_has_sold_is_asked_of_it()
    {
        Bench.Connector().Capabilities.AllotmentStatus.ShouldBeTrue();
        await Send(Bench.Connector(), Message(1, add: ["1", "2", "3"], standing: 10));
        await Bench.Sandbox.Sell(new SaleOrder(Performance, Places: ["2"]));
        await Bench.Sandbox.Sell(new SaleOrder(Performance, Standing: 4));

        var status = (await Bench.Connector().ReadAllotment(Bench.Link, Performance, CancellationToken.None)).ShouldBeOfType<StatusAnswer.Read>().Status;

        status.Version.ShouldBe(1);
        status.Numbered.ShouldBe(new AllotmentTally(3, 1));
        status.Areas.ShouldBe([new AreaTally("PIT", new AllotmentTally(10, 4))]);
        if (!status.Places.IsEmpty)
        {
            status.Places.ShouldBe([new(new("1"), false), new(new("2"), true), new(new("3"), false)], ignoreOrder: true);
        }
    }

    [Theory]
    [InlineData(FailureKind.Garbage, ErrorKind.External)]
    [InlineData(FailureKind.TooLarge, ErrorKind.External)]
    [InlineData(FailureKind.DropConnection, ErrorKind.Technical)]
    [InlineData(FailureKind.Answer, ErrorKind.Technical)]
    public async Task A_status_that_can_not_be_had_is_told(FailureKind failure, ErrorKind kind)
    {
        await Bench.Sandbox.SwitchOn(new Failure(failure, Operation.Status, Bytes: 3_000_000));

        var answer = await Bench.Connector(("MaxAnswerBytes", "1000000")).ReadAllotment(Bench.Link, Performance, CancellationToken.None);

        Complete(answer.ShouldBeOfType<StatusAnswer.Failed>().Error).Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task The_status_of_a_performance_the_distributor_does_not_know_is_an_error_of_the_mapping()
    {
        var answer = await Bench.Connector().ReadAllotment(Bench.Link, "P/404?", CancellationToken.None);

        Complete(answer.ShouldBeOfType<StatusAnswer.Failed>().Error).Kind.ShouldBe(ErrorKind.Mapping);
    }

    [Fact]
    public async Task A_connection_that_can_not_be_made_secure_is_not_taken()
    {
        var plain = Bench.Link.Url;
        var link = Bench.Link with { Url = new Uri($"https://{plain.Authority}{plain.AbsolutePath}") };

        var answer = await Bench.Connector().SendAllotment(link, Message(1, add: ["1"]), CancellationToken.None);

        answer.ShouldBeOfType<AllotmentAnswer.NotTaken>().Error.Message.ShouldContain("secure connection");
    }

    [Fact]
    public async Task A_refused_connection_is_not_taken()
    {
        await Bench.StopSandbox();

        var error = await NotTaken(Bench.Connector(), Message(1, add: ["1"]));

        error.Kind.ShouldBe(ErrorKind.Technical);
        error.Message.ShouldContain(Bench.Link.Url.Authority);
    }

    [Fact]
    public async Task An_open_circuit_sends_nothing_and_leaves_imports_alone()
    {
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.Answer, Operation.Allotment));
        var connector = Bench.Connector(("BreakerThreshold", "2"), ("BreakDuration", "00:30:00"), ("Retries", "0"));
        await InDoubt(connector, Message(1, add: ["1"]));
        await InDoubt(connector, Message(1, add: ["1"]));
        await Bench.Sandbox.ClearFailures();

        await NotTaken(connector, Message(1, add: ["1"]));

        (await Bench.Sandbox.State()).Requests.Allotment.ShouldBe(2);
        (await Bench.Pull(connector)).ShouldBeOfType<PullAnswer.Page>();
    }

    [Theory]
    [InlineData("http://ticketnet.example/api")]
    [InlineData("ftp://ticketnet.example/api")]
    [InlineData("https://user:secret@ticketnet.example/api")]
    [InlineData("https://ticketnet.example/api?key=secret")]
    public async Task An_address_that_would_give_secrets_away_is_not_used(string url)
    {
        var answer = await Bench.Connector().SendAllotment(Bench.Link with { Url = new Uri(url) }, Message(1, add: ["1"]), CancellationToken.None);

        var error = answer.ShouldBeOfType<AllotmentAnswer.NotTaken>().Error;
        error.Kind.ShouldBe(ErrorKind.Technical);
        error.Message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Who_cancels_gets_a_cancellation()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Bench.Connector().SendAllotment(Bench.Link, Message(1, add: ["1"]), cancelled.Token));
    }

    [Fact]
    public async Task Password_and_manager_code_are_never_logged()
    {
        var connector = Bench.Connector();
        await Send(connector, Message(1, add: ["1"]));
        await Bench.Sandbox.Sell(new SaleOrder(Performance, Numbered: 1));
        await Bench.Pull(connector);
        await Bench.Sandbox.SwitchOn(new Failure(FailureKind.DropAnswer));
        await InDoubt(connector, Message(2, add: ["2"]));
        await connector.PullSales(Bench.WrongPassword, null, CancellationToken.None);

        Bench.Log.Lines.ShouldNotBeEmpty();
        var basic = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{Bench.Link.User}:{Password}"));
        Bench.Log.Lines.ShouldAllBe(line =>
            !line.Contains(Password) && !line.Contains(ManagerCode) && !line.Contains("GEST &amp;") && !line.Contains(basic) && !line.Contains("Basic "));
        $"{Bench.Link}".ShouldNotContain(Password);
        $"{Bench.Link}".ShouldNotContain(ManagerCode);
    }

    private Task<AllotmentAnswer> Send(IDistributorConnector connector, AllotmentMessage message) =>
        connector.SendAllotment(Bench.Link, message, CancellationToken.None);

    private async Task<AllotmentAnswer.Answered> Answered(IDistributorConnector connector, AllotmentMessage message) =>
        (await Send(connector, message)).ShouldBeOfType<AllotmentAnswer.Answered>();

    private async Task<ExchangeError> InDoubt(IDistributorConnector connector, AllotmentMessage message) =>
        Complete((await Send(connector, message)).ShouldBeOfType<AllotmentAnswer.InDoubt>().Error);

    private async Task<ExchangeError> NotTaken(IDistributorConnector connector, AllotmentMessage message) =>
        Complete((await Send(connector, message)).ShouldBeOfType<AllotmentAnswer.NotTaken>().Error);

    private static ExchangeError Complete(ExchangeError error)
    {
        error.Message.ShouldEndWith(".");
        error.WhatToDo.ShouldEndWith(".");
        return error;
    }
}
