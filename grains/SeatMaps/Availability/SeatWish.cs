namespace Distribution.SeatMaps.Availability;

/// <summary>How many places somebody wants, how many of them accessible, and where.</summary>
/// <param name="Categories">The wanted categories, in the plan's order.</param>
/// <param name="Rows">The rows of the wanted block, or all of them.</param>
/// <param name="Areas">The wanted unnumbered area, or all of them.</param>
/// <param name="Together">Only neighbours in one row, or one unnumbered area.</param>
internal readonly record struct SeatWish(
    ushort Contingent, int Quantity, int Accessible, int[] Categories, (int First, int End) Rows, (int First, int End) Areas, bool Together = false)
{
    /// <summary>Null where the seat map has no such category or no such block.</summary>
    public static SeatWish? Of(PlaceIndex index, ushort contingent, string? category, string? block, int quantity, int accessible)
    {
        var wanted = category is null ? null : index.FindCategory(category);
        var numbered = block is null ? null : index.FindBlock(block);
        var area = block is null ? null : index.FindArea(block);
        if ((category is not null && wanted is null) || (block is not null && numbered is null && area is null))
        {
            return null;
        }

        return new SeatWish(
            contingent,
            quantity,
            accessible,
            wanted is { } one ? index.JustCategory(one) : index.AllCategories,
            block is null ? (0, index.Rows.Count) : numbered is { } rows ? index.Rows.OfBlock(rows) : default,
            block is null ? (0, index.AreaCount) : area is { } places ? (places, places + 1) : default);
    }

    public bool WantsArea(int area) => area >= Areas.First && area < Areas.End;

    public bool WantsRow(int row) => row >= Rows.First && row < Rows.End;

    public bool WantsCategory(int category) => Categories.AsSpan().Contains(category);
}
