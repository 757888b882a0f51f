using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>Somebody who sells the venue's places to the public.</summary>
/// <param name="Name">As operators call it, unique in the venue.</param>
[GenerateSerializer, Immutable, Alias("Catalog.Distributor")]
public sealed record Distributor(DistributorId Id, string Name) : CatalogEntry
{
    public override CatalogKind Kind => CatalogKind.Distributor;
    public override Guid Key => Id.Value;
    public override string Label => Name;
}

/// <summary>
/// That a distributor is linked to an external channel, and by which protocol. How to connect, the mappings and the
/// executions are the interface's own. A distributor may have several, each with its own channel.
/// </summary>
/// <param name="Channel">No other interface has it.</param>
/// <param name="Type">The connector's type, such as <c>ticketnet</c>.</param>
/// <param name="Name">As operators call it, unique in the venue.</param>
[GenerateSerializer, Immutable, Alias("Catalog.RegisteredInterface")]
public sealed record RegisteredInterface(
    DistributorInterfaceId Id, DistributorId Distributor, SalesChannelId Channel, string Type, string Name) : CatalogEntry
{
    public override CatalogKind Kind => CatalogKind.DistributorInterface;
    public override Guid Key => Id.Value;
    public override string Label => Name;
}
