using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Distributors.Executions;
using Distribution.Distributors.Preflight;
using Distribution.Distributors.Reconciling;
using Distribution.Primitives;
using Distribution.Sales;
using Distribution.Sales.Prices;

namespace Distribution.Distributors;

/// <summary>All that a run of a function needs to know of its interface, as it was when the run began.</summary>
/// <param name="LinkVersion">Another one when the link may lead to another distributor's books than before.</param>
/// <param name="Control">By which the run says how far it is, and is told to stop.</param>
/// <param name="Skipped">What it leaves out.</param>
/// <param name="Only">What failed in the execution that it runs again; null: it takes everything.</param>
internal sealed record FunctionJob(
    InterfaceFacts Interface,
    ConnectorLink Link,
    long LinkVersion,
    ContactId Contact,
    MappingIndex Mappings,
    RunFunction Command,
    ExecutionReport Report,
    RunControl Control,
    ImmutableHashSet<ItemKey> Skipped,
    ImmutableHashSet<ItemKey>? Only)
{
    /// <summary>Who has it may take waiting lines, or decide about them.</summary>
    public required SemaphoreSlim Lines { get; init; }

    public required SaleRules Rules { get; init; }

    /// <summary>What people call the performances that it may be about.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; init; } = ImmutableDictionary<Guid, string>.Empty;

    /// <summary>What the prices of its sales are held against, once they were looked up.</summary>
    public PriceCheck? Prices { get; set; }

    /// <summary>Those of the lines it is at that waited before it began.</summary>
    public IReadOnlySet<string> Older { get; set; } = ImmutableHashSet<string>.Empty;

    /// <summary>Performances that it made tickets for, or gave tickets barcodes.</summary>
    public HashSet<PerformanceId> Sold { get; } = [];

    /// <summary>Lines that a line before them needed, and that were taken or ended with it: nothing is left of them to do in their turn.</summary>
    public HashSet<string> TakenAhead { get; } = new(StringComparer.Ordinal);

    /// <summary>The one that was asked for, or every mapped one.</summary>
    public IEnumerable<PerformanceId> Performances => Command.Performance is { } one
        ? [one]
        : Mappings.AllOurs(MappingKind.Performance).Order(StringComparer.Ordinal).Where(id => Guid.TryParse(id, out _)).Select(id => new PerformanceId(Guid.Parse(id)));

    /// <summary>For people to read; the id where it has no name.</summary>
    public string NameOf(PerformanceId performance) => Names.GetValueOrDefault(performance.Value) ?? performance.ToString();

    public ExecutionId Execution => new(Command.Context.Id.Value);

    /// <summary>The context of one step of this run; the same step of the same run has the same id.</summary>
    public CommandContext Step(string name) =>
        Command.Context.Step(name) with { Channel = Interface.Channel, Execution = Execution };
}

/// <summary>Finds the connector of an interface and runs the function over it.</summary>
internal sealed class FunctionRunner(
    ConnectorCatalog connectors,
    ContingentExport export,
    SalesImport import,
    SalesImportPreview importPreview,
    AccessControlRun accessControl,
    ReconciliationRun reconciliation,
    PreflightWarning preflight)
{
    /// <summary>The connector of interfaces of this type, or null.</summary>
    public IDistributorConnector? Connector(string type) => connectors.Find(type);

    public static Refusal NoConnector(string type) => new(RefusalCode.WrongState, type, $"There is no connector for interfaces of type \"{type}\".");

    public Refusal? Unsupported(string type, DistributorFunction function) =>
        Unsupported(type, can => Has(can, function), function.InWords());

    /// <summary>Why interfaces of this type can't do something; null when they can.</summary>
    public Refusal? Unsupported(string type, Func<ConnectorCapabilities, bool> can, string what)
    {
        if (connectors.Find(type) is not { } connector)
        {
            return NoConnector(type);
        }

        var instead = connector.Capabilities is { Export: false, ByWord: true } && what == DistributorFunction.ContingentExport.InWords()
            ? " Make an allotment sheet, read it out to the distributor, and confirm who agreed."
            : "";
        return can(connector.Capabilities) ? null : new Refusal(RefusalCode.WrongState, type, $"Interfaces of type \"{type}\" have no {what}.{instead}");
    }

    public async Task Run(FunctionJob job, CancellationToken cancellationToken)
    {
        if (await preflight.Of(job) is { } missing)
        {
            job.Report.Warn(missing);
        }

        var connector = connectors.Find(job.Interface.Type)!;
        await (job.Command.Function switch
        {
            DistributorFunction.ContingentExport => Export(job, connector, cancellationToken),
            DistributorFunction.SalesImport when job.Command.DryRun => importPreview.Run(job, connector, cancellationToken),
            DistributorFunction.SalesImport => import.Run(job, connector, cancellationToken),
            DistributorFunction.AccessControlPreparation => accessControl.Run(job, connector, cancellationToken),
            DistributorFunction.Reconciliation => reconciliation.Run(job, connector, isAside: false, cancellationToken),
            _ => throw new InvalidOperationException($"A function that is not known: {job.Command.Function}."),
        });
        if (!job.Report.HasFailed && job.Only is null)
        {
            job.Report.History.CameToItsEnd();
        }
    }

    /// <summary>Once the distributor has taken everything, it is asked what it has.</summary>
    private async Task Export(FunctionJob job, IDistributorConnector connector, CancellationToken cancellationToken)
    {
        await export.Run(job, connector, cancellationToken);
        if (connector.Capabilities.AllotmentStatus && job is { Command.DryRun: false, Report: { HasFailed: false, ErrorCount: 0 } })
        {
            await reconciliation.Run(job, connector, isAside: true, cancellationToken);
        }
    }

    /// <summary>Whether a connector of these capabilities has the function.</summary>
    public static bool Has(ConnectorCapabilities can, DistributorFunction function) => function switch
    {
        DistributorFunction.ContingentExport => can.Export,
        DistributorFunction.SalesImport => can.Import || can.Files,
        DistributorFunction.AccessControlPreparation => can.AccessControl,
        DistributorFunction.Reconciliation => can.AllotmentStatus,
        _ => false,
    };
}
