using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Primitives;
using Distribution.Sales;
using Distribution.SeatMaps;

namespace Distribution.Distributors.Reconciling;

/// <summary>Collects our books of one performance: offers from the seat map, tickets from the ledger, waiting lines from the inbox.</summary>
internal sealed class ReconciliationReading(IGrainFactory grains, SalesLedger ledger, SaleInbox inbox)
{
    private const int PlacesAtOnce = 5_000;

    /// <summary>By area key; numbered places under the empty key. A refusal where the seat map does not answer.</summary>
    public async Task<Outcome<IReadOnlyDictionary<string, OurBooks>>> Read(FunctionJob job, PerformanceId performance, string theirs)
    {
        var places = new List<PlaceView>();
        for (int? after = null; ;)
        {
            var answer = await grains.GetGrain<ISeatMapGrain>(performance.Value).Places(new PlaceFilter(Offeree: job.Interface.Interface), after, PlacesAtOnce);
            if (answer is not Outcome<PlacePage>.Done { Value: var page })
            {
                return new Outcome<IReadOnlyDictionary<string, OurBooks>>.Refused(((Outcome<PlacePage>.Refused)answer).Refusals);
            }

            places.AddRange(page.Places);
            if (page.After is null)
            {
                break;
            }

            after = page.After;
        }

        var sold = await ledger.SoldPlaces(job.Interface.Interface, performance);
        var waiting = (await inbox.WaitingSales(job.Interface.Interface)).SelectMany(SaleParts.Of).Where(line => line.Performance == theirs).ToList();
        return new Outcome<IReadOnlyDictionary<string, OurBooks>>.Done(ByArea(job, places, sold, waiting));
    }

    private static Dictionary<string, OurBooks> ByArea(
        FunctionJob job, List<PlaceView> places, ImmutableArray<string> sold, List<SaleLine.Sold> waiting)
    {
        var offered = places.ToLookup(place => place.Key is null ? place.Area : "");
        var tickets = sold.ToLookup(AreaOf);
        var lines = waiting.ToLookup(line => line.Area is null ? "" : job.Mappings.Ours(MappingKind.Area, line.Area) ?? line.Area);
        return offered.Select(group => group.Key).Concat(tickets.Select(group => group.Key)).Append("").Distinct().ToDictionary(
            area => area,
            area => new OurBooks(
                offered[area].Count(),
                offered[area].Count(place => place.Offer == OfferStage.InDoubt),
                tickets[area].Count(),
                lines[area].Count(),
                area.Length > 0 ? [] : [.. offered[area].Select(place => new OurPlace(place.Name, place.Offer == OfferStage.InDoubt))],
                area.Length > 0 ? [] : [.. tickets[area]],
                area.Length > 0 ? [] : [.. lines[area].Select(line => line.Place!.Value.Value)]));
    }

    /// <summary>A place of an unnumbered area is called by the area and its turn there.</summary>
    private static string AreaOf(string placeName)
    {
        var mark = placeName.LastIndexOf(" #", StringComparison.Ordinal);
        return mark > 0 && placeName[(mark + 2)..].All(char.IsAsciiDigit) ? placeName[..mark] : "";
    }
}
