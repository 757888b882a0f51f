using System.Collections.Immutable;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Execution = Distribution.Distributors.Execution;

namespace Distribution.Api.Distributors.Executions;

[FieldsOf<Execution>]
public static class ExecutionFields
{
    /// <summary>What went wrong, the first first. At most 1,000 are kept; <c>errorCount</c> counts all.</summary>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="first">From 1 to 500.</param>
    public static Task<ImmutableArray<ExecutionError>> Errors(Execution execution, ExecutionLog log, int skip = 0, int first = 50) =>
        log.Errors(execution.Id, skip, first);

    /// <summary>What it worked on, one by one, and what became of each; kept for 90 days where nothing else is set.</summary>
    /// <param name="performance">Only those of this performance.</param>
    /// <param name="kind">Only those of this kind.</param>
    /// <param name="outcome">Only those with this outcome.</param>
    /// <param name="subject">Only this one: a place's key, a line's reference.</param>
    /// <param name="onlyFailed">Only what failed or is in doubt.</param>
    /// <param name="after">The <c>after</c> of the page before.</param>
    /// <param name="first">From 1 to 500.</param>
    public static Task<ExecutionItemPage> Items(
        Execution execution,
        ExecutionDetails details,
        PerformanceId? performance = null,
        ItemKind? kind = null,
        ItemOutcome? outcome = null,
        string? subject = null,
        bool onlyFailed = false,
        int? after = null,
        int first = 50) =>
        details.Items(execution.Id, new ItemFilter(performance, kind, outcome, subject, onlyFailed), after, first);

    /// <summary>
    /// What was sent to the distributor and what it answered, secrets masked: the first 1,000 exchanges, up to 65,536 characters each way; kept for 90 days
    /// where nothing else is set.
    /// </summary>
    /// <param name="after">The <c>after</c> of the page before.</param>
    /// <param name="first">From 1 to 50.</param>
    [Requires(Role.Operator)]
    public static Task<ExchangePage> Exchanges(Execution execution, ExecutionDetails details, int? after = null, int first = 10) =>
        details.Exchanges(execution.Id, after, first);

    /// <summary>The name of its venue.</summary>
    public static Deferred<string?> VenueName(Execution execution, NamesById names) => names.Load(execution.Venue.Value);

    /// <summary>The name of its interface.</summary>
    public static Deferred<string?> InterfaceName(Execution execution, NamesById names) => names.Load(execution.Interface.Value);

    /// <summary>The name of the performance that it is for; null: it is for none alone.</summary>
    public static Deferred<string?>? PerformanceName(Execution execution, NamesById names) =>
        execution.Performance is { } performance ? names.Load(performance.Value) : null;
}
