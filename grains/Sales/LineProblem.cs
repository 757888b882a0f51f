using Distribution.Distributors;
using Distribution.Sales.Conflicts;

namespace Distribution.Sales;

/// <summary>Why a line could not be taken, and who is in its way.</summary>
internal sealed record LineProblem(ExecutionError Error, ConflictFound? Conflict = null)
{
    public static implicit operator LineProblem(ExecutionError error) => new(error);
}
