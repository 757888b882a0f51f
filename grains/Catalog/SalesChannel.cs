using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>A way to sell. An external one belongs to one distributor interface at most.</summary>
/// <param name="Name">As operators call it, unique in the venue.</param>
/// <param name="Type">Whose it is.</param>
[GenerateSerializer, Immutable, Alias("Catalog.SalesChannel")]
public sealed record SalesChannel(SalesChannelId Id, string Name, SalesChannelType Type) : CatalogEntry
{
    public override CatalogKind Kind => CatalogKind.SalesChannel;
    public override Guid Key => Id.Value;
    public override string Label => Name;
}

/// <summary>Whose a sales channel is.</summary>
[GenerateSerializer, Alias("Catalog.SalesChannelType")]
public enum SalesChannelType
{
    /// <summary>The venue's own: box office, web shop.</summary>
    Own = 1,

    /// <summary>A distributor's.</summary>
    External,
}

/// <summary>A named set of places kept for somebody; which places, each performance's seat map says.</summary>
/// <param name="ExternalChannel">The external channel it is tied to, for good; null: an internal contingent.</param>
/// <param name="Name">As operators call it, unique in the venue.</param>
[GenerateSerializer, Immutable, Alias("Catalog.Contingent")]
public sealed record Contingent(ContingentId Id, string Name, SalesChannelId? ExternalChannel) : CatalogEntry
{
    public override CatalogKind Kind => CatalogKind.Contingent;
    public override Guid Key => Id.Value;
    public override string Label => Name;
}

/// <summary>Under whose name orders and tickets run.</summary>
/// <param name="Phone">At most 40 characters, or null.</param>
/// <param name="Email">Where the contact is reached.</param>
/// <param name="Name">As it stands on orders and tickets.</param>
[GenerateSerializer, Immutable, Alias("Catalog.Contact")]
public sealed record Contact(ContactId Id, string Name, string Email, string? Phone) : CatalogEntry
{
    public override CatalogKind Kind => CatalogKind.Contact;
    public override Guid Key => Id.Value;
    public override string Label => Name;
}
