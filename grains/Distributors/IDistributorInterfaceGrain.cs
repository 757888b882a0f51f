using System.Collections.Immutable;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Sales.Conflicts;
using Distribution.Sales.Prices;
using Orleans.Concurrency;

namespace Distribution.Distributors;

/// <summary>
/// One configured link to one distributor; the key is the interface's id, as registered in the catalog. Every method may refuse with
/// NotFound (no such interface), and every command with CommandMismatch.
/// </summary>
[Alias("IDistributorInterfaceGrain")]
public interface IDistributorInterfaceGrain : IGrainWithGuidKey
{
    /// <summary>Refused where something is missing that the interface's connector declares, or there that it does not.</summary>
    [Alias("SetUp")]
    Task<Outcome<InterfaceSetup>> SetUp(SetUpInterface command);

    /// <summary>
    /// Adds, changes and (with an empty id of theirs) removes mappings, all or none, and makes a new version of them unless nothing changed. Refused
    /// with Busy when another activation was first.
    /// </summary>
    /// <param name="file">The name of the file that the changes came in, for the history; null: they were entered by hand.</param>
    [Alias("Map")]
    Task<Outcome<MappingSet>> Map(CommandContext context, ImmutableArray<Mapping> changes, string? file = null);

    /// <summary>
    /// Starts a function and answers at once; the execution's id is the command's id. Refused with Busy while the function
    /// runs, and with WrongState while the interface is not set up, or where its connector does not have the function.
    /// </summary>
    [Alias("Run")]
    Task<Outcome<Execution>> Run(RunFunction command);

    /// <summary>
    /// Runs an execution again, as <see cref="Run"/>: all of it, or only what failed in it. Refused with NotFound where this interface has no such
    /// execution, and with WrongState while it runs, or where nothing failed in it.
    /// </summary>
    [Alias("RunAgain")]
    Task<Outcome<Execution>> RunAgain(CommandContext context, ExecutionId execution, bool onlyFailed);

    /// <summary>
    /// Has an execution end at its next safe point; the answer says how it stands now. What is durable stays, and what was sent without an answer stays in
    /// doubt. Refused with NotFound, and with WrongState where it has ended otherwise.
    /// </summary>
    [Alias("Cancel")]
    Task<Outcome<Execution>> Cancel(CommandContext context, ExecutionId execution);

    /// <summary>Has a function leave an item out. Refused with Duplicate where it does already, and with LimitExceeded beyond 1,000 of them.</summary>
    [Alias("Skip")]
    Task<Outcome<SkippedItem>> Skip(SkipItem command);

    [Alias("Unskip")]
    Task<Outcome<SkippedItem>> Unskip(UnskipItem command);

    // Interleaved: it only waits for a run to end, and must not keep commands waiting meanwhile.
    /// <summary>Waits until an execution has ended, at most 30 seconds, and answers how it stands then.</summary>
    [Alias("WaitFor"), AlwaysInterleave, ResponseTimeout("00:00:45")]
    Task<Outcome<Execution>> WaitFor(ExecutionId execution, TimeSpan atMost);

    // Interleaved: it reads what is there in one turn.
    [Alias("Get"), AlwaysInterleave]
    Task<Outcome<InterfaceView>> Get();

    // Interleaved: it waits for the distributor, and must not keep commands and runs waiting meanwhile.
    /// <summary>Asks the distributor how a performance's allotment stands. Refused with WrongState where its connector can't, with MappingMissing without the performance's mapping.</summary>
    [Alias("Allotment"), AlwaysInterleave, ResponseTimeout("00:02:00")]
    Task<Outcome<AllotmentAtDistributor>> Allotment(PerformanceId performance);

    /// <summary>Says what becomes of sales whose price is not our tariff's.</summary>
    [Alias("SetSaleRules")]
    Task<Outcome<SaleRules>> SetSaleRules(CommandContext context, SaleRules rules);

    /// <summary>
    /// Decides a conflict of a sale. Refused with NotFound, WrongState (it is over), Busy (somebody else's decision is being carried out), or with the
    /// reasons of the seat map: then the conflict is open as before.
    /// </summary>
    [Alias("Resolve"), ResponseTimeout("00:01:00")]
    Task<Outcome<SaleConflict>> Resolve(ResolveConflict command);

    /// <summary>Decides conflicts of sales one after another, as <see cref="Resolve"/>; the outcomes in the order of the commands.</summary>
    [Alias("ResolveAll"), ResponseTimeout("00:01:00")]
    Task<ImmutableArray<Outcome<SaleConflict>>> ResolveAll(ImmutableArray<ResolveConflict> commands);

    /// <summary>Tells the observer of every change of this interface's executions for the next 3 minutes; ask again before.</summary>
    [Alias("Observe"), AlwaysInterleave]
    Task Observe(IExecutionObserver observer);
}

/// <param name="Performance">For an export; null exports every performance that is mapped. For the preparation of access control, which needs one.</param>
/// <param name="FilesOnly">For an import: take the files that came by hand and what waits, and leave the distributor alone, whose link may be down.</param>
/// <param name="File">For an import of files only: the one that came with it. Dry, it looks at nothing else.</param>
/// <param name="Since">For an import: what was sold and cancelled from then on is read once more, besides what is new.</param>
/// <param name="DryRun">Says what it would do, and changes nothing here and nothing at the distributor.</param>
/// <param name="AgainOf">The execution that it runs again.</param>
/// <param name="OnlyFailed">Takes only what failed in that one.</param>
[GenerateSerializer, Immutable, Alias("RunFunction")]
public sealed record RunFunction(
    CommandContext Context,
    DistributorFunction Function,
    PerformanceId? Performance = null,
    ExecutionTrigger Trigger = ExecutionTrigger.Manual,
    bool FilesOnly = false,
    bool DryRun = false,
    ExecutionId? AgainOf = null,
    bool OnlyFailed = false,
    DateTimeOffset? Since = null,
    SalesFileId? File = null);

/// <summary>The conflicts of an interface are others than before.</summary>
/// <param name="Open">How many wait for somebody to decide.</param>
[GenerateSerializer, Immutable, Alias("OpenConflicts")]
public sealed record OpenConflicts(DistributorInterfaceId Interface, int Open);

[Alias("IExecutionObserver")]
public interface IExecutionObserver : IGrainObserver
{
    [Alias("Changed"), OneWay]
    Task Changed(Execution execution);

    [Alias("ConflictsChanged"), OneWay]
    Task ConflictsChanged(OpenConflicts conflicts);
}
