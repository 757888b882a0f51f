namespace Distribution.Connectors;

/// <summary>
/// How to reach the distributor. Password and manager code are in clear: they live only for the call and are never logged. What the connector
/// does not declare is empty.
/// </summary>
public sealed record ConnectorLink(Uri Url, string User, string Password, string ManagerCode = "")
{
    public override string ToString() => $"{User}@{Url}";
}
