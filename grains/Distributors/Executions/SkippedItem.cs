using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Distributors.Executions;

[GenerateSerializer, Immutable, Alias("SkippedItemId")]
public readonly record struct SkippedItemId(Guid Value) : IId<SkippedItemId>
{
    public static string Noun => "skipped item";
    public static SkippedItemId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

/// <summary>An item that a function leaves out, because it keeps failing and somebody said so.</summary>
/// <param name="Id">The id of the command that skipped it.</param>
/// <param name="Performance">Of a place, an area or a performance; null for a line of sales.</param>
/// <param name="EndedBy">Who had it taken again; null while it is left out.</param>
/// <param name="At">When it was skipped.</param>
/// <param name="EndedAt">When it was taken again; null while it is left out.</param>
/// <param name="Function">What leaves it out.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">Why it is left out.</param>
/// <param name="Subject">As an execution names it.</param>
/// <param name="Who">Who had it left out.</param>
[GenerateSerializer, Immutable, Alias("SkippedItem")]
public sealed record SkippedItem(
    SkippedItemId Id,
    DistributorInterfaceId Interface,
    DistributorFunction Function,
    ItemKind Kind,
    PerformanceId? Performance,
    string Subject,
    string Reason,
    string Who,
    DateTimeOffset At,
    string? EndedBy = null,
    DateTimeOffset? EndedAt = null)
{
    /// <summary>Of one interface, at once.</summary>
    public const int MaxInForce = 1_000;

    public const int MaxReason = 500;

    internal ItemKey Key => new(Kind, Performance, Subject);
}

/// <summary>Has a function leave an item out from its next run on. What the distributor was offered stays offered to it; a line of sales stays kept.</summary>
/// <param name="Reason">1 to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("SkipItem")]
public sealed record SkipItem(
    CommandContext Context, DistributorFunction Function, ItemKind Kind, PerformanceId? Performance, string Subject, string Reason);

/// <summary>Has it taken again.</summary>
/// <param name="Skipped">The id of the skipped item.</param>
[GenerateSerializer, Immutable, Alias("UnskipItem")]
public sealed record UnskipItem(CommandContext Context, SkippedItemId Skipped);

/// <summary>Some skipped items, one after the other.</summary>
/// <param name="After">Ask on from here; null: there is no more.</param>
public sealed record SkippedItemPage(ImmutableArray<SkippedItem> Items, SkippedItemId? After);

/// <summary>What may be skipped.</summary>
internal static class SkipRules
{
    private const int MaxSubject = 500;

    public static IEnumerable<Refusal> Problems(SkipItem command)
    {
        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > SkippedItem.MaxReason || command.Reason.Any(char.IsControl))
        {
            yield return new(RefusalCode.Invalid, "reason", $"Say in 1 to {SkippedItem.MaxReason} characters, without line breaks, why it is skipped: whoever finds it later has to know.");
        }

        if (string.IsNullOrEmpty(command.Subject) || command.Subject.Length > MaxSubject || command.Subject.Any(char.IsControl))
        {
            yield return new(RefusalCode.Invalid, "subject", $"The subject has 1 to {MaxSubject} characters, as the execution's item shows it.");
        }

        if (Misfit(command) is { } misfit)
        {
            yield return new(RefusalCode.Invalid, "kind", misfit);
        }
        else if ((command.Kind is ItemKind.SaleLine) == command.Performance is not null)
        {
            yield return new(
                RefusalCode.Invalid,
                "performance",
                command.Kind is ItemKind.SaleLine ? "A line of sales is named by its reference alone; give no performance." : "Name the performance, as the execution's item shows it.");
        }
        else if (command.Kind is ItemKind.Performance && command.Subject != command.Performance.ToString())
        {
            yield return new(RefusalCode.Invalid, "subject", "The subject of a performance is its id.");
        }
    }

    private static string? Misfit(SkipItem command) => (command.Function, command.Kind) switch
    {
        (DistributorFunction.ContingentExport, ItemKind.Performance or ItemKind.Place or ItemKind.Area) => null,
        (DistributorFunction.ContingentExport, _) => "An export can skip a performance, a place or an area. A mapping is mended, not skipped: skip its performance.",
        (DistributorFunction.SalesImport, ItemKind.SaleLine) => null,
        (DistributorFunction.SalesImport, _) => "An import can skip a line of sales, by its reference.",
        _ => "Of this function nothing can be skipped: it does one thing, by hand.",
    };
}
