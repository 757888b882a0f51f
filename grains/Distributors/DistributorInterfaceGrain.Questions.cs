using Distribution.Connectors;
using Distribution.Primitives;

namespace Distribution.Distributors;

/// <summary>What is asked of the distributor at once, beside the runs: nothing changes by it, so nothing is written down.</summary>
internal sealed partial class DistributorInterfaceGrain
{
    public async Task<Outcome<AllotmentAtDistributor>> Allotment(PerformanceId performance)
    {
        if (await Unready(performance) is { } refusal)
        {
            return refusal;
        }

        return await _runner.Connector(_facts!.Type)!.ReadAllotment(Link(), Theirs(performance)!, _ending.Token) switch
        {
            StatusAnswer.Read read => new AllotmentAtDistributor(performance, read.Status, null),
            StatusAnswer.Failed failed => new AllotmentAtDistributor(performance, null, Error(performance, failed.Error)),
            var answer => throw new InvalidOperationException($"An answer of a kind that is not known: {answer.GetType().Name}."),
        };
    }

    /// <summary>Why the distributor can't be asked about a performance; null when it can.</summary>
    private async Task<Refusal?> Unready(PerformanceId performance)
    {
        if (!await IsKnown())
        {
            return NotFound();
        }

        if (_runner.Unsupported(_facts!.Type, can => can.AllotmentStatus, "allotment status") is { } unsupported)
        {
            return unsupported;
        }

        if (NotSetUp() is { } notSetUp)
        {
            return notSetUp;
        }

        return await UnknownPerformance(performance)
            ?? (Theirs(performance) is null
                ? new Refusal(
                    RefusalCode.MappingMissing, performance.ToString(), "The performance has no id of the distributor. Enter it in the interface's mappings first.")
                : null);
    }

    private string? Theirs(PerformanceId performance) => new MappingIndex(_state.State.Mappings).Theirs(MappingKind.Performance, performance.ToString());

    private static ExecutionError Error(PerformanceId performance, ExchangeError error) => new(error.Kind, performance.ToString(), error.Message, error.WhatToDo);
}
