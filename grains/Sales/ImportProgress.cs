using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.Executions;

namespace Distribution.Sales;

/// <summary>How far an import is, by lines, and which lines it takes.</summary>
internal sealed class ImportProgress(FunctionJob job)
{
    private int _done;
    private int? _found;

    /// <summary>It takes lines that failed before, and reads nothing new.</summary>
    public bool IsOfLinesAlone => job.Only is { IsEmpty: false } only && only.All(item => item.Kind is ItemKind.SaleLine);

    /// <summary>The position of the last line that was kept before this run; 0: none was.</summary>
    public long LastBefore { get; set; }

    public void Found(int lines) => _found = (_found ?? 0) + lines;

    /// <summary>Lines that were read; those that are new are still to be taken.</summary>
    public void Kept(PageKept kept)
    {
        Found(kept.New);
        job.Report.Counts = job.Report.Counts with { Known = job.Report.Counts.Known + kept.Known };
    }

    public void Past(int lines) => _done += lines;

    public ValueTask SafePoint() => job.Control.SafePoint(_done, _found);

    public void End() => job.Control.Ended(_done);

    /// <summary>False for a line that somebody had skipped, and for one that a run of only what failed does not mean.</summary>
    public bool IsTaken(SaleLine line)
    {
        var item = ItemKey.OfLine(line.Reference);
        if (IsOfLinesAlone && !job.Only!.Contains(item))
        {
            return false;
        }

        if (!job.Skipped.Contains(item))
        {
            return true;
        }

        job.Report.Counts = job.Report.Counts with { Skipped = job.Report.Counts.Skipped + 1 };
        job.Report.Add(item, SaleTaking.ActionOf(line), ItemOutcome.Skipped);
        return false;
    }
}
