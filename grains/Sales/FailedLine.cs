using System.Text.Json;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Sales.Conflicts;

namespace Distribution.Sales;

/// <summary>A line that waits, with why as its row keeps it.</summary>
/// <param name="Conflict">What it is in; null where nobody is in its way, any more.</param>
internal sealed record FailedLine(SaleLine Line, ExecutionError Error, NewConflict? Conflict)
{
    /// <summary>The error as its row has it.</summary>
    public string Text => JsonSerializer.Serialize(Error);

    public static FailedLine Of(FunctionJob job, SaleLine line, LineProblem problem, DateTimeOffset now) => new(
        line,
        job.Report.Dated(ItemKey.OfLine(line.Reference), problem.Error),
        problem.Conflict is { } found && line is SaleLine.Sold sold ? ConflictFinding.Row(job, sold, found, now) : null);

    /// <summary>It is kept.</summary>
    public void Tell(FunctionJob job)
    {
        job.Report.Add(ItemKey.OfLine(Line.Reference), SaleTaking.ActionOf(Line), Error, note: job.Older.Contains(Line.Reference) ? "It waited before this run." : null);
        job.Report.Counts = job.Report.Counts with { Waiting = job.Report.Counts.Waiting + 1 };
        job.Report.ConflictsChanged |= Conflict is not null;
    }
}
