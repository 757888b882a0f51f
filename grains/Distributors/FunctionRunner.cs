using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Primitives;
using Distribution.Sales;

namespace Distribution.Distributors;

/// <summary>All that a run of a function needs to know of its interface, as it was when the run began.</summary>
internal sealed record FunctionJob(
    InterfaceFacts Interface, ConnectorLink Link, ContactId Contact, MappingIndex Mappings, RunFunction Command, ExecutionReport Report)
{
    public ExecutionId Execution => new(Command.Context.Id.Value);

    /// <summary>The context of one step of this run; the same step of the same run has the same id.</summary>
    public CommandContext Step(string name) =>
        Command.Context.Step(name) with { Channel = Interface.Channel, Execution = Execution };
}

/// <summary>Finds the connector of an interface and runs the function over it.</summary>
internal sealed class FunctionRunner(ConnectorCatalog connectors, ContingentExport export, SalesImport import)
{
    public Refusal? Unsupported(string type, DistributorFunction function)
    {
        if (connectors.Find(type) is not { } connector)
        {
            return new Refusal(RefusalCode.WrongState, type, $"There is no connector for interfaces of type \"{type}\".");
        }

        var supported = function is DistributorFunction.ContingentExport ? connector.Capabilities.Export : connector.Capabilities.Import;
        return supported ? null : new Refusal(RefusalCode.WrongState, type, $"Interfaces of type \"{type}\" have no {function}.");
    }

    public Task Run(FunctionJob job, CancellationToken cancellationToken)
    {
        var connector = connectors.Find(job.Interface.Type)!;
        return job.Command.Function switch
        {
            DistributorFunction.ContingentExport => export.Run(job, connector, cancellationToken),
            DistributorFunction.SalesImport => import.Run(job, connector, cancellationToken),
            _ => throw new InvalidOperationException($"A function that is not known: {job.Command.Function}."),
        };
    }
}
