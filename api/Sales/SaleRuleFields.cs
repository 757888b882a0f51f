using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sales.Prices;

namespace Distribution.Api.Sales;

[MutationFields]
public static class SaleRuleMutations
{
    /// <summary>
    /// Says what an interface makes of sales whose price is not our tariff's. What waits is tried again by it at once. A price in another currency than the tariff's is
    /// an error, unless the currency is listed.
    /// </summary>
    /// <param name="interface">The interface whose imports go by it.</param>
    /// <param name="priceDifferences">Also for sales for which there is no tariff.</param>
    /// <param name="currencies">Taken though the tariff has another one; at most 20, as ISO 4217 writes them.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<SaleRules>> SetSaleRules(
        CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, PriceRule priceDifferences, IReadOnlyList<string>? currencies = null) =>
        grains.GetGrain<IDistributorInterfaceGrain>(@interface.Value).SetSaleRules(command, new SaleRules(priceDifferences, [.. currencies ?? []]));
}
