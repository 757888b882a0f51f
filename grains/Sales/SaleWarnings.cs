using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Sales;

/// <summary>What somebody should look at, though the sale is recorded, in the words of a box office.</summary>
internal static class SaleWarnings
{
    /// <summary>Null where the distributor sold the place as what it is.</summary>
    public static string? OfCategory(MappingIndex mappings, SaleLine.Sold sold, ImportedSale place)
    {
        if (mappings.Theirs(MappingKind.SeatCategory, place.Category) == sold.Category)
        {
            return null;
        }

        var meant = mappings.Ours(MappingKind.SeatCategory, sold.Category) is { } ours ? $"which is mapped to {ours}" : "which is not mapped";
        return $"It was sold as seat category \"{sold.Category}\", {meant}; {place.Name} is of seat category {place.Category}.";
    }

    /// <summary>A ticket that is known came at another price than before; null where it did not.</summary>
    public static string? OfPrice(SaleLine.Sold sold, Ticket known) => sold.IsReservation || known.Price == sold.Price
        ? null
        : $"It came again at {Written(sold.Price)}; it is known at {Written(known.Price)}, and stays so.";

    /// <summary>One after the other; null where there is none.</summary>
    public static string? Both(string? one, string? other) => one is null ? other : other is null ? one : $"{one} {other}";

    public static string Written(Money money) => $"{money.ToAmount()} {money.Currency}";
}
