using System.Collections.Immutable;
using Distribution.Api.GraphQL.Fields;
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
    /// <param name="skip">The <c>next</c> of the page before.</param>
    /// <param name="first">From 1 to 500.</param>
    public static Task<Outcome<MappingPage>> Mappings(
        RegisteredInterface distributor, InterfaceMappings mappings, MappingKind? kind = null, string? text = null, bool? mapped = null, int skip = 0, int first = 50) =>
        mappings.Search(distributor.Id, new MappingFilter(kind, text, mapped), skip, first);

    /// <summary>Who changed its mappings, when and with what; the newest first.</summary>
    /// <param name="before">The <c>before</c> of the page before.</param>
    /// <param name="first">From 1 to 500.</param>
    public static Task<MappingVersionPage> MappingVersions(RegisteredInterface distributor, MappingLedger ledger, long? before = null, int first = 20) =>
        ledger.Versions(distributor.Id, before, first);

    /// <summary>Its mappings as they were in a version, such as that of an execution; null when there is no such version.</summary>
    /// <param name="version">0 is before the first.</param>
    public static Task<MappingSet?> MappingsAt(RegisteredInterface distributor, MappingLedger ledger, long version) => ledger.At(distributor.Id, version);
}

[FieldsOf<MappingVersion>]
public static class MappingVersionFields
{
    /// <summary>What it changed, by kind and our code.</summary>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="first">From 1 to 500.</param>
    public static Task<ImmutableArray<MappingChange>> Changes(MappingVersion version, MappingLedger ledger, int skip = 0, int first = 100) =>
        ledger.Changes(version.Interface, version.Version, skip, first);
}
