using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Sales;

/// <summary>
/// The dry run of an import: reads what the distributor has without acknowledging it, and says of each line what would become of it. Nothing is kept. Each
/// line is weighed against how things are now; of the lines before it, only a ticket sold there is remembered.
/// </summary>
internal sealed class SalesImportPreview(IGrainFactory grains, SaleInbox inbox, SalesLedger ledger)
{
    private const int LinesAtOnce = 500;

    private const string OnlyOnePage =
        "The distributor gives its next page only once this one is acknowledged, which a dry run does not do: what lies behind it is not counted.";

    public async Task Run(FunctionJob job, IDistributorConnector connector, CancellationToken cancellationToken)
    {
        var progress = new ImportProgress(job);
        var sold = new HashSet<string>(StringComparer.Ordinal);
        for (long position = 0, read = LinesAtOnce; read == LinesAtOnce;)
        {
            var lines = await inbox.Read(job.Interface.Interface, position, LinesAtOnce);
            await Weigh(job, progress, sold, [.. lines.Select(line => line.Line)], cancellationToken);
            position = lines.Count == 0 ? position : lines[^1].Position;
            read = lines.Count;
        }

        if (!progress.IsOfLinesAlone && !job.Command.FilesOnly && connector.Capabilities.Import)
        {
            await ReadPages(job, connector, progress, sold, cancellationToken);
        }

        progress.End();
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
                Tell(job, line, await Weigh(job, sold, line));
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

        job.Report.Add(item, action, verdict.IsNew ? ItemOutcome.Done : ItemOutcome.NothingNew, verdict.Note);
        job.Report.Counts = !verdict.IsNew ? counts with { Known = counts.Known + 1 }
            : action is ItemAction.Cancel ? counts with { Cancelled = counts.Cancelled + 1 }
            : counts with { Imported = counts.Imported + 1 };
    }

    private async Task<Verdict> Weigh(FunctionJob job, HashSet<string> sold, SaleLine line) => line switch
    {
        SaleLine.Sold it => await Weigh(job, sold, it),
        SaleLine.Cancelled it => await Weigh(job, sold, it),
        SaleLine.Unreadable it => new Verdict(false, SaleErrors.Unreadable(it)),
        _ => throw new InvalidOperationException($"A line of a kind that is not known: {line.GetType().Name}."),
    };

    private async Task<Verdict> Weigh(FunctionJob job, HashSet<string> sold, SaleLine.Sold line)
    {
        var ticket = SaleTaking.TicketOf(job, line.Ticket);
        var history = await inbox.HistoryOf(job.Interface.Interface, line.Ticket);
        if (await ledger.Find(ticket) is not null || history.IsCancelled || sold.Contains(line.Ticket))
        {
            return history.Taken is { } before && (before.Performance, before.Place, before.Area) != (line.Performance, line.Place, line.Area)
                ? new Verdict(false, SaleErrors.AnotherPlace(line, before))
                : new Verdict(false);
        }

        var (names, missing) = SaleMapping.Read(job.Mappings, line);
        if (missing is not null)
        {
            return new Verdict(false, missing);
        }

        var outcome = await grains.GetGrain<ISeatMapGrain>(names!.Performance.Value).PreviewSale(new ImportSale(
            job.Step($"sale {line.Reference}"),
            job.Interface.Interface,
            job.Interface.Channel,
            ticket,
            new OrderId(DerivedId.From(job.Interface.Interface.Value, "order", line.Sale)),
            line.Place,
            names.Area));
        if (outcome is not Outcome<ImportedSale>.Done { Value: var would })
        {
            return new Verdict(false, SaleErrors.NotTaken(job.Interface.Name, line, names, ((Outcome<ImportedSale>.Refused)outcome).Refusals));
        }

        sold.Add(line.Ticket);
        return new Verdict(true, Note: would.Warning ?? would.Name);
    }

    private async Task<Verdict> Weigh(FunctionJob job, HashSet<string> sold, SaleLine.Cancelled line)
    {
        if (sold.Contains(line.Ticket))
        {
            return new Verdict(true);
        }

        if (await ledger.Find(SaleTaking.TicketOf(job, line.Ticket)) is { } ticket)
        {
            return new Verdict(ticket.CancelledAt is null);
        }

        var history = await inbox.HistoryOf(job.Interface.Interface, line.Ticket);
        return history.IsCancelled || history.SalesWaitingBefore(long.MaxValue).Count > 0 ? new Verdict(false) : new Verdict(false, SaleErrors.NeverSold(line));
    }

    /// <param name="IsNew">Something would be made of it.</param>
    private sealed record Verdict(bool IsNew, ExecutionError? Error = null, string? Note = null);
}
