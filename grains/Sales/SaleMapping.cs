using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Sales;

/// <summary>What a sale names, in our ids.</summary>
internal sealed record SaleNames(PerformanceId Performance, AudienceSubCategoryId Audience, AreaKey? Area);

internal static class SaleMapping
{
    /// <summary>The names, or the mapping that is missing.</summary>
    public static (SaleNames? Names, ExecutionError? Missing) Read(MappingIndex mappings, SaleLine.Sold sold)
    {
        var performance = mappings.Ours(MappingKind.Performance, sold.Performance);
        var audience = mappings.Ours(MappingKind.AudienceSubCategory, sold.Audience);
        var area = sold.Area is null ? null : mappings.Ours(MappingKind.Area, sold.Area);
        if (performance is null || !Guid.TryParse(performance, out var performanceId))
        {
            return (null, Missing(sold, MappingKind.Performance, sold.Performance));
        }

        if (audience is null || !Guid.TryParse(audience, out var audienceId))
        {
            return (null, Missing(sold, MappingKind.AudienceSubCategory, sold.Audience));
        }

        return sold.Area is not null && area is null
            ? (null, Missing(sold, MappingKind.Area, sold.Area))
            : (new SaleNames(new PerformanceId(performanceId), new AudienceSubCategoryId(audienceId), area is null ? null : new AreaKey(area)), null);
    }

    /// <summary>The names of every ticket of a line, or the first mapping that is missing.</summary>
    public static (IReadOnlyList<(SaleLine.Sold Sold, SaleNames Names)> Parts, ExecutionError? Missing) ReadParts(MappingIndex mappings, SaleLine.Sold sold)
    {
        var parts = new List<(SaleLine.Sold, SaleNames)>();
        foreach (var part in SaleParts.Of(sold))
        {
            var (names, missing) = Read(mappings, part);
            if (missing is not null)
            {
                return ([], missing);
            }

            parts.Add((part, names!));
        }

        return (parts, null);
    }

    private static ExecutionError Missing(SaleLine.Sold sold, MappingKind kind, string theirs) => new(
        ErrorKind.Mapping,
        theirs,
        $"Ticket {sold.Ticket} names the {kind.InWords()} \"{theirs}\", which is not mapped to one of ours.",
        $"Enter \"{theirs}\" for the right {kind.InWords()} in the interface's mappings, then run the import again: the ticket is kept and goes through then.");
}
