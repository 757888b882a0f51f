namespace Distribution.SeatMaps.Availability;

/// <summary>How many places somebody wants, how many of them accessible, and where.</summary>
/// <param name="Categories">The one wanted category, or all of them.</param>
/// <param name="Rows">The rows of the wanted block, or all of them.</param>
/// <param name="Areas">The wanted unnumbered area, or all of them.</param>
internal readonly record struct Party(
    ushort Contingent, int Quantity, int Accessible, (int First, int End) Categories, (int First, int End) Rows, (int First, int End) Areas)
{
    /// <summary>Null where the seat map has no such category or no such block.</summary>
    public static Party? Of(PlaceIndex index, ushort contingent, string? category, string? block, int quantity, int accessible)
    {
        var wanted = category is null ? null : index.FindCategory(category);
        var numbered = block is null ? null : index.FindBlock(block);
        var area = block is null ? null : index.FindArea(block);
        if ((category is not null && wanted is null) || (block is not null && numbered is null && area is null))
        {
            return null;
        }

        return new Party(
            contingent,
            quantity,
            accessible,
            wanted is { } one ? (one, one + 1) : (0, index.Plan.Categories.Length),
            block is null ? (0, index.Rows.Count) : numbered is { } rows ? index.Rows.OfBlock(rows) : default,
            block is null ? (0, index.AreaCount) : area is { } places ? (places, places + 1) : default);
    }

    public bool WantsArea(int area) => area >= Areas.First && area < Areas.End;

    public bool WantsRow(int row) => row >= Rows.First && row < Rows.End;

    public bool WantsCategory(int category) => category >= Categories.First && category < Categories.End;
}
