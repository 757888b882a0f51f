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

    /// <summary>Sales that came before, and could not be taken.</summary>
    public IReadOnlyList<SaleLine.Sold> SalesWaitingBefore(long position) => [.. WaitingBefore(position).OfType<SaleLine.Sold>()];

    /// <summary>A cancellation that came before its sale.</summary>
    public SaleLine.Cancelled? CancellationWaitingBefore(long position) => WaitingBefore(position).OfType<SaleLine.Cancelled>().FirstOrDefault();

    private IEnumerable<SaleLine> WaitingBefore(long position) =>
        lines.Where(line => line is { IsDone: false, IsRefused: false } && line.Position < position).Select(line => line.Line);
}

internal readonly record struct KeptLine(long Position, SaleLine Line, bool IsDone, bool IsRefused = false);
