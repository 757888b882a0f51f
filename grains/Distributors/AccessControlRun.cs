using Distribution.Connectors;

namespace Distribution.Distributors;

/// <summary>
/// Tells the distributor that the doors of a performance will open, and counts the tickets that it says are valid. It can be cut off anywhere and run
/// again: the distributor answers the same.
/// </summary>
internal sealed class AccessControlRun
{
    public async Task Run(FunctionJob job, IDistributorConnector connector, CancellationToken cancellationToken)
    {
        var ours = job.Command.Performance!.Value.ToString();
        if (job.Mappings.Theirs(MappingKind.Performance, ours) is not { } theirs)
        {
            job.Report.Fail(ours, new ExchangeError(
                ErrorKind.Mapping, "The performance has no id of the distributor.", "Enter the distributor's id for it in the interface's mappings, then run it again."));
            return;
        }

        switch (await connector.PrepareAccessControl(job.Link, theirs, cancellationToken))
        {
            case PreparationAnswer.Prepared prepared:
                job.Report.Counts = job.Report.Counts with { Final = prepared.Preparation.Tickets };
                break;
            case PreparationAnswer.Failed failed:
                job.Report.Fail(ours, failed.Error);
                break;
        }
    }
}
