using Distribution.Connectors;
using Distribution.Distributors.Executions;

namespace Distribution.Distributors;

/// <summary>
/// Tells the distributor that the doors of a performance will open, and counts the tickets that it says are valid. It can be cut off anywhere and run
/// again: the distributor answers the same. A dry run asks it how many tickets it has sold, where it can be asked, and tells it nothing.
/// </summary>
internal sealed class AccessControlRun
{
    public async Task Run(FunctionJob job, IDistributorConnector connector, CancellationToken cancellationToken)
    {
        await job.Control.SafePoint(0, 1);
        var performance = job.Command.Performance!.Value;
        var item = ItemKey.Of(performance);
        if (job.Mappings.Theirs(MappingKind.Performance, performance.ToString()) is not { } theirs)
        {
            job.Report.Fail(item, new ExchangeError(
                ErrorKind.Mapping, $"Performance {job.NameOf(performance)} has no id of the distributor.", "Enter the distributor's id for it in the interface's mappings, then run it again."));
            return;
        }

        var (tickets, note, error) = await (job.Command.DryRun ? Count(job, connector, theirs, cancellationToken) : Prepare(job, connector, theirs, cancellationToken));
        if (error is not null)
        {
            job.Report.Fail(item, error);
            return;
        }

        job.Report.Counts = job.Report.Counts with { Final = tickets };
        job.Report.Add(item, ItemAction.Prepare, ItemOutcome.Done, note);
        job.Control.Ended(1);
    }

    private static async Task<(int Tickets, string Note, ExchangeError? Error)> Prepare(
        FunctionJob job, IDistributorConnector connector, string theirs, CancellationToken cancellationToken) =>
        await connector.PrepareAccessControl(job.Link, theirs, cancellationToken) switch
        {
            PreparationAnswer.Prepared prepared => (prepared.Preparation.Tickets, $"The distributor has closed it, with {prepared.Preparation.Tickets} valid tickets.", null),
            PreparationAnswer.Failed failed => (0, "", failed.Error),
            var answer => throw new InvalidOperationException($"An answer of a kind that is not known: {answer.GetType().Name}."),
        };

    private static async Task<(int Tickets, string Note, ExchangeError? Error)> Count(
        FunctionJob job, IDistributorConnector connector, string theirs, CancellationToken cancellationToken)
    {
        if (!connector.Capabilities.AllotmentStatus)
        {
            return (0, "The distributor can't be asked how many tickets it has sold.", null);
        }

        return await connector.ReadAllotment(job.Link, theirs, cancellationToken) switch
        {
            StatusAnswer.Read { Status: var status } when Sold(status) is var sold => (sold, $"The distributor has sold {sold} tickets until now, and would sell no more.", null),
            StatusAnswer.Failed failed => (0, "", failed.Error),
            var answer => throw new InvalidOperationException($"An answer of a kind that is not known: {answer.GetType().Name}."),
        };
    }

    private static int Sold(AllotmentStatus status) => status.Numbered.Sold + status.Areas.Sum(area => area.Tally.Sold);
}
