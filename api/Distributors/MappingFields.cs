using System.Collections.Immutable;
using Distribution.Api.GraphQL.Execution;
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
    public static Deferred<Outcome<MappingConnection>> Mappings(
        RegisteredInterface distributor, MappingsOfInterfaces mappings, Page page, MappingKind? kind = null, string? text = null, bool? mapped = null) =>
        mappings.Load(distributor.Id, (new MappingFilter(kind, text, mapped), page.Skip(), page.First)).Then(found => found.Match<Outcome<MappingConnection>>(
            part => new MappingConnection(part.Version, page.OfPositions(part.Objects, part.Total)), refusals => new Outcome<MappingConnection>.Refused(refusals)));

    /// <summary>Who changed its mappings, when and with what; the newest first.</summary>
    public static Deferred<Connection<MappingVersion>> MappingVersions(RegisteredInterface distributor, MappingVersionsOfInterfaces versions, [PageSize(20)] Page page) =>
        versions.Load(distributor.Id, (page.AfterNumber(), page.First))
            .Then(found => page.OfNumbers(found.Versions, version => version.Version, found.Before is not null));

    /// <summary>Its mappings as they were in a version, such as that of an execution; null when there is no such version.</summary>
    /// <param name="version">0 is before the first.</param>
    public static Deferred<MappingSet?> MappingsAt(RegisteredInterface distributor, MappingSetsOfInterfaces sets, long version) => sets.Load(distributor.Id, version);
}

[FieldsOf<MappingVersion>]
public static class MappingVersionFields
{
    /// <summary>What it changed, by kind and our code.</summary>
    public static Deferred<Connection<MappingChange>> Changes(MappingVersion version, ChangesOfVersions changes, [PageSize(100)] Page page) =>
        changes.Load(version, (page.Skip(), page.First)).Then(found => page.OfPositions(found, version.ChangeCount));
}

/// <summary>A part of the things that a distributor has ids for, or should have, all of one version of the mappings.</summary>
/// <param name="Version">The version of the mappings.</param>
public sealed record MappingConnection(long Version, [property: Hidden] Connection<MappableObject> Part)
    : Connection<MappableObject>(Part);

public sealed class MappingsOfInterfaces(InterfaceMappings mappings) : PartLoader<DistributorInterfaceId, (MappingFilter Filter, int Skip, int First), Outcome<MappingPage>>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, Outcome<MappingPage>>> Read(
        IReadOnlyCollection<DistributorInterfaceId> keys, (MappingFilter Filter, int Skip, int First) part) => mappings.Search(keys, part.Filter, part.Skip, part.First);
}

public sealed class MappingVersionsOfInterfaces(MappingLedger ledger) : PartLoader<DistributorInterfaceId, (long? Before, int First), MappingVersionPage>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, MappingVersionPage>> Read(
        IReadOnlyCollection<DistributorInterfaceId> keys, (long? Before, int First) part) => ledger.Versions(keys, part.Before, part.First);
}

public sealed class MappingSetsOfInterfaces(MappingLedger ledger) : PartLoader<DistributorInterfaceId, long, MappingSet?>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, MappingSet?>> Read(IReadOnlyCollection<DistributorInterfaceId> keys, long part) => ledger.At(keys, part);
}

public sealed class ChangesOfVersions(MappingLedger ledger) : PartLoader<MappingVersion, (int Skip, int First), ImmutableArray<MappingChange>>
{
    protected override Task<IReadOnlyDictionary<MappingVersion, ImmutableArray<MappingChange>>> Read(
        IReadOnlyCollection<MappingVersion> keys, (int Skip, int First) part) => ledger.Changes(keys, part.Skip, part.First);
}
