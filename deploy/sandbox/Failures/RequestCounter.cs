using System.Collections.Concurrent;

namespace Distribution.Sandbox.Failures;

/// <summary>How many requests of each operation came, refused ones too, since the start or the last reset.</summary>
internal sealed class RequestCounter
{
    private readonly ConcurrentDictionary<Operation, int> _counts = new();

    public void Count(Operation operation) => _counts.AddOrUpdate(operation, 1, (_, count) => count + 1);

    public RequestCounts Counts() => new(
        Of(Operation.Allotment), Of(Operation.Status), Of(Operation.Sales), Of(Operation.Acknowledgement), Of(Operation.Ping), Of(Operation.Preparation));

    public void Reset() => _counts.Clear();

    private int Of(Operation operation) => _counts.GetValueOrDefault(operation);
}

public sealed record RequestCounts(int Allotment, int Status, int Sales, int Acknowledgement, int Ping, int Preparation);
