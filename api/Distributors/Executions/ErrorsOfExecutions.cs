using Distribution.Api.GraphQL.Execution;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Api.Distributors.Executions;

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
