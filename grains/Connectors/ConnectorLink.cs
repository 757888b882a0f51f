using Distribution.Distributors;
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

    /// <summary>Nothing is to change by what is asked over it, here or at the distributor: files stay where they are, keys are not remembered.</summary>
    public bool IsDry { get; init; }

    public string HostKey { get; init; } = "";

    public string DoneFolder { get; init; } = "";

    public string Columns { get; init; } = "";

    public string FileFormat { get; init; } = "";

    /// <summary>For what needs nothing of the distributor, such as reading a file.</summary>
    public static ConnectorLink WithoutSecrets(InterfaceSetup setup) => new(new Uri(setup.Url), setup.User ?? "", "")
    {
        HostKey = setup.HostKey ?? "",
        DoneFolder = setup.DoneFolder ?? "",
        Columns = setup.Columns ?? "",
        FileFormat = setup.FileFormat ?? "",
    };

    public override string ToString() => $"{User}@{Url}";
}
