using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Api.Distributors;

[MutationFields]
public static class DistributorMutations
{
    /// <summary>Says how an interface reaches its distributor, and in whose name it sells.</summary>
    /// <param name="interface">The interface to set up.</param>
    /// <param name="url">Absolute, https; http only on this machine.</param>
    /// <param name="user">1 to 200 characters.</param>
    /// <param name="contact">The contact that all its orders and tickets bear.</param>
    /// <param name="password">1 to 1,000 characters; null keeps the one that is set. It is stored encrypted and never given out.</param>
    /// <param name="emails">Who is told about errors; at most 20.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<InterfaceSetup>> SetUpDistributorInterface(
        CommandContext command,
        IGrainFactory grains,
        DistributorInterfaceId @interface,
        string url,
        string user,
        ContactId contact,
        string? password = null,
        IReadOnlyList<string>? emails = null) =>
        Of(grains, @interface).SetUp(new SetUpInterface(command, url, user, password, contact, [.. emails ?? []]));

    /// <summary>Adds, changes and (with an empty id of theirs) removes mappings, all or none.</summary>
    /// <param name="interface">The interface whose mappings change.</param>
    /// <param name="mappings">1 to 20,000; those not named stay.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<MappingSet>> SetMappings(
        CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, IReadOnlyList<Mapping> mappings) =>
        Of(grains, @interface).Map(command, [.. mappings]);

    /// <summary>Starts a contingent export and answers at once; the execution's id is the command's id.</summary>
    /// <param name="interface">The interface that exports.</param>
    /// <param name="performance">Null: every performance that is mapped.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Execution>> RunContingentExport(
        CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, PerformanceId? performance = null) =>
        Of(grains, @interface).Run(new RunFunction(command, DistributorFunction.ContingentExport, performance));

    /// <summary>Starts a sales import and answers at once; the execution's id is the command's id.</summary>
    /// <param name="interface">The interface that imports.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Execution>> RunSalesImport(CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface) =>
        Of(grains, @interface).Run(new RunFunction(command, DistributorFunction.SalesImport));

    private static IDistributorInterfaceGrain Of(IGrainFactory grains, DistributorInterfaceId distributor) =>
        grains.GetGrain<IDistributorInterfaceGrain>(distributor.Value);
}
