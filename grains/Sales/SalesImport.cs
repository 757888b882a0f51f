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
/// it, decide its lines, write them down, each while the next page is at the step before. A line that can't be taken never keeps another from being taken. It can be cut off anywhere
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

        await TakePages(job, progress, new PageReading(job, connector, pages, await inbox.Cursor(job.Interface.Interface, job.LinkVersion), time), position, cancellationToken);
    }

    /// <summary>While a page is kept, the next one is decided, and the one after that is asked for. One with lines that are to be taken in their turn is kept, and they are taken, before the next is decided.</summary>
    private async Task TakePages(FunctionJob job, ImportProgress progress, PageReading reading, long position, CancellationToken cancellationToken)
    {
        await progress.SafePoint();
        var (next, before) = (reading.Next(cancellationToken), (DecidedPage?)null);
        while (await next is { } page)
        {
            next = reading.Next(cancellationToken);
            var (deciding, keeping) = (Decide(job, progress, page, before), Keep(job, progress, before, position, cancellationToken));
            await Task.WhenAll(next, deciding, keeping);
            (before, position) = (await deciding, await keeping);
            if (!before.IsWhole)
            {
                position = await Keep(job, progress, before, position, cancellationToken);
                before = null;
            }
        }

        await Keep(job, progress, before, position, cancellationToken);
    }

    /// <summary>The run may end before a page is decided; one that is decided is also kept.</summary>
    private async Task<DecidedPage> Decide(FunctionJob job, ImportProgress progress, KeptPage page, DecidedPage? before)
    {
        await progress.SafePoint();
        return await pageTaking.Decide(job, page, before);
    }

    private async Task<long> Keep(FunctionJob job, ImportProgress progress, DecidedPage? page, long position, CancellationToken cancellationToken)
    {
        if (page is null)
        {
            return position;
        }

        var (failedTo, waiting) = await Keep(job, progress, page, cancellationToken);
        position = Math.Max(position, failedTo);
        return waiting > 0 ? await TakeWaiting(job, progress, position, cancellationToken) : position;
    }

    private async Task<(long FailedTo, int Waiting)> Keep(FunctionJob job, ImportProgress progress, DecidedPage page, CancellationToken cancellationToken)
    {
        await job.Lines.WaitAsync(cancellationToken);
        try
        {
            var (kept, waiting) = await pageTaking.Keep(job, page);
            progress.Kept(kept);
            progress.Past(kept.New - waiting);
            return (kept.FailedTo, waiting);
        }
        finally
        {
            job.Lines.Release();
        }
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
