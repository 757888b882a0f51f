namespace Distribution.Spreadsheets;

/// <summary>Something about a file that is no mistake, or may be one.</summary>
/// <param name="Place">Such as <c>Performances!F7</c>, or <c>line 3, column theirs</c>.</param>
/// <param name="Message">What was noticed, in a sentence.</param>
public sealed record FileNote(string Place, string Message)
{
    /// <summary>Notes told of one file.</summary>
    public const int MaxTold = 100;
}
