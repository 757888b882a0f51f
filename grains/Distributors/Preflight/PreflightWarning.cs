using Distribution.Primitives;
using Microsoft.Extensions.Logging;

namespace Distribution.Distributors.Preflight;

/// <summary>One line for a run, where something is missing that would keep a schedule from being resumed. The run goes on all the same.</summary>
internal sealed partial class PreflightWarning(PreflightReading reading, ILogger<PreflightWarning> logger)
{
    public async Task<string?> Of(FunctionJob job)
    {
        try
        {
            var scope = new PreflightScope(job.Command.Function, job.Command.Performance);
            // The interface is not asked: this run is the interface's, and while it ends it answers nothing before the run is over.
            var report = await reading.Report(job.Interface, scope, new PreflightSetup(job.Contact, TellsSomebody: true), job.Mappings);
            return report.Match(Line, refusals => $"The preflight could not be made: {refusals[0].Message}");
        }
#pragma warning disable CA1031 // A warning that can't be given must never keep a run from its work.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            NotMade(exception, job.Execution);
            return null;
        }
    }

    private static string? Line(PreflightReport report) => report.IsReady
        ? null
        : $"The preflight misses {report.Hindering} {(report.Hindering == 1 ? "thing" : "things")}; the first: {report.Findings[0].Message} {report.Findings[0].WhatToDo}";

    [LoggerMessage(LogLevel.Warning, "Execution {Execution}: its preflight could not be made.")]
    private partial void NotMade(Exception exception, ExecutionId execution);
}
