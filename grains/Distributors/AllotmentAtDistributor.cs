using Distribution.Connectors;
using Distribution.Primitives;

namespace Distribution.Distributors;

/// <summary>How a performance's allotment stands by the distributor's own books. Exactly one of status and error is there.</summary>
/// <param name="Error">Why the distributor could not be asked.</param>
/// <param name="Status">What the distributor answered; null where it could not be asked.</param>
[GenerateSerializer, Immutable, Alias("AllotmentAtDistributor")]
public sealed record AllotmentAtDistributor(PerformanceId Performance, AllotmentStatus? Status, ExecutionError? Error);
