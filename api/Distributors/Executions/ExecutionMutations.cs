using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;

namespace Distribution.Api.Distributors.Executions;

[MutationFields]
public static class ExecutionMutations
{
    /// <summary>
    /// Runs an execution again and answers at once; the new execution's id is the command's id. It never does harm: what is taken already is not taken twice.
    /// </summary>
    /// <param name="interface">The execution's interface.</param>
    /// <param name="execution">One that has ended. Of a dry run, another dry run is made.</param>
    /// <param name="onlyFailed">Of an import, the lines that failed in it; of an export, the performances in which something did.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Execution>> RunAgain(
        CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, ExecutionId execution, bool onlyFailed = false) =>
        Of(grains, @interface).RunAgain(command, execution, onlyFailed);

    /// <summary>
    /// Has a running execution end at its next safe point: between two messages to the distributor, or two lines of its sales. What is done stays done, and
    /// what was sent without an answer stays in doubt. Its state is then `CANCELLED`.
    /// </summary>
    /// <param name="interface">The execution's interface.</param>
    /// <param name="execution">One that runs; one that was cancelled before is answered as it is.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Execution>> CancelExecution(CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, ExecutionId execution) =>
        Of(grains, @interface).Cancel(command, execution);

    /// <summary>
    /// Has a function leave an item out from its next run on, until `unskipItem`. A place that was offered stays offered to the distributor, a line of its sales
    /// stays kept.
    /// </summary>
    /// <param name="interface">The interface whose runs are to leave it out; at most 1,000 items at once.</param>
    /// <param name="function">Of an export a performance, a place or an area; of an import a line.</param>
    /// <param name="kind">As the execution's item says.</param>
    /// <param name="subject">As the execution's item says: a place's or an area's key, a performance's id, a line's reference.</param>
    /// <param name="reason">Why, for whoever finds it later; 1 to 500 characters.</param>
    /// <param name="performance">As the execution's item says; none for a line.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<SkippedItem>> SkipItem(
        CommandContext command,
        IGrainFactory grains,
        DistributorInterfaceId @interface,
        DistributorFunction function,
        ItemKind kind,
        string subject,
        string reason,
        PerformanceId? performance = null) =>
        Of(grains, @interface).Skip(new SkipItem(command, function, kind, performance, subject, reason));

    /// <summary>Has a skipped item taken again, from the next run on.</summary>
    /// <param name="interface">The interface whose runs leave it out.</param>
    /// <param name="skipped">The id of the skipped item.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<SkippedItem>> UnskipItem(CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, SkippedItemId skipped) =>
        Of(grains, @interface).Unskip(new UnskipItem(command, skipped));

    private static IDistributorInterfaceGrain Of(IGrainFactory grains, DistributorInterfaceId distributor) =>
        grains.GetGrain<IDistributorInterfaceGrain>(distributor.Value);
}
