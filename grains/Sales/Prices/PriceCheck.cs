using System.Collections.Immutable;
using System.Globalization;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Sales.Prices;

/// <summary>Holds the prices of sales against our tariffs. A venue that keeps no tariffs has nothing to hold them against.</summary>
internal sealed class PriceCheck(SaleRules rules, ImmutableArray<Tariff> tariffs, ImmutableArray<Performance> performances)
{
    private readonly Dictionary<(string Category, AudienceSubCategoryId Audience, EventId? Event), Money> _prices =
        tariffs.ToDictionary(tariff => (tariff.Category, tariff.Audience, tariff.Event), tariff => tariff.Price);

    private readonly Dictionary<PerformanceId, Performance> _performances = performances.ToDictionary(performance => performance.Id);

    /// <summary>Where nothing is compared, nothing has to be looked up.</summary>
    public bool IsNeeded => _prices.Count > 0;

    public Performance? Find(PerformanceId performance) => _performances.GetValueOrDefault(performance);

    /// <summary>Why the sale has to wait, or what somebody should know of its price.</summary>
    /// <param name="category">The code of the place's seat category.</param>
    public (ExecutionError? Error, string? Warning) Check(SaleLine.Sold sold, SaleNames names, string category)
    {
        if (PriceOf(names, category) is not { } price)
        {
            var missing = $"There is no tariff for seat category {category} and the audience sub-category that the distributor calls \"{sold.Audience}\"; ticket {sold.Ticket} was sold at {SaleWarnings.Written(sold.Price)}.";
            return Judge(missing, () => new ExecutionError(
                ErrorKind.Mapping, sold.Audience, missing, "Set the tariff, or correct the mapping of the audience sub-category, then run the import again."));
        }

        if (sold.Price.Currency != price.Currency)
        {
            return rules.Currencies.Contains(sold.Price.Currency, StringComparer.Ordinal) ? default : (new ExecutionError(
                ErrorKind.External,
                sold.Ticket,
                $"Ticket {sold.Ticket} was sold at {SaleWarnings.Written(sold.Price)}; our tariff is {SaleWarnings.Written(price)}, in another currency.",
                $"Ask the distributor which is right, or list {sold.Price.Currency} among the currencies that this interface takes; then run the import again."), null);
        }

        var different = $"Ticket {sold.Ticket} was sold at {SaleWarnings.Written(sold.Price)}; our tariff is {SaleWarnings.Written(price)}.";
        return sold.Price == price ? default : Judge(different, () => new ExecutionError(
            ErrorKind.External, sold.Ticket, different, "Ask the distributor to mend its price, or let this interface accept price differences; then run the import again."));
    }

    private (ExecutionError? Error, string? Warning) Judge(string warning, Func<ExecutionError> error) => rules.PriceDifferences switch
    {
        PriceRule.Accept => default,
        PriceRule.Warn => (null, warning),
        _ => (error(), null),
    };

    private Money? PriceOf(SaleNames names, string category)
    {
        var @event = _performances.GetValueOrDefault(names.Performance)?.Event;
        return @event is not null && _prices.TryGetValue((category, names.Audience, @event), out var own) ? own
            : _prices.TryGetValue((category, names.Audience, null), out var general) ? general
            : null;
    }
}
