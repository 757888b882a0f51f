using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Sales.Files;

/// <summary>A file of sales as it is remembered.</summary>
/// <param name="Name">The file's own name.</param>
/// <param name="Who">The name of the caller who sent it, or of the part of the system that fetched it.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="State">Whether it was read.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of its content, in hexadecimal digits.</param>
/// <param name="FetchedFrom">The address it was fetched from; null: it came by hand.</param>
/// <param name="Execution">The import that read it; null while it waits.</param>
/// <param name="Lines">Lines it has, as far as it was read.</param>
/// <param name="Unreadable">How many of them could not be read; each waits with its error.</param>
/// <param name="Problem">Why nothing more of it is taken.</param>
[GenerateSerializer, Immutable, Alias("ReceivedSalesFile")]
public sealed record ReceivedSalesFile(
    SalesFileId Id,
    string Name,
    long Size,
    string Sha256,
    string? FetchedFrom,
    string Who,
    DateTimeOffset ReceivedAt,
    SalesFileState State,
    ExecutionId? Execution,
    int Lines,
    int Unreadable,
    string? Problem);

/// <summary>Whether a file of sales was read.</summary>
public enum SalesFileState
{
    /// <summary>It is kept; the next import reads it.</summary>
    Waiting = 1,
    /// <summary>Every line of it is kept.</summary>
    Read,
    /// <summary>It is no file of this distributor's sales, or over a limit.</summary>
    Unusable,
    /// <summary>It came for a dry run, which takes nothing of it.</summary>
    LookedAt,
}

/// <summary>Some files, the newest first.</summary>
[GenerateSerializer, Immutable, Alias("SalesFilePage")]
public sealed record SalesFilePage(ImmutableArray<ReceivedSalesFile> Files, SalesFileId? After);
