using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Sales.Prices;

/// <summary>What an interface makes of prices that are not ours.</summary>
/// <param name="PriceDifferences">Of a ticket whose price is not our tariff's, or for which there is no tariff.</param>
/// <param name="Currencies">Currencies that are taken though the tariff has another one; such a price is compared with nothing. At most 20.</param>
[GenerateSerializer, Immutable, Alias("SaleRules")]
public sealed record SaleRules(PriceRule PriceDifferences, ImmutableArray<string> Currencies)
{
    public const int MaxCurrencies = 20;

    internal static Refusal? Problem(SaleRules rules)
    {
        if (!Enum.IsDefined(rules.PriceDifferences))
        {
            return new Refusal(RefusalCode.Invalid, "priceDifferences", "There is no such rule.");
        }

        if (rules.Currencies.Length > MaxCurrencies)
        {
            return new Refusal(RefusalCode.LimitExceeded, "currencies", $"List at most {MaxCurrencies} currencies.");
        }

        return rules.Currencies.FirstOrDefault(currency => !Money.IsCurrency(currency)) is { } wrong
            ? new Refusal(RefusalCode.Invalid, "currencies", $"“{(wrong.Length > 20 ? wrong[..20] : wrong)}” is no currency: write three capital letters (ISO 4217), such as EUR.")
            : null;
    }
}

/// <summary>What becomes of a sale at a price that is not ours.</summary>
public enum PriceRule
{
    /// <summary>The ticket is made, at the distributor's price.</summary>
    Accept = 1,
    /// <summary>The ticket is made, at the distributor's price, with a warning.</summary>
    Warn,
    /// <summary>The line waits with an error.</summary>
    Refuse,
}
