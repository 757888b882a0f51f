namespace Distribution.Connectors;

/// <summary>
/// What this system asks of one kind of distributor. A connector knows the wire format and nothing else: no grain, no
/// table. It is stateless and used by many interfaces at once. What goes wrong is an answer, never an exception, but for
/// cancellation.
/// </summary>
public interface IDistributorConnector
{
    /// <summary>The type an interface names, in lower case, such as <c>ticketnet</c>.</summary>
    string Type { get; }

    ConnectorCapabilities Capabilities { get; }

    /// <summary>Sends one allotment message, retrying with the same id and version where that is safe.</summary>
    Task<AllotmentAnswer> SendAllotment(ConnectorLink link, AllotmentMessage message, CancellationToken cancellationToken);

    /// <summary>Reads the oldest page of sales that was not acknowledged. Reading it again gives the same page.</summary>
    Task<PullAnswer> PullSales(ConnectorLink link, CancellationToken cancellationToken);

    /// <summary>Tells the distributor that the page up to this cursor is durable here. Null when it was told, else why not.</summary>
    Task<ExchangeError?> AcknowledgeSales(ConnectorLink link, string cursor, CancellationToken cancellationToken);
}

/// <summary>What a connector can do; the API and every check follow from it.</summary>
[GenerateSerializer, Immutable, Alias("ConnectorCapabilities")]
public sealed record ConnectorCapabilities(bool Export, bool Import, bool Cancellations, bool UnnumberedAreas);

/// <summary>How to reach the distributor. The password is in clear: it lives only for the call and is never logged.</summary>
public sealed record ConnectorLink(Uri Url, string User, string Password)
{
    public override string ToString() => $"{User}@{Url}";
}
