using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Sales.Conflicts;
using Distribution.Distributors.Executions;
using Distribution.Sales.Files;
using Distribution.Sales.Prices;

namespace Distribution.Sales;

/// <summary>
/// Brings a distributor's sales back. First the files that came by hand, and the lines that still wait from earlier runs; then page after page: keep it with its cursor, acknowledge
/// it, take its lines. A line that can't be taken never keeps another from being taken. It can be cut off anywhere
/// and run again: what was kept waits here, what was not kept was not acknowledged.
/// </summary>
internal sealed class SalesImport(SaleInbox inbox, SalesFilesImport files, SaleBatches batches, ConflictResolving resolving, PriceChecks prices, TimeProvider time)
{
    /// <summary>Pages in one run; what is beyond comes in the next.</summary>
    public const int MaxPages = 10_000;

    private const int LinesAtOnce = 500;
    private const string StartsAgain = "Nothing to do here: its sales were read again from the beginning, and nothing is imported twice. Tell the distributor.";

    public async Task Run(FunctionJob job, IDistributorConnector connector, CancellationToken cancellationToken)
    {
        var progress = new ImportProgress(job);
        await Run(job, progress, connector, cancellationToken);
        progress.End();
    }

    private async Task Run(FunctionJob job, ImportProgress progress, IDistributorConnector connector, CancellationToken cancellationToken)
    {
        await Resume(job, cancellationToken);
        job.Prices = await prices.Load(job);
        var isOfLinesAlone = progress.IsOfLinesAlone || job.Command.Trigger is ExecutionTrigger.Mapping;
        if (!isOfLinesAlone)
        {
            await files.Collect(job, connector, cancellationToken);
            await files.Keep(job, connector, cancellationToken);
        }

        var position = await TakeWaiting(job, progress, 0, cancellationToken);
        if (isOfLinesAlone || job.Command.FilesOnly || !connector.Capabilities.Import)
        {
            return;
        }

        if (job.Command.Since is { } since)
        {
            await KeepAgain(job, connector, since, cancellationToken);
            position = await TakeWaiting(job, progress, position, cancellationToken);
        }

        var after = await inbox.Cursor(job.Interface.Interface, job.LinkVersion);
        var startedAgain = false;
        string? last = null;
        for (var page = 0; page < MaxPages; page++)
        {
            await progress.SafePoint();
            var answer = await connector.PullSales(job.Link, after, cancellationToken);
            if (answer is PullAnswer.UnknownCursor unknown && after is not null && !startedAgain)
            {
                job.Report.Add(unknown.Error.Kind, after, unknown.Error.Message, StartsAgain);
                (after, last, startedAgain) = (null, null, true);
                continue;
            }

            if (Error(answer) is { } error)
            {
                job.Report.Fail(job.Interface.Name, error);
                return;
            }

            var pulled = (PullAnswer.Page)answer;
            if (!await KeepAndAcknowledge(job, connector, pulled, last, cancellationToken))
            {
                await TakeWaiting(job, progress, position, cancellationToken);
                return;
            }

            position = await TakeWaiting(job, progress, position, cancellationToken);
            (after, last) = (pulled.Cursor ?? after, pulled.Cursor);
            if (!pulled.More)
            {
                return;
            }
        }
    }

    /// <summary>What is known stays as it is, so nothing is doubled by it; no cursor is moved.</summary>
    private async Task KeepAgain(FunctionJob job, IDistributorConnector connector, DateTimeOffset since, CancellationToken cancellationToken)
    {
        string? after = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var answer = await connector.PullHistory(job.Link, since, after, cancellationToken);
            if (answer is not PullAnswer.Page pulled)
            {
                job.Report.Fail(job.Interface.Name, Error(answer)!);
                return;
            }

            var kept = await inbox.Keep(job.Interface.Interface, pulled with { Cursor = null }, job.LinkVersion, job.Execution, time.GetUtcNow());
            job.Report.Counts = job.Report.Counts with { Known = job.Report.Counts.Known + kept.Known };
            if (!pulled.More || pulled.Cursor == after)
            {
                return;
            }

            after = pulled.Cursor;
        }
    }

    private static ExchangeError? Error(PullAnswer answer) => answer switch
    {
        PullAnswer.Failed failed => failed.Error,
        PullAnswer.UnknownCursor unknown => unknown.Error,
        _ => null,
    };

    private async Task<bool> KeepAndAcknowledge(
        FunctionJob job, IDistributorConnector connector, PullAnswer.Page page, string? last, CancellationToken cancellationToken)
    {
        var kept = await inbox.Keep(job.Interface.Interface, page, job.LinkVersion, job.Execution, time.GetUtcNow());
        job.Report.Counts = job.Report.Counts with { Known = job.Report.Counts.Known + kept.Known };
        if (page.Cursor is null)
        {
            return true;
        }

        if (page.Cursor == last)
        {
            job.Report.Fail(page.Cursor, new ExchangeError(ErrorKind.External, $"The distributor sent the page {page.Cursor} again after it was acknowledged.", "Ask the distributor why its sales do not move on; nothing is imported twice."));
            return false;
        }

        if (await connector.AcknowledgeSales(job.Link, page.Cursor, cancellationToken) is { } error)
        {
            job.Report.Fail(page.Cursor, error);
            return false;
        }

        return true;
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
                progress.Found(lines.Count);
                await progress.SafePoint();
                cancellationToken.ThrowIfCancellationRequested();
                await batches.Take(job, [.. lines.Where(line => progress.IsTaken(line.Line))]);
                progress.Past(lines.Count);
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
