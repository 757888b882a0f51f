using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Api.Security;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;

namespace Distribution.Api.Distributors.Executions;

[FieldsOf<Execution>]
public static class ExecutionFields
{
    /// <summary>What went wrong, the first first. At most 1,000 are kept; <c>errorCount</c> counts all.</summary>
    public static Deferred<Connection<ExecutionError>> Errors(Execution execution, ErrorsOfExecutions errors, Page page) =>
        errors.Load(execution.Id, (page.Skip(), page.First)).Then(found => page.OfPositions(found, Math.Min(execution.ErrorCount, ExecutionLog.MaxPage)));

    /// <summary>What it worked on, one by one, and what became of each; kept for 90 days where nothing else is set.</summary>
    /// <param name="performance">Only those of this performance.</param>
    /// <param name="kind">Only those of this kind.</param>
    /// <param name="outcome">Only those with this outcome.</param>
    /// <param name="subject">Only this one: a place's key, a line's reference.</param>
    /// <param name="onlyFailed">Only what failed or is in doubt.</param>
    public static Deferred<Connection<ExecutionItem>> Items(
        Execution execution,
        ItemsOfExecutions items,
        Page page,
        PerformanceId? performance = null,
        ItemKind? kind = null,
        ItemOutcome? outcome = null,
        string? subject = null,
        bool onlyFailed = false) =>
        items.Load(execution.Id, (new ItemFilter(performance, kind, outcome, subject, onlyFailed), Position(page), page.First))
            .Then(found => page.OfNumbers(found.Items, item => item.Position, found.After is not null));

    /// <summary>
    /// What was sent to the distributor and what it answered, secrets masked: the first 1,000 exchanges, up to 65,536 characters each way; kept for 90 days
    /// where nothing else is set. A page has at most 50.
    /// </summary>
    [Requires(Role.Operator)]
    public static Deferred<Connection<Exchange>> Exchanges(Execution execution, ExchangesOfExecutions exchanges, [PageSize(10)] Page page) =>
        exchanges.Load(execution.Id, (Position(page), page.First))
            .Then(found => page.OfNumbers(found.Exchanges, exchange => exchange.Position, found.After is not null));

    private static int? Position(Page page) => page.AfterNumber() is { } number ? (int)Math.Clamp(number, -1, int.MaxValue) : null;
}
