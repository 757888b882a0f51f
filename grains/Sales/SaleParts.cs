using System.Globalization;
using Distribution.Connectors;
using Distribution.Primitives;

namespace Distribution.Sales;

/// <summary>
/// A pass is one line and several tickets, one for each performance. The first ticket bears the distributor's reference and the whole price; the others
/// bear the reference with their turn, and no price.
/// </summary>
internal static class SaleParts
{
    public static IReadOnlyList<SaleLine.Sold> Of(SaleLine.Sold sold) => sold.Pass.IsDefaultOrEmpty ? [sold] :
    [
        sold with { Pass = default },
        .. sold.Pass.Select((part, at) => sold with
        {
            Ticket = string.Create(CultureInfo.InvariantCulture, $"{sold.Ticket}@{at + 2}"),
            Performance = part.Performance,
            Place = part.Place,
            Area = part.Area,
            Price = new Money(0, sold.Price.Currency),
            Pass = default,
        }),
    ];

    public static bool AreSamePlaces(SaleLine.Sold one, SaleLine.Sold other) => Of(one).Select(Where).SequenceEqual(Of(other).Select(Where));

    private static (string, PlaceKey?, string?) Where(SaleLine.Sold sold) => (sold.Performance, sold.Place, sold.Area);
}
