using Distribution.Api.GraphQL.Execution;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;

namespace Distribution.Api.Distributors.Executions;

public sealed class ErrorsOfExecutions(ExecutionLog log) : PartLoader<ExecutionId, (int Skip, int First), IReadOnlyList<ExecutionError>>
{
    protected override async Task<IReadOnlyDictionary<ExecutionId, IReadOnlyList<ExecutionError>>> Read(IReadOnlyCollection<ExecutionId> keys, (int Skip, int First) part)
    {
        var errors = await log.Errors(keys, part.Skip, part.First);
        return keys.ToDictionary(id => id, IReadOnlyList<ExecutionError> (id) => [.. errors[id]]);
    }
}

public sealed class ItemsOfExecutions(ExecutionDetails details) : PartLoader<ExecutionId, (ItemFilter Filter, int? After, int First), ExecutionItemPage>
{
    protected override Task<IReadOnlyDictionary<ExecutionId, ExecutionItemPage>> Read(IReadOnlyCollection<ExecutionId> keys, (ItemFilter Filter, int? After, int First) part) =>
        details.Items(keys, part.Filter, part.After, part.First);
}

public sealed class ExchangesOfExecutions(ExecutionDetails details) : PartLoader<ExecutionId, (int? After, int First), ExchangePage>
{
    protected override Task<IReadOnlyDictionary<ExecutionId, ExchangePage>> Read(IReadOnlyCollection<ExecutionId> keys, (int? After, int First) part) =>
        details.Exchanges(keys, part.After, part.First);
}
