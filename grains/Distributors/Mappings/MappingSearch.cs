using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.Spreadsheets;

namespace Distribution.Distributors.Mappings;

/// <summary>Which of a venue's things to list; null takes all.</summary>
/// <param name="Text">Part of the name, of our code or of the distributor's id; case, accents and punctuation don't matter.</param>
/// <param name="Mapped">Only what is mapped, or only what is not.</param>
public sealed record MappingFilter(MappingKind? Kind = null, string? Text = null, bool? Mapped = null)
{
    public const int MaxText = 200;
}

/// <summary>Some of a venue's things with the distributor's ids, all of one version of the mappings.</summary>
/// <param name="Total">How many there are in all pages.</param>
/// <param name="Next">Skip this many for the next page; null at the end.</param>
public sealed record MappingPage(long Version, int Total, ImmutableArray<MappableObject> Objects, int? Next);

internal static class MappingSearch
{
    /// <summary>Things in one page.</summary>
    public const int MaxPage = 1_000;

    public static Outcome<MappingPage> Find(ImmutableArray<MappableObject> all, long version, MappingFilter filter, int skip, int first)
    {
        if (filter.Text is { Length: > MappingFilter.MaxText })
        {
            return new Refusal(RefusalCode.LimitExceeded, "text", $"A text to look for has at most {MappingFilter.MaxText} characters.");
        }

        if (skip < 0 || first is < 1 or > MaxPage)
        {
            return new Refusal(RefusalCode.Invalid, skip < 0 ? "skip" : "first", $"A page has 1 to {MaxPage} entries, after 0 or more.");
        }

        var text = filter.Text?.Trim() ?? "";
        var found = all.Where(it => (filter.Kind is null || it.Kind == filter.Kind)
            && (filter.Mapped is null || it.Theirs is not null == filter.Mapped)
            && (text.Length == 0 || Has(it.Name, text) || Has(it.Ours, text) || (it.Theirs is { } theirs && Has(theirs, text)))).ToList();
        var page = found.Skip(skip).Take(first).ToImmutableArray();
        return new MappingPage(version, found.Count, page, skip + page.Length < found.Count ? skip + page.Length : null);
    }

    /// <summary>As people compare names; a text of nothing but signs is looked for as it is.</summary>
    private static bool Has(string name, string text) => FoldedName.Of(text) is { Length: > 0 } folded
        ? FoldedName.Of(name).Contains(folded, StringComparison.Ordinal)
        : name.Contains(text, StringComparison.Ordinal);
}
