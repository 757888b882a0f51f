using Distribution.Distributors;

namespace Distribution.Connectors;

/// <summary>A file of a distributor's sales, whole, as it came.</summary>
/// <param name="Name">As the sender calls it, without folders.</param>
public sealed record SalesFile(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>Bytes of a file.</summary>
    public const int MaxBytes = 24 * 1024 * 1024;

    /// <summary>Lines of a file.</summary>
    public const int MaxLines = 200_000;

    /// <summary>Characters of its name.</summary>
    public const int MaxName = 200;
}

/// <summary>What a file holds.</summary>
public abstract record SalesFileAnswer
{
    private SalesFileAnswer()
    {
    }

    /// <summary>
    /// Its lines, read as they are asked for, in the order of the file. What can't be read is a line too, which names the file, the line and the column. Reading
    /// again gives the same.
    /// </summary>
    public sealed record Read(IEnumerable<SaleLine> Lines) : SalesFileAnswer;

    /// <summary>It is no file of this distributor's sales; nothing of it is taken.</summary>
    public sealed record Unusable(ExchangeError Error) : SalesFileAnswer;
}

/// <summary>What every connector says of files.</summary>
internal static class SalesFileWords
{
    public static SalesFileAnswer.Unusable Unusable(SalesFile file, string problem) => new(new ExchangeError(
        ErrorKind.External,
        $"The file “{Text.Quoted(file.Name)}” can't be used: {problem}.",
        "Ask the distributor for the file as its protocol says, then send it again; nothing of it was taken."));

    public static string TooManyLines { get; } = $"it has more than {SalesFile.MaxLines:N0} lines; divide it";

    /// <summary>What is wrong with a line, and where it stands.</summary>
    /// <param name="place">Such as <c>line 12, column price</c>.</param>
    public static SaleLine At(SalesFile file, string place, SaleLine line) => line is SaleLine.Unreadable unreadable
        ? unreadable with { Problem = $"file “{Text.Quoted(file.Name)}”, {place}: {unreadable.Problem}" }
        : line;
}
