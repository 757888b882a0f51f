using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Sales.Barcodes;
using Distribution.Sales.Conflicts;
using Distribution.Sales.Files;
using Distribution.Sales.Prices;

namespace Distribution.Sales;

/// <summary>
/// Brings a distributor's sales back. First the files that came by hand, and the lines that still wait from earlier runs; then page after page: keep it with its cursor, acknowledge
/// it, take its lines, while the next page is asked for, kept and acknowledged. A line that can't be taken never keeps another from being taken. It can be cut off anywhere
/// and run again: what was kept waits here, what was not kept was not acknowledged.
/// </summary>
internal sealed class SalesImport(
    SaleInbox inbox, PageStore pages, SalesFilesImport files, PageTaking pageTaking, SaleBatches batches, ConflictResolving resolving, PriceChecks prices, SharedBarcodes barcodes, TimeProvider time)
{
    private const int LinesAtOnce = 500;

    public async Task Run(FunctionJob job, IDistributorConnector connector, CancellationToken cancellationToken)
    {
        var progress = new ImportProgress(job);
        await Run(job, progress, connector, cancellationToken);
        await barcodes.Warn(job);
        progress.End();
    }

    private async Task Run(FunctionJob job, ImportProgress progress, IDistributorConnector connector, CancellationToken cancellationToken)
    {
        await Resume(job, cancellationToken);
        progress.Found(await inbox.CountWaiting(job.Interface.Interface));
        progress.Kept(await pages.UnpackAll(job.Interface.Interface));
        progress.LastBefore = await inbox.LastPosition(job.Interface.Interface);
        job.Prices = await prices.Load(job);
        var isOfLinesAlone = progress.IsOfLinesAlone || job.Command.Trigger is ExecutionTrigger.Mapping;
        if (!isOfLinesAlone)
        {
            await files.Collect(job, connector, cancellationToken);
            await files.Keep(job, progress, connector, cancellationToken);
        }

        var position = await TakeWaiting(job, progress, 0, cancellationToken);
        if (isOfLinesAlone || job.Command.FilesOnly || !connector.Capabilities.Import)
        {
            return;
        }

        if (job.Command.Since is { } since)
        {
            await KeepAgain(job, progress, connector, since, cancellationToken);
            position = await TakeWaiting(job, progress, position, cancellationToken);
        }

        var reading = new PageReading(job, connector, pages, await inbox.Cursor(job.Interface.Interface, job.LinkVersion), time);
        await progress.SafePoint();
        var next = reading.Next(cancellationToken);
        while (await next is { } page)
        {
            next = reading.Next(cancellationToken);
            var taken = TakePage(job, progress, page, position, cancellationToken);
            await Task.WhenAll(next, taken);
            position = await taken;
        }
    }

    private async Task<long> TakePage(FunctionJob job, ImportProgress progress, KeptPage page, long position, CancellationToken cancellationToken)
    {
        await progress.SafePoint();
        int waiting;
        await job.Lines.WaitAsync(cancellationToken);
        try
        {
            (var kept, waiting) = await pageTaking.Take(job, page);
            progress.Kept(kept);
            progress.Past(kept.New - waiting);
            position = Math.Max(position, kept.FailedTo);
        }
        finally
        {
            job.Lines.Release();
        }

        return waiting > 0 ? await TakeWaiting(job, progress, position, cancellationToken) : position;
    }

    /// <summary>What is known stays as it is, so nothing is doubled by it; no cursor is moved.</summary>
    private async Task KeepAgain(FunctionJob job, ImportProgress progress, IDistributorConnector connector, DateTimeOffset since, CancellationToken cancellationToken)
    {
        string? after = null;
        for (var page = 0; page < PageReading.MaxPages; page++)
        {
            var answer = await connector.PullHistory(job.Link, since, after, cancellationToken);
            if (answer is not PullAnswer.Page pulled)
            {
                job.Report.Fail(job.Interface.Name, PageReading.Error(answer)!);
                return;
            }

            progress.Kept(await inbox.Keep(job.Interface.Interface, pulled with { Cursor = null }, job.LinkVersion, job.Execution, time.GetUtcNow()));
            await progress.SafePoint();
            if (!pulled.More || pulled.Cursor == after)
            {
                return;
            }

            after = pulled.Cursor;
        }
    }

    private async Task<long> TakeWaiting(FunctionJob job, ImportProgress progress, long position, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            var count = 0;
            await job.Lines.WaitAsync(cancellationToken);
            try
            {
                var lines = await inbox.Read(job.Interface.Interface, position, LinesAtOnce);
                job.Older = lines.TakeWhile(line => line.Position <= progress.LastBefore).Select(line => line.Line.Reference).ToHashSet(StringComparer.Ordinal);
                var wanted = lines.Where(line => progress.IsTaken(line.Line)).ToList();
                progress.Past(lines.Count - wanted.Count);
                await batches.Take(job, progress, wanted, cancellationToken);
                (position, count) = (lines.Count > 0 ? lines[^1].Position : position, lines.Count);
            }
            finally
            {
                job.Lines.Release();
            }

            if (count < LinesAtOnce)
            {
                return position;
            }
        }
    }

    /// <summary>Decisions about lines that were cut off.</summary>
    private async Task Resume(FunctionJob job, CancellationToken cancellationToken)
    {
        await job.Lines.WaitAsync(cancellationToken);
        try
        {
            await resolving.Resume(job);
        }
        finally
        {
            job.Lines.Release();
        }
    }
}
