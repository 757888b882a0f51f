using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Spreadsheets;

/// <summary>What is wrong with a file, in the order in which it was found; each says where, as a person finds it. The first 99 one by one, the rest as a number.</summary>
internal sealed class FileProblems
{
    public const int MaxTold = 99;

    private const int MaxQuoted = 40;

    private readonly List<Refusal> _told = [];
    private int _untold;

    public bool Any => _told.Count > 0;

    /// <param name="place">Such as <c>Performances!F7</c>, or <c>line 3, column theirs</c>.</param>
    public void Add(string place, string message, RefusalCode code = RefusalCode.Invalid)
    {
        if (_told.Count == MaxTold)
        {
            _untold++;
            return;
        }

        _told.Add(new Refusal(code, place, $"{place}: {message}"));
    }

    /// <summary>The same, to go on with.</summary>
    public FileProblems Copy()
    {
        var copy = new FileProblems { _untold = _untold };
        copy._told.AddRange(_told);
        return copy;
    }

    public ImmutableArray<Refusal> All() => _untold == 0
        ? [.. _told]
        : [.. _told, new Refusal(RefusalCode.Invalid, "file", $"… and {_untold} more. Mend these first, then send the file again.")];

    /// <summary>What stands in a file, for a message: shortened, on one line.</summary>
    public static string Quoted(string text)
    {
        var line = string.Concat(text.Take(MaxQuoted).Select(letter => char.IsControl(letter) ? ' ' : letter));
        return text.Length <= MaxQuoted ? $"\"{line}\"" : $"\"{line}…\"";
    }
}
