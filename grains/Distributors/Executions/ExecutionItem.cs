using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Distribution.Primitives;

namespace Distribution.Distributors.Executions;

/// <summary>One thing that a run worked on, and what became of it; in a dry run, what would.</summary>
/// <param name="Position">In the order of the work, from 0.</param>
/// <param name="Subject">The place's key, the area's key, the line's reference, the performance's id, or whatever else an error is about.</param>
/// <param name="Action">Null where an error is about no single action.</param>
/// <param name="Note">What else is to be said of it, such as the distributor's own words.</param>
/// <param name="Error">There if, and only if, it failed or is in doubt.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record ExecutionItem(
    int Position, ItemKind Kind, PerformanceId? Performance, string Subject, ItemAction? Action, ItemOutcome Outcome, string? Note = null, ExecutionError? Error = null)
{
    /// <summary>Items kept of one execution, the last 10,000 of them only for what failed; what is beyond is counted.</summary>
    public const int MaxKept = 100_000;
}

/// <summary>What an item is.</summary>
public enum ItemKind
{
    /// <summary>A performance as a whole.</summary>
    Performance = 1,
    /// <summary>A numbered place.</summary>
    Place,
    /// <summary>An unnumbered area.</summary>
    Area,
    /// <summary>A line of a distributor's sales, by its reference.</summary>
    SaleLine,
    /// <summary>Something else that an error is about: a mapping, the link.</summary>
    Other,
}

/// <summary>What was to be done with it.</summary>
public enum ItemAction
{
    /// <summary>To be offered to the distributor.</summary>
    Add = 1,
    /// <summary>To be taken back from it.</summary>
    Withdraw,
    /// <summary>A sale of the distributor, to become a ticket.</summary>
    Import,
    /// <summary>A cancellation of the distributor.</summary>
    Cancel,
    /// <summary>Access control, to be prepared.</summary>
    Prepare,
}

/// <summary>What became of an item of an execution.</summary>
public enum ItemOutcome
{
    /// <summary>What was to be done with it is done.</summary>
    Done = 1,
    /// <summary>It was known already.</summary>
    NothingNew,
    /// <summary>The distributor had sold the place that it was to give back.</summary>
    PutBack,
    /// <summary>It could not be done; its error says why.</summary>
    Failed,
    /// <summary>It is not known what the distributor made of it; the next export asks again.</summary>
    InDoubt,
    /// <summary>Left out, because somebody said so.</summary>
    Skipped,
}

/// <summary>Some items, one after the other.</summary>
/// <param name="After">Ask on from here; null: there is no more.</param>
public sealed record ExecutionItemPage(ImmutableArray<ExecutionItem> Items, int? After);

/// <summary>What an item is the same by, from run to run.</summary>
internal readonly record struct ItemKey(ItemKind Kind, PerformanceId? Performance, string Subject)
{
    private const int MaxLength = 300;

    public static ItemKey Of(PerformanceId performance) => new(ItemKind.Performance, performance, performance.ToString());

    public static ItemKey Of(PerformanceId performance, PlaceKey place) => new(ItemKind.Place, performance, place.Value);

    public static ItemKey Of(PerformanceId performance, AreaKey area) => new(ItemKind.Area, performance, area.Value);

    public static ItemKey OfLine(string reference) => new(ItemKind.SaleLine, null, reference);

    public static ItemKey Other(string subject) => new(ItemKind.Other, null, subject);

    /// <summary>As it is stored; a long subject by its beginning and its hash.</summary>
    public override string ToString()
    {
        var text = $"{(int)Kind}/{Performance}/{Subject}";
        return text.Length <= MaxLength ? text : $"{text[..(MaxLength - 65)]}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }
}
