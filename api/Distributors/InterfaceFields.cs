using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Catalog;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Api.Distributors;

[FieldsOf<RegisteredInterface>]
public static class InterfaceFields
{
    /// <summary>How it is set up and mapped, and what runs now.</summary>
    public static Task<Outcome<InterfaceView>> State(RegisteredInterface distributor, IGrainFactory grains) =>
        grains.GetGrain<IDistributorInterfaceGrain>(distributor.Id.Value).Get();

    /// <summary>Its executions, the newest first.</summary>
    public static async Task<Connection<Execution>> Executions(RegisteredInterface distributor, ExecutionLog log, [PageSize(20)] Page page)
    {
        var found = await log.Page(distributor.Id, page.AfterId<ExecutionId>(), page.First);
        return page.OfIds(found.Executions, execution => execution.Id.Value, found.After is not null);
    }
}

[FieldsOf<Execution>]
public static class ExecutionFields
{
    /// <summary>What went wrong, the first first. At most 1,000 are kept; <c>errorCount</c> counts all.</summary>
    public static Deferred<Connection<ExecutionError>> Errors(Execution execution, ErrorsOfExecutions errors, Page page) =>
        errors.Load(new PartOfErrors(execution.Id, page.Skip(), page.First)).Then(part =>
            page.OfPositions(part ?? [], Math.Min(execution.ErrorCount, ExecutionLog.MaxPage)));
}

/// <summary>A part of the errors of an execution.</summary>
public readonly record struct PartOfErrors(ExecutionId Execution, int Skip, int First);

/// <summary>Errors of executions, in one read for each part that is asked for.</summary>
public sealed class ErrorsOfExecutions(ExecutionLog log) : BatchLoader<PartOfErrors, IReadOnlyList<ExecutionError>>
{
    protected override async Task<IReadOnlyDictionary<PartOfErrors, IReadOnlyList<ExecutionError>>> Load(IReadOnlyCollection<PartOfErrors> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<PartOfErrors, IReadOnlyList<ExecutionError>>();
        foreach (var part in keys.GroupBy(key => (key.Skip, key.First)))
        {
            var errors = await log.Errors([.. part.Select(key => key.Execution)], part.Key.Skip, part.Key.First);
            foreach (var key in part)
            {
                found.Add(key, [.. errors[key.Execution]]);
            }
        }

        return found;
    }
}
