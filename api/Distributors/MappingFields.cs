using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Catalog;
using Distribution.Distributors;
using Distribution.Distributors.Mappings;
using Distribution.Primitives;

namespace Distribution.Api.Distributors;

[FieldsOf<RegisteredInterface>]
public static class MappingFields
{
    /// <summary>What the venue has that the distributor has ids for, or should have, with these ids.</summary>
    /// <param name="kind">Null: every kind.</param>
    /// <param name="text">Part of the name, of our code or of the distributor's id.</param>
    /// <param name="mapped">Only what is mapped, or only what is missing.</param>
    public static async Task<Outcome<MappingConnection>> Mappings(
        RegisteredInterface distributor, InterfaceMappings mappings, Page page, MappingKind? kind = null, string? text = null, bool? mapped = null)
    {
        var found = await mappings.Search(distributor.Id, new MappingFilter(kind, text, mapped), page.Skip(), page.First);
        return found.Match<Outcome<MappingConnection>>(
            part => new MappingConnection(part.Version, page.OfPositions(part.Objects, part.Total)), refusals => new Outcome<MappingConnection>.Refused(refusals));
    }

    /// <summary>Who changed its mappings, when and with what; the newest first.</summary>
    public static async Task<Connection<MappingVersion>> MappingVersions(RegisteredInterface distributor, MappingLedger ledger, [PageSize(20)] Page page)
    {
        var found = await ledger.Versions(distributor.Id, page.AfterNumber(), page.First);
        return page.OfNumbers(found.Versions, version => version.Version, found.Before is not null);
    }

    /// <summary>Its mappings as they were in a version, such as that of an execution; null when there is no such version.</summary>
    /// <param name="version">0 is before the first.</param>
    public static Task<MappingSet?> MappingsAt(RegisteredInterface distributor, MappingLedger ledger, long version) => ledger.At(distributor.Id, version);
}

[FieldsOf<MappingVersion>]
public static class MappingVersionFields
{
    /// <summary>What it changed, by kind and our code.</summary>
    public static async Task<Connection<MappingChange>> Changes(MappingVersion version, MappingLedger ledger, [PageSize(100)] Page page) =>
        page.OfPositions(await ledger.Changes(version.Interface, version.Version, page.Skip(), page.First), version.ChangeCount);
}

/// <summary>A part of the things that a distributor has ids for, or should have, all of one version of the mappings.</summary>
/// <param name="Version">The version of the mappings.</param>
public sealed record MappingConnection(long Version, [property: Hidden] Connection<MappableObject> Part)
    : Connection<MappableObject>(Part);
