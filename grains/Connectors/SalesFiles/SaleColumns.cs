using System.Collections.Immutable;

namespace Distribution.Connectors.SalesFiles;

/// <summary>
/// Which column of a file says what. Every column that is named must be there, once: were a missing one passed over, a heading that is spelled in another way would
/// silently take barcodes or currencies out of all its sales.
/// </summary>
/// <param name="Headings">By field; compared without regard to case.</param>
/// <param name="Constants">Of fields that no column says.</param>
/// <param name="Trailer">The file ends with a line of this word and the number of lines; null: it just ends.</param>
internal sealed record SaleColumns(
    ImmutableDictionary<SaleField, string> Headings,
    ImmutableDictionary<SaleField, string> Constants,
    TimeZoneInfo Zone,
    bool AreaBesidePlace,
    string? Trailer = null)
{
    public SaleLayout Layout { get; } = new(field => Headings.GetValueOrDefault(field), Constants, Zone, AreaBesidePlace);

    /// <summary>Where each field stands, or what is wrong with the line of headings.</summary>
    public (ImmutableDictionary<SaleField, int>? At, string? Problem) Find(IReadOnlyList<string> headings)
    {
        var at = ImmutableDictionary.CreateBuilder<SaleField, int>();
        foreach (var (field, heading) in Headings)
        {
            var found = Enumerable.Range(0, headings.Count).Where(index => headings[index].Equals(heading, StringComparison.OrdinalIgnoreCase)).ToList();
            if (found.Count != 1)
            {
                return (null, $"its line of headings has the column “{heading}” {(found.Count == 0 ? "nowhere" : "more than once")}");
            }

            at.Add(field, found[0]);
        }

        return (at.ToImmutable(), null);
    }
}
