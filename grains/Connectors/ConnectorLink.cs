using Distribution.Distributors.Executions;

namespace Distribution.Connectors;

/// <summary>
/// How to reach the distributor. Password and manager code are in clear: they live only for the call and are never logged. What the connector
/// does not declare is empty.
/// </summary>
public sealed record ConnectorLink(Uri Url, string User, string Password, string ManagerCode = "")
{
    /// <summary>Where what goes to and fro is kept for people to read; null: it is not.</summary>
    public ExchangeTrace? Trace { get; init; }

    public override string ToString() => $"{User}@{Url}";
}
