using System.Collections.Immutable;
using Distribution.Sales.Prices;

namespace Distribution.Connectors;

/// <summary>
/// What this system asks of one kind of distributor. A connector knows the wire format and nothing else: no grain, no
/// table. It is stateless and used by many interfaces at once. What goes wrong is an answer, never an exception, but for
/// cancellation. A method is called only where its capability is declared; one without it need not be there.
/// </summary>
public interface IDistributorConnector
{
    /// <summary>The type an interface names, in lower case, such as <c>ticketnet</c>.</summary>
    string Type { get; }

    ConnectorCapabilities Capabilities { get; }

    /// <summary>What the set-up of an interface has to say, and nothing else; the address is always among it. Each field once.</summary>
    ImmutableArray<ConnectorField> Fields { get; }

    /// <summary>What becomes of sales whose price is not our tariff's, unless the interface says otherwise.</summary>
    PriceRule PriceDifferences => PriceRule.Warn;

    /// <summary>What is wrong with a value of the set-up, in a sentence; null when nothing is. Its length was looked at before.</summary>
    string? SetupProblem(SetupField field, string value) => field is SetupField.Url ? WebAddress.Problem(value) : null;

    /// <summary>Sends one allotment message, retrying with the same id and version where that is safe.</summary>
    Task<AllotmentAnswer> SendAllotment(ConnectorLink link, AllotmentMessage message, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"Connectors of type {Type} have no export.");

    /// <summary>
    /// Reads the next page of sales. A distributor that is told what was imported gives the oldest page that it was not told of, and passes over
    /// <paramref name="after"/>; one that is asked "since" gives what came after it. Reading again gives the same lines in the same order, and
    /// perhaps more behind them.
    /// </summary>
    /// <param name="after">The cursor of the last page that is durable here; null before the first.</param>
    Task<PullAnswer> PullSales(ConnectorLink link, string? after, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"Connectors of type {Type} have no import.");

    /// <summary>
    /// Reads once more what was sold and cancelled from a moment on, whatever was acknowledged, page by page; it moves no cursor of <see cref="PullSales"/>.
    /// </summary>
    /// <param name="after">The cursor of the page before; null before the first.</param>
    Task<PullAnswer> PullHistory(ConnectorLink link, DateTimeOffset since, string? after, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"Connectors of type {Type} tell nothing again.");

    /// <summary>
    /// Tells the distributor that the page up to this cursor is durable here. Null when it was told, else why not. A distributor that is
    /// asked "since" needs no such word: the cursor is kept here with the page.
    /// </summary>
    Task<ExchangeError?> AcknowledgeSales(ConnectorLink link, string cursor, CancellationToken cancellationToken) =>
        Task.FromResult<ExchangeError?>(null);

    /// <summary>Fetches the files that the distributor left since, where it leaves any. What is taken is durable before the next is fetched. Null, or why no more could be fetched.</summary>
    Task<ExchangeError?> CollectFiles(ConnectorLink link, IFileCollector collector, CancellationToken cancellationToken) =>
        Task.FromResult<ExchangeError?>(null);

    /// <summary>Reads a file of sales that came by hand, or from where the distributor leaves its files. A line has the same reference in whichever file it comes.</summary>
    /// <param name="link">As the interface is set up; nothing is asked over it.</param>
    SalesFileAnswer ReadSalesFile(ConnectorLink link, SalesFile file) =>
        throw new NotSupportedException($"Connectors of type {Type} have no files.");

    /// <summary>Asks how many places of a performance the distributor has, and has sold.</summary>
    /// <param name="performance">The distributor's id.</param>
    Task<StatusAnswer> ReadAllotment(ConnectorLink link, string performance, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"Connectors of type {Type} have no allotment status.");

    /// <summary>
    /// Tells the distributor that the doors of a performance will open: it sells and cancels nothing more there. The same again answers the same.
    /// </summary>
    /// <param name="performance">The distributor's id.</param>
    Task<PreparationAnswer> PrepareAccessControl(ConnectorLink link, string performance, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"Connectors of type {Type} have no preparation of access control.");
}
