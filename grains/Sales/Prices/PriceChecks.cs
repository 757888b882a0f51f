using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.SeatMaps;

namespace Distribution.Sales.Prices;

/// <summary>Looks up what a price is held against: the tariffs as they are when the run begins, and the place's seat category.</summary>
internal sealed class PriceChecks(IGrainFactory grains, SeatingPlanStore plans, PlaceIndexes indexes)
{
    public async Task<PriceCheck?> Load(FunctionJob job) => await grains.GetGrain<IVenueGrain>(job.Interface.Venue.Value).Get() is { } catalog
        ? new PriceCheck(job.Rules, catalog.Tariffs, catalog.Performances)
        : null;

    /// <summary>Nothing where the place is not known: the seat map says so.</summary>
    public async Task<(ExecutionError? Error, string? Warning)> Check(FunctionJob job, SaleLine.Sold sold, SaleNames names)
    {
        if (job.Prices is not { IsNeeded: true } prices || sold.IsReservation || prices.Find(names.Performance) is not { } performance)
        {
            return default;
        }

        var index = indexes.Of(await plans.Load(performance.Plan));
        var place = sold.Place is { } key ? index.Find(key) : names.Area is { } area && index.FindArea(area) is { } found ? index.PlacesOf(found).Start : null;
        return place is { } known ? prices.Check(sold, names, index.CategoryCode(known)) : default;
    }
}
