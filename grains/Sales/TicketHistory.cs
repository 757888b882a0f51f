using Distribution.Connectors;

namespace Distribution.Sales;

/// <summary>Every line that came about one ticket of a distributor, in the order in which they came.</summary>
internal sealed class TicketHistory(IReadOnlyList<KeptLine> lines)
{
    /// <summary>The sale that was taken first; null while none was.</summary>
    public SaleLine.Sold? Taken => lines.Where(line => line.IsDone).Select(line => line.Line).OfType<SaleLine.Sold>().FirstOrDefault();

    /// <summary>A cancellation was taken: no sale that comes again brings the ticket back.</summary>
    public bool IsCancelled => lines.Any(line => line is { IsDone: true, Line: SaleLine.Cancelled });

    /// <summary>Somebody decided that the distributor has to refund the sale: it never becomes a ticket.</summary>
    public bool IsRefused => lines.Any(line => line.IsRefused);

    /// <summary>What came of it is decided for good, whether it ever had a ticket here or not.</summary>
    public bool IsOver => IsCancelled || IsRefused || Taken is not null;

    /// <summary>Sales of it that could not be taken yet.</summary>
    public IReadOnlyList<(long Position, SaleLine.Sold Sold)> SalesThatWait =>
        [.. lines.Where(IsWaiting).Where(line => line.Line is SaleLine.Sold).Select(line => (line.Position, (SaleLine.Sold)line.Line))];

    /// <summary>Sales that came before, and could not be taken.</summary>
    public IReadOnlyList<SaleLine.Sold> SalesWaitingBefore(long position) => [.. WaitingBefore(position).OfType<SaleLine.Sold>()];

    /// <summary>A cancellation that came before its sale.</summary>
    public SaleLine.Cancelled? CancellationWaitingBefore(long position) => WaitingBefore(position).OfType<SaleLine.Cancelled>().FirstOrDefault();

    private IEnumerable<SaleLine> WaitingBefore(long position) =>
        lines.Where(line => IsWaiting(line) && line.Position < position).Select(line => line.Line);

    private static bool IsWaiting(KeptLine line) => line is { IsDone: false, IsRefused: false };
}

internal readonly record struct KeptLine(long Position, SaleLine Line, bool IsDone, bool IsRefused = false);
