using Distribution.Connectors;
using Distribution.Distributors;

namespace Distribution.Sales.Files;

/// <summary>
/// Brings the lines of waiting files into the inbox, from where they are taken like any others. Cut off, the file waits on and is read again: its lines are known
/// by their references.
/// </summary>
internal sealed class SalesFilesImport(SalesFileStore files, SaleInbox inbox, TimeProvider time)
{
    private const int LinesAtOnce = 500;

    public async Task Keep(FunctionJob job, ImportProgress progress, IDistributorConnector connector, CancellationToken cancellationToken)
    {
        while (connector.Capabilities.Files && await files.NextWaiting(job.Interface.Interface) is ({ } file, { } content))
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (connector.ReadSalesFile(job.Link, content))
            {
                case SalesFileAnswer.Read read:
                    await Keep(job, progress, file, read);
                    break;
                case SalesFileAnswer.Unusable { Error: var error }:
                    job.Report.Add(error.Kind, file.Name, error.Message, error.WhatToDo);
                    await files.Settle(file.Id, job.Execution, SalesFileState.Unusable, 0, 0, error.Message);
                    break;
                default:
                    throw new InvalidOperationException("An answer about a file is that it was read, or that it is unusable.");
            }
        }
    }

    /// <summary>Fetches what the distributor left since. What could not be fetched does not keep what was from being read.</summary>
    public async Task Collect(FunctionJob job, IDistributorConnector connector, CancellationToken cancellationToken)
    {
        if (connector.Capabilities.Files && !job.Command.FilesOnly
            && await connector.CollectFiles(job.Link, new FetchedFiles(job, files, time), cancellationToken) is { } error)
        {
            job.Report.Fail(job.Interface.Name, error);
        }
    }

    private async Task Keep(FunctionJob job, ImportProgress progress, ReceivedSalesFile file, SalesFileAnswer.Read read)
    {
        var (lines, unreadable) = (0, 0);
        foreach (var page in read.Lines.Chunk(LinesAtOnce))
        {
            await progress.SafePoint();
            progress.Kept(await inbox.Keep(job.Interface.Interface, new PullAnswer.Page([.. page], null, false), job.LinkVersion, job.Execution, time.GetUtcNow()));
            lines += page.Length;
            unreadable += page.Count(line => line is SaleLine.Unreadable);
        }

        await files.Settle(file.Id, job.Execution, SalesFileState.Read, lines, unreadable, null);
    }
}
