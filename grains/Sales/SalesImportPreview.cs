using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Sales.Files;
using Distribution.Sales.Prices;

namespace Distribution.Sales;

/// <summary>
/// The dry run of an import: reads what the distributor has without acknowledging it, and says of each line what would become of it. Nothing is kept. Each
/// line is weighed against how things are now; of the lines before it, only a ticket sold there is remembered.
/// </summary>
internal sealed class SalesImportPreview(SaleInbox inbox, SalePreview preview, SalesFilesPreview files, PriceChecks prices)
{
    private const int LinesAtOnce = 500;

    private const string OnlyOnePage =
        "The distributor gives its next page only once this one is acknowledged, which a dry run does not do: what lies behind it is not counted.";

    public async Task Run(FunctionJob job, IDistributorConnector connector, CancellationToken cancellationToken)
    {
        var progress = new ImportProgress(job);
        var sold = new HashSet<string>(StringComparer.Ordinal);
        job.Prices = await prices.Load(job);
        if (job.Command.File is { } alone)
        {
            await Look(job, progress, connector, alone, cancellationToken);
            progress.End();
            return;
        }

        for (long position = 0, read = LinesAtOnce; read == LinesAtOnce;)
        {
            var lines = await inbox.Read(job.Interface.Interface, position, LinesAtOnce);
            await Weigh(job, progress, sold, [.. lines.Select(line => line.Line)], cancellationToken);
            position = lines.Count == 0 ? position : lines[^1].Position;
            read = lines.Count;
        }

        if (!progress.IsOfLinesAlone)
        {
            await foreach (var file in files.Read(job, connector))
            {
                foreach (var some in file.Chunk(LinesAtOnce))
                {
                    await Weigh(job, progress, sold, some, cancellationToken);
                }
            }
        }

        if (!progress.IsOfLinesAlone && !job.Command.FilesOnly && connector.Capabilities.Import)
        {
            await ReadPages(job, connector, progress, sold, cancellationToken);
        }

        progress.End();
    }

    /// <summary>At one file and nothing else.</summary>
    private async Task Look(FunctionJob job, ImportProgress progress, IDistributorConnector connector, SalesFileId file, CancellationToken cancellationToken)
    {
        if (await files.Read(job, connector, file) is not { } content)
        {
            job.Report.Warn("The file was looked at before the run was cut off, and is not kept. Send it again.");
            return;
        }

        var (lines, unreadable, sold) = (0, 0, new HashSet<string>(StringComparer.Ordinal));
        try
        {
            foreach (var some in content.Chunk(LinesAtOnce))
            {
                await Weigh(job, progress, sold, some, cancellationToken);
                lines += some.Length;
                unreadable += some.Count(line => line is SaleLine.Unreadable);
            }
        }
        catch (RunStoppedException stopped) when (!stopped.IsSuperseded)
        {
            await files.Settle(job, file, lines, unreadable);
            throw;
        }

        await files.Settle(job, file, lines, unreadable);
    }

    private async Task ReadPages(FunctionJob job, IDistributorConnector connector, ImportProgress progress, HashSet<string> sold, CancellationToken cancellationToken)
    {
        var after = await inbox.Cursor(job.Interface.Interface, job.LinkVersion);
        string? last = null;
        for (var page = 0; page < PageReading.MaxPages; page++)
        {
            await progress.SafePoint();
            var answer = await connector.PullSales(job.Link, after, cancellationToken);
            if (answer is PullAnswer.UnknownCursor && after is not null && last is null)
            {
                (after, last) = (null, "");
                continue;
            }

            if (answer is not PullAnswer.Page pulled)
            {
                job.Report.Fail(job.Interface.Name, answer is PullAnswer.Failed failed ? failed.Error : ((PullAnswer.UnknownCursor)answer).Error);
                return;
            }

            if (pulled.Cursor is not null && pulled.Cursor == last)
            {
                job.Report.Warn(OnlyOnePage);
                return;
            }

            await Weigh(job, progress, sold, [.. pulled.Lines.Where(line => line is not null)], cancellationToken);
            (after, last) = (pulled.Cursor ?? after, pulled.Cursor);
            if (!pulled.More)
            {
                return;
            }
        }
    }

    private async Task Weigh(FunctionJob job, ImportProgress progress, HashSet<string> sold, IReadOnlyList<SaleLine> lines, CancellationToken cancellationToken)
    {
        progress.Found(lines.Count);
        foreach (var line in lines)
        {
            await progress.SafePoint();
            cancellationToken.ThrowIfCancellationRequested();
            if (progress.IsTaken(line))
            {
                Tell(job, line, await preview.Weigh(job, sold, line));
            }

            progress.Past(1);
        }
    }

    private static void Tell(FunctionJob job, SaleLine line, Verdict verdict)
    {
        var (item, action, counts) = (ItemKey.OfLine(line.Reference), SaleTaking.ActionOf(line), job.Report.Counts);
        if (verdict.Error is { } error)
        {
            job.Report.Add(item, action, error);
            job.Report.Counts = counts with { Waiting = counts.Waiting + 1 };
            return;
        }

        job.Report.Add(item, action, verdict.Tickets > 0 ? ItemOutcome.Done : ItemOutcome.NothingNew, SaleWarnings.Both(verdict.Note, verdict.Warning));
        job.Report.Counts = verdict.Tickets == 0 ? counts with { Known = counts.Known + 1 }
            : action is ItemAction.Cancel ? counts with { Cancelled = counts.Cancelled + verdict.Tickets }
            : counts with { Imported = counts.Imported + verdict.Tickets };
        if (verdict.Warning is { } warning)
        {
            job.Report.Counts = job.Report.Counts with { Warned = job.Report.Counts.Warned + 1 };
            job.Report.Warn($"Line {line.Reference}: {warning}");
        }
    }
}
