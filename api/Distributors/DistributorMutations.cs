using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Nodes;
using Distribution.Api.GraphQL.TypeSystem;
using Distribution.Api.Security;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Api.Distributors;

[MutationFields]
public static class DistributorMutations
{
    /// <summary>
    /// Says how an interface reaches its distributor, and in whose name it sells. Its type says which fields it needs (`interfaceTypes`); one that is
    /// missing, or that it does not need, is refused by its name. A secret that is null stays as it is set.
    /// </summary>
    /// <param name="interface">The interface to set up.</param>
    /// <param name="url">
    /// Where the distributor is reached: of its service <c>https://partners.example.com/api</c> (http only on this machine), of an SFTP server <c>sftp://sftp.example.com/venue</c>; for interfaces of
    /// type files also <c>folder:lyon</c>, below the directory of the installation, or <c>upload:</c> for files by hand alone.
    /// </param>
    /// <param name="contact">The contact that all its orders and tickets bear.</param>
    /// <param name="user">The login that the distributor gave.</param>
    /// <param name="password">It is stored encrypted and never given out.</param>
    /// <param name="managerCode">The distributor's code for who manages the venue's sales. It is stored encrypted and never given out.</param>
    /// <param name="emails">Who is told about errors; at most 20.</param>
    /// <param name="hostKey">The fingerprint of the SFTP server's key, such as `SHA256:…`; null trusts the first one seen.</param>
    /// <param name="doneFolder">Where files go that were read; null leaves them, and they are remembered.</param>
    /// <param name="columns">Which column of a file of sales says what, such as `ticket = N° billet; price = Prix`; null: as the connector says.</param>
    /// <param name="fileFormat">Of files that are written: csv or xlsx; null: csv.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<InterfaceSetup>> SetUpDistributorInterface(
        CommandContext command,
        IGrainFactory grains,
        DistributorInterfaceId @interface,
        string url,
        ContactId contact,
        string? user = null,
        string? password = null,
        string? managerCode = null,
        IReadOnlyList<string>? emails = null,
        string? hostKey = null,
        string? doneFolder = null,
        string? columns = null,
        string? fileFormat = null) =>
        Of(grains, @interface).SetUp(new SetUpInterface(command, url, user, password, contact, [.. emails ?? []], managerCode, hostKey, doneFolder, columns, fileFormat));

    /// <summary>Adds, changes and (with an empty id of theirs) removes mappings, all or none.</summary>
    /// <param name="interface">The interface whose mappings change.</param>
    /// <param name="mappings">1 to 20,000; those not named stay.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<MappingSet>> SetMappings(
        CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, IReadOnlyList<Mapping> mappings) =>
        Of(grains, @interface).Map(command, [.. mappings.Select(WithOwnId)]);

    /// <summary>Starts a contingent export and answers at once; the execution's id is the command's id.</summary>
    /// <param name="interface">The interface that exports.</param>
    /// <param name="performance">Null: every performance that is mapped.</param>
    /// <param name="dryRun">Only says what would be sent, and changes nothing.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Execution>> RunContingentExport(
        CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, PerformanceId? performance = null, bool dryRun = false) =>
        Of(grains, @interface).Run(new RunFunction(command, DistributorFunction.ContingentExport, performance, DryRun: dryRun));

    /// <summary>Starts a sales import and answers at once; the execution's id is the command's id.</summary>
    /// <param name="interface">The interface that imports.</param>
    /// <param name="since">What was sold and cancelled from then on is read once more; nothing is doubled by it. The interface's type must have the capability `replay`.</param>
    /// <param name="dryRun">Only reads what the distributor has, acknowledges nothing, and says what would become of it.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Execution>> RunSalesImport(
        CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, DateTimeOffset? since = null, bool dryRun = false) =>
        Of(grains, @interface).Run(new RunFunction(command, DistributorFunction.SalesImport, Since: since, DryRun: dryRun));

    /// <summary>
    /// Starts the preparation of access control and answers at once; the execution's id is the command's id. The distributor sells and cancels nothing more
    /// of the performance, which can't be taken back, and says how many valid tickets there are. Import the sales afterwards.
    /// </summary>
    /// <param name="interface">Its type must have the capability `accessControl`.</param>
    /// <param name="performance">The one whose doors will open.</param>
    /// <param name="dryRun">Only asks how many tickets there are, where the distributor can be asked; it goes on selling.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Execution>> RunAccessControlPreparation(
        CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, PerformanceId performance, bool dryRun = false) =>
        Of(grains, @interface).Run(new RunFunction(command, DistributorFunction.AccessControlPreparation, performance, DryRun: dryRun));

    /// <summary>A mapping names things by their UUIDs, as files do; a client has them as this API answers them.</summary>
    private static Mapping WithOwnId(Mapping mapping) =>
        mapping.Kind is MappingKind.Event or MappingKind.Performance or MappingKind.LogicalConfiguration or MappingKind.AudienceSubCategory
        && GlobalId.TryParse(mapping.Ours, out var id)
        && id.Type == GraphNames.Camel($"{mapping.Kind}")
            ? mapping with { Ours = id.Value.ToString() }
            : mapping;

    /// <summary>
    /// Starts a comparison of our books with the distributor's and answers at once; the execution's id is the command's id. What it found is among the interface's
    /// `reconciliations`. Every export that went well does the same at its end.
    /// </summary>
    /// <param name="interface">Its type must have the capability `allotmentStatus`.</param>
    /// <param name="performance">Null: every performance that is mapped.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Execution>> RunReconciliation(
        CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, PerformanceId? performance = null) =>
        Of(grains, @interface).Run(new RunFunction(command, DistributorFunction.Reconciliation, performance));

    private static IDistributorInterfaceGrain Of(IGrainFactory grains, DistributorInterfaceId distributor) =>
        grains.GetGrain<IDistributorInterfaceGrain>(distributor.Value);
}
