namespace Distribution.Sandbox.Files;

/// <summary>What is told on the phone.</summary>
/// <param name="Places">It sells these from now on, by the venue's names.</param>
/// <param name="Withdrawn">It sells these no more.</param>
/// <param name="Standing">It has so many places of the area from now on.</param>
public sealed record ToldOrder(
    string Performance, IReadOnlyList<string>? Places = null, IReadOnlyList<string>? Withdrawn = null, int? Standing = null, string Area = "PIT", string Category = "C1");

/// <summary>How a file of sales is to be.</summary>
/// <param name="Name">Null: the next number.</param>
/// <param name="Bytes">Of a huge one.</param>
public sealed record FileOrder(string? Name = null, FileKind Kind = FileKind.Whole, int Bytes = 0);

public enum FileKind
{
    Whole,
    /// <summary>It ends in the middle of its last line.</summary>
    HalfWritten,
    /// <summary>Bytes that are no text.</summary>
    Garbage,
    /// <summary>Without the column of the tickets.</summary>
    WrongColumns,
    /// <summary>Every line twice.</summary>
    DuplicateLines,
    /// <summary>Filled up with blank lines.</summary>
    Huge,
}

public sealed record WrittenFileAnswer(string Name, int Lines);
