using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Api.Distributors;

[NodeFields]
public static class ExecutionNodes
{
    [Requires(Role.Reader)]
    public static Deferred<Execution?> Execution(ExecutionId id, ExecutionsById executions) => executions.Load(id);
}

/// <summary>Executions that others lead to, in one read.</summary>
public sealed class ExecutionsById(ExecutionLog log) : BatchLoader<ExecutionId, Execution>
{
    protected override async Task<IReadOnlyDictionary<ExecutionId, Execution>> Load(IReadOnlyCollection<ExecutionId> keys, CancellationToken cancellationToken) =>
        (await log.Find(keys)).ToDictionary(execution => execution.Id);
}
