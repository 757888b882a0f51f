using System.Collections.Immutable;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Uploads;
using Distribution.Api.Security;
using Distribution.Distributors;
using Distribution.Distributors.Mappings;
using Distribution.Primitives;

namespace Distribution.Api.Distributors;

[QueryFields]
public static class MappingQueries
{
    /// <summary>Which of the distributor's objects are probably ours, by equal names; case, accents and punctuation don't matter. Confirm with setMappings.</summary>
    /// <param name="interface">The interface to map.</param>
    /// <param name="kind">What all of theirs are.</param>
    /// <param name="theirs">1 to 20,000, as the distributor names them.</param>
    [Requires(Role.Reader)]
    public static Task<Outcome<ImmutableArray<MappingSuggestion>>> SuggestMappings(
        InterfaceMappings mappings, DistributorInterfaceId @interface, MappingKind kind, IReadOnlyList<TheirObject> theirs) =>
        mappings.Suggest(@interface, kind, theirs);

    /// <summary>As suggestMappings, with the distributor's objects in a file.</summary>
    /// <param name="interface">The interface to map.</param>
    /// <param name="kind">What all of theirs are.</param>
    /// <param name="file">CSV in UTF-8 or XLSX with the columns id and name.</param>
    [Requires(Role.Reader)]
    public static async Task<Outcome<ImmutableArray<MappingSuggestion>>> SuggestMappingsFromFile(
        InterfaceMappings mappings, CancellationToken cancellationToken, DistributorInterfaceId @interface, MappingKind kind, Upload file)
    {
        await using var content = file.Open();
        return await mappings.Suggest(@interface, kind, content, cancellationToken);
    }
}
