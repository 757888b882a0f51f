using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Uploads;
using Distribution.Api.Security;
using Distribution.Distributors.Mappings;
using Distribution.Distributors.OnSaleSheets;
using Distribution.Primitives;
using EventId = Distribution.Primitives.EventId;

namespace Distribution.Api.Distributors;

[MutationFields]
public static class MappingMutations
{
    /// <summary>
    /// Takes the distributor's ids out of an on-sale sheet that came back filled in, all of them or none. Each problem is an error that names its sheet and
    /// cell; a cell left empty changes nothing.
    /// </summary>
    /// <param name="interface">The interface that the sheet was made for.</param>
    /// <param name="event">The event that the sheet was made for.</param>
    /// <param name="file">The XLSX file, at most 16 MiB.</param>
    /// <param name="dryRun">Only say what would change.</param>
    [Requires(Role.Operator)]
    public static async Task<Outcome<MappingImport>> ImportOnSaleSheet(
        CommandContext command, OnSaleSheets sheets, DistributorInterfaceId @interface, EventId @event, Upload file, bool dryRun = false)
    {
        await using var content = file.Open();
        return await sheets.Import(command, @event, @interface, content, file.Name, dryRun);
    }

    /// <summary>
    /// Takes a file of mappings, as it can be downloaded: CSV in UTF-8 or XLSX with the columns kind, ours and theirs. All of it or nothing; each problem is an
    /// error that names its line and column, or sheet and cell.
    /// </summary>
    /// <param name="interface">The interface whose mappings change.</param>
    /// <param name="file">At most 16 MiB and 20,000 lines; what it does not name stays.</param>
    /// <param name="removeEmpty">An empty id removes the mapping; otherwise it changes nothing.</param>
    /// <param name="dryRun">Only say what would change.</param>
    [Requires(Role.Operator)]
    public static async Task<Outcome<MappingImport>> ImportMappings(
        CommandContext command,
        InterfaceMappings mappings,
        CancellationToken cancellationToken,
        DistributorInterfaceId @interface,
        Upload file,
        bool removeEmpty = false,
        bool dryRun = false)
    {
        await using var content = file.Open();
        return await mappings.Import(command, @interface, content, file.Name, removeEmpty, dryRun, cancellationToken);
    }
}
