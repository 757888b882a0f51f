using System.Collections.Immutable;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Api.Security;
using Distribution.Catalog;
using Distribution.Distributors.AllotmentSheets;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Api.Distributors;

[MutationFields]
public static class AllotmentSheetMutations
{
    /// <summary>
    /// Makes a sheet of what a distributor has and is to give back, to be read out to it; for interfaces without an export. Its files are at
    /// `/allotment-sheets/{interface}/{performance}.pdf` and `.xlsx`.
    /// </summary>
    /// <param name="interface">Its type has the capability `byWord`, and no `export`.</param>
    /// <param name="performance">The performance it is about.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<AllotmentSheet>> MakeAllotmentSheet(
        CommandContext command, AllotmentSheetMaking sheets, DistributorInterfaceId @interface, PerformanceId performance) =>
        sheets.Make(command, @interface, performance);

    /// <summary>
    /// Says that the distributor took the last sheet, or file, and who agreed. From then on the venue sells the places that it gave back. The word is kept, and shown with the sheet.
    /// </summary>
    /// <param name="interface">Its type has the capability `byWord`.</param>
    /// <param name="performance">The performance that the sheet is about.</param>
    /// <param name="version">The sheet's.</param>
    /// <param name="agreedWith">Who agreed at the distributor.</param>
    /// <param name="how">How they agreed.</param>
    /// <param name="agreedAt">When they agreed.</param>
    /// <param name="keptPlaces">Of the places to give back, those that the distributor has sold: they go back into its contingent.</param>
    /// <param name="keptAreas">The same of unnumbered areas.</param>
    /// <param name="note">At most 1,000 characters.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<AllotmentSheet>> ConfirmAllotmentSheet(
        CommandContext command,
        AllotmentSheetMaking sheets,
        DistributorInterfaceId @interface,
        PerformanceId performance,
        long version,
        string agreedWith,
        AgreementWay how,
        DateTimeOffset agreedAt,
        IReadOnlyList<PlaceKey>? keptPlaces = null,
        IReadOnlyList<AreaQuantity>? keptAreas = null,
        string? note = null) =>
        sheets.Agree(command, @interface, performance, new AllotmentWordGiven(version, agreedWith, how, agreedAt, new PlaceSelection([.. keptPlaces ?? []], [.. keptAreas ?? []]), note));
}

[FieldsOf<RegisteredInterface>]
public static class AllotmentSheetFields
{
    /// <summary>What the distributor was told of a performance, or is to be told, the newest first; none where it is told by machines.</summary>
    /// <param name="performance">The performance.</param>
    /// <param name="first">From 1 to 100.</param>
    public static Deferred<ImmutableArray<AllotmentSheet>> AllotmentSheets(
        RegisteredInterface distributor, AllotmentSheetsOfInterfaces sheets, PerformanceId performance, int first = 20) =>
        sheets.Load(distributor.Id, (performance, Page.SizeOf(first, AllotmentSheetLedger.MaxList)));
}

public sealed class AllotmentSheetsOfInterfaces(AllotmentSheetLedger ledger)
    : PartLoader<DistributorInterfaceId, (PerformanceId Performance, int First), ImmutableArray<AllotmentSheet>>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, ImmutableArray<AllotmentSheet>>> Read(
        IReadOnlyCollection<DistributorInterfaceId> keys, (PerformanceId Performance, int First) part) => ledger.Lists(keys, part.Performance, part.First);
}
