using System.Collections.Immutable;
using Distribution.Api.GraphQL.Errors;
using Distribution.Primitives;

namespace Distribution.Api.GraphQL.Paging;

/// <summary>The part of a list that is asked for. A field method that takes one has the arguments <c>first</c> and <c>after</c>, and answers a <see cref="Connection{T}"/>.</summary>
/// <param name="Size">From 0 to <see cref="Max"/>.</param>
/// <param name="After">The cursor after which it begins; null for the beginning of the list.</param>
public readonly record struct Page(int Size, string? After)
{
    public const int Max = 1_000;

    public const int Default = 50;

    /// <summary>Entries to ask the store for: at least one, by which a page of none knows whether there are any.</summary>
    public int First => Math.Max(Size, 1);

    /// <exception cref="ApiError">The size is out of its bounds.</exception>
    internal static Page Of(int first, string? after) => first is >= 0 and <= Max
        ? new Page(first, after)
        : throw new ApiError(ErrorCodes.Invalid, $"A page has 0 to {Max} entries, not {first}. For more, ask again with after: the endCursor of the page before.", "first");

    /// <summary>The size of a short list that has no pages.</summary>
    /// <exception cref="ApiError">The size is out of its bounds.</exception>
    internal static int SizeOf(int first, int max) => first >= 1 && first <= max
        ? first
        : throw new ApiError(ErrorCodes.Invalid, $"This list has 1 to {max} entries, not {first}.", "first");

    /// <summary>The last of the page before, in a list that is ordered in its store.</summary>
    /// <exception cref="ApiError">It is no cursor of such a list.</exception>
    public T? AfterId<T>() where T : struct, IId<T> => After is null ? null : Cursor.Id(After) is { } id && id != Guid.Empty ? T.From(id) : throw NoCursor();

    /// <summary>The number of the last of the page before.</summary>
    /// <exception cref="ApiError">It is no cursor of such a list.</exception>
    public long? AfterNumber() => After is null ? null : Cursor.Number(After) ?? throw NoCursor();

    /// <summary>How many to pass over, in a list whose cursors are positions.</summary>
    public int Skip() => AfterNumber() is not { } last ? 0 : last is >= 0 and < int.MaxValue ? (int)last + 1 : throw NoCursor();

    /// <summary>A part that the store answered, each with an id.</summary>
    public Connection<T> OfIds<T>(IReadOnlyList<T> items, Func<T, Guid> idOf, bool hasNext, int? total = null) where T : notnull =>
        Of(items, at => Cursor.Of(idOf(items[at])), hasNext, total);

    /// <summary>A part that the store answered, each with a number that orders the list.</summary>
    /// <param name="end">Where the store stopped looking, which may be behind the last that it found.</param>
    public Connection<T> OfNumbers<T>(IReadOnlyList<T> items, Func<T, long> numberOf, bool hasNext, long? end = null) where T : notnull =>
        Of(items, at => Cursor.Of(numberOf(items[at])), hasNext, total: null, end is { } number ? Cursor.Of(number) : null);

    /// <summary>The part of a list of which the store answered what comes after <see cref="Skip"/>.</summary>
    public Connection<T> OfPositions<T>(IReadOnlyList<T> items, int total) where T : notnull
    {
        var skipped = Skip();
        return Of(items, at => Cursor.Of(skipped + at), skipped + items.Count < total, total);
    }

    /// <summary>The part of a list that is in memory, whole and in order.</summary>
    public Connection<T> OfAll<T>(ImmutableArray<T> all, Func<T, Guid> idOf) where T : notnull
    {
        var start = 0;
        if (After is not null)
        {
            var id = Cursor.Id(After) ?? throw NoCursor();
            start = all.TakeWhile(item => idOf(item) != id).Count() + 1;
        }

        var items = all.Skip(start).Take(First).ToList();
        return OfIds(items, idOf, start + items.Count < all.Length, all.Length);
    }

    private Connection<T> Of<T>(IReadOnlyList<T> items, Func<int, string> cursorAt, bool hasNext, int? total, string? end = null) where T : notnull
    {
        if (Size == 0)
        {
            return new([], new PageInfo(hasNext || items.Count > 0, After is not null, null, null), total, cursorAt);
        }

        var info = items.Count == 0 ? new PageInfo(hasNext, After is not null, null, end) : new PageInfo(hasNext, After is not null, cursorAt(0), end ?? cursorAt(items.Count - 1));
        return new(items, info, total, cursorAt);
    }

    private static ApiError NoCursor() => new(ErrorCodes.Invalid, "This is no cursor of this list: give an endCursor, or an edge's cursor, that the same field answered.", "after");
}

/// <summary>Another size of a page than <see cref="Page.Default"/>, where the caller does not say.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PageSizeAttribute(int first) : Attribute
{
    public int First { get; } = first;
}
