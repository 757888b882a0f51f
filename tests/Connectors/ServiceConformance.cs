using Distribution.Connectors;
using Distribution.Primitives;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Shouldly;
using Xunit;
using static Distribution.Tests.Connectors.ConnectorBench;

namespace Distribution.Tests.Connectors;

/// <summary>A distributor with services over HTTP, that takes allotments and tells its sales: all cases of both, and every failure that the sandbox knows at every one of its services.</summary>
public abstract class ServiceConformance(string type) : ExportConformance(type)
{
    private static readonly Operation[] Services = [Operation.Allotment, Operation.Status, Operation.Sales, Operation.Acknowledgement, Operation.Preparation];

    /// <summary>Of the link; what is about single places has cases of its own.</summary>
    public static TheoryData<FailureKind, Operation> Failures
    {
        get
        {
            var failures = new TheoryData<FailureKind, Operation>();
            foreach (var kind in Enum.GetValues<FailureKind>().Except([FailureKind.RefusePlaces, FailureKind.SellBeforeWithdrawal]))
            {
                foreach (var service in Services)
                {
                    failures.Add(kind, service);
                }
            }

            return failures;
        }
    }

    [Theory, MemberData(nameof(Failures))]
    public async Task Whatever_befalls_a_request_once_is_answered_and_nothing_is_lost_or_doubled(FailureKind kind, Operation service)
    {
        var connector = Bench.Connector(("AttemptTimeout", "00:00:00.500"), ("Retries", "0"), ("MaxAnswerBytes", "1000000"));
        (await Bench.Connector().SendAllotment(Bench.Link, Message(1, add: ["1", "2", "3", "4"]), CancellationToken.None)).ShouldBeOfType<AllotmentAnswer.Answered>();
        await Bench.Sandbox.Sell(new SaleOrder(Performance, Places: ["1", "2", "3"]));
        await Bench.Sandbox.SwitchOn(new Failure(kind, service, Times: 1, Milliseconds: 600_000, Bytes: 3_000_000));

        var seen = new HashSet<string>(StringComparer.Ordinal);
        await Ask(connector, service, seen);
        await Bench.Sandbox.ClearFailures();

        (await Ask(Bench.Connector(), service, seen)).ShouldBeTrue();
        await ReadAll(seen);
        seen.Count.ShouldBe(3);
        var allotment = await Bench.Sandbox.Allotment(Performance);
        allotment.Places.Select(place => place.Place).Order(StringComparer.Ordinal).ShouldBe(service is Operation.Allotment ? ["1", "2", "3", "5"] : ["1", "2", "3", "4"]);
    }

    /// <returns>Whether it was answered; what goes wrong is an answer too, and never an exception.</returns>
    private async Task<bool> Ask(IDistributorConnector connector, Operation service, HashSet<string> seen)
    {
        switch (service)
        {
            case Operation.Allotment:
                return await connector.SendAllotment(Bench.Link, Message(2, add: ["5"], withdraw: ["4"]), CancellationToken.None) is AllotmentAnswer.Answered;
            case Operation.Status:
                return await connector.ReadAllotment(Bench.Link, Performance, CancellationToken.None) is StatusAnswer.Read { Status.Numbered: { Allotted: 4, Sold: 3 } };
            case Operation.Sales:
                return await Read(connector, seen) is PullAnswer.Page;
            case Operation.Acknowledgement:
                return await Read(connector, seen) is PullAnswer.Page page && (page.Cursor is null || await Bench.Acknowledge(connector, page.Cursor) is null);
            case Operation.Preparation when !connector.Capabilities.AccessControl:
                await Should.ThrowAsync<NotSupportedException>(() => connector.PrepareAccessControl(Bench.Link, Performance, CancellationToken.None));
                return true;
            case Operation.Preparation:
                return await connector.PrepareAccessControl(Bench.Link, Performance, CancellationToken.None) is PreparationAnswer.Prepared { Preparation.Tickets: 3 };
            default:
                throw new ArgumentOutOfRangeException(nameof(service), service, "There is no such service.");
        }
    }

    private async Task<PullAnswer> Read(IDistributorConnector connector, HashSet<string> seen)
    {
        var answer = await Bench.Pull(connector);
        seen.UnionWith(answer is PullAnswer.Page page ? page.Lines.Select(line => line.Reference) : []);
        return answer;
    }

    private async Task ReadAll(HashSet<string> seen)
    {
        for (PullAnswer.Page? page = null; page is null or { More: true } or { Lines.IsEmpty: false, Cursor: not null };)
        {
            page = (await Read(Bench.Connector(), seen)).ShouldBeOfType<PullAnswer.Page>();
            if (page.Cursor is not null)
            {
                (await Bench.Acknowledge(Bench.Connector(), page.Cursor)).ShouldBeNull();
            }
        }
    }
}
