using System.Collections.Immutable;
using System.Globalization;

namespace Distribution.Distributors.AllotmentSheets;

/// <summary>Places of one row as people say them: <c>1–6, 8, 12–14</c>.</summary>
internal sealed record SeatRange(string Area, string Block, string Row, string Category, string Seats, int Count)
{
    /// <summary>In the order of the places; seats of a row by their numbers, those that have none behind them.</summary>
    public static ImmutableArray<SeatRange> Of(IEnumerable<SheetPlace> places) =>
    [
        .. places.GroupBy(place => (place.Area, place.Block, place.Row, place.Category))
            .Select(row => new SeatRange(row.Key.Area, row.Key.Block, row.Key.Row, row.Key.Category, Said(row.Select(place => place.Seat)), row.Count())),
    ];

    private static string Said(IEnumerable<string> seats)
    {
        var named = seats.ToLookup(seat => int.TryParse(seat, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        var parts = new List<string>();
        var (first, last) = (-1, -1);
        foreach (var seat in named[true].Select(seat => int.Parse(seat, CultureInfo.InvariantCulture)).Order().Append(int.MaxValue))
        {
            if (last >= 0 && seat != last + 1)
            {
                parts.Add(first == last ? $"{first}" : last == first + 1 ? $"{first}, {last}" : $"{first}–{last}");
                first = seat;
            }

            first = last < 0 ? seat : first;
            last = seat;
        }

        return string.Join(", ", parts.Concat(named[false].Order(StringComparer.Ordinal)));
    }
}
