using System.Collections.Immutable;
using Distribution.Distributors.Preflight;
using Distribution.Primitives;

namespace Distribution.Schedules;

/// <summary>What a preflight found to hinder, as the refusals of a schedule that was to be resumed.</summary>
internal static class PreflightObstacles
{
    public const int MaxRefusals = 50;

    public static ImmutableArray<Refusal> Of(PreflightReport report)
    {
        var hindering = report.Findings.Where(finding => finding.Weight is PreflightWeight.Hinders).Take(MaxRefusals).Select(Refusal).ToImmutableArray();
        return report.Hindering <= hindering.Length
            ? hindering
            : hindering.Add(new(
                RefusalCode.WrongState, report.Interface.ToString(), $"{report.Hindering - hindering.Length} more things are missing, too many to list here: the preflight tells all."));
    }

    private static Refusal Refusal(PreflightFinding finding) => new(
        finding.Topic is PreflightTopic.Mapping ? RefusalCode.MappingMissing : RefusalCode.WrongState, finding.Subject, $"{finding.Message} {finding.WhatToDo}");
}
