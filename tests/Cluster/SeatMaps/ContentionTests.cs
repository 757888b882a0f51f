using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.SeatMaps;

/// <summary>Many callers want the same places at once.</summary>
public sealed class ContentionTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task Each_place_is_sold_once(Dialect dialect)
    {
        const int rivals = 20;
        var hall = await OpenHall.On(dialect);
        var wanted = (await hall.Grain.Places(new PlaceFilter(), null, 40)).Done().Places.Where(place => place.Key is not null).Select(place => place.Name).ToList();

        var sales = await Task.WhenAll(wanted.SelectMany(place => Enumerable.Range(0, rivals).Select(_ => Buy(hall.Grain, place))));

        sales.OfType<Outcome<PlacesChanged>.Done>().SelectMany(sale => sale.Value.Places).ShouldBe(wanted, ignoreOrder: true);
        var counts = (await hall.Counts()).Total;
        (counts.Sold, counts.Held).ShouldBe((wanted.Count, 0));
        var sold = (await hall.Grain.Places(new PlaceFilter(Status: SaleStatus.Sold), null, 5_000)).Done().Places;
        sold.Select(place => place.Order).Distinct().Count().ShouldBe(wanted.Count);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task The_best_places_go_to_one_caller_each_until_none_are_left(Dialect dialect)
    {
        var hall = await OpenHall.On(dialect);
        var places = (await hall.Counts()).Total.Free;

        var holds = await Task.WhenAll(Enumerable.Range(0, places).Select(_ => hall.Grain.HoldBest(OpenHall.Best(1))));

        var done = holds.OfType<Outcome<HoldView>.Done>().SelectMany(hold => hold.Value.Places).ToList();
        done.Distinct().Count().ShouldBe(done.Count);
        holds.OfType<Outcome<HoldView>.Refused>().ShouldAllBe(refused => refused.First.Code == RefusalCode.NotEnoughPlaces);
        // Accessible and companion places are kept for those who ask for them.
        var left = (await hall.Grain.Places(new PlaceFilter(Status: SaleStatus.Free), null, 5_000)).Done().Places;
        left.ShouldAllBe(place => place.Kind != Distribution.Catalog.SeatingPlans.SeatKind.Standard);
        (done.Count + left.Length).ShouldBe(places);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task One_customer_holds_no_more_than_the_limit_however_many_requests_come_at_once(Dialect dialect)
    {
        var hall = await OpenHall.On(dialect);

        var holds = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => hall.Grain.HoldBest(OpenHall.Best(4, customer: "session 1"))));

        holds.OfType<Outcome<HoldView>.Done>().Count().ShouldBe(Holding.MaxPlaces / 4);
        holds.OfType<Outcome<HoldView>.Refused>().ShouldAllBe(refused => refused.First.Code == RefusalCode.LimitExceeded);
        (await hall.Grain.HoldBest(OpenHall.Best(4, customer: "session 2"))).Done();
        (await hall.Grain.HoldBest(OpenHall.Best(4, customer: "session 1", who: "paul"))).Done();
    }

    /// <returns>The sale, or why the place was not to be had.</returns>
    private static async Task<Outcome<PlacesChanged>> Buy(ISeatMapGrain grain, string place)
    {
        switch (await grain.Hold(OpenHall.Hold(place)))
        {
            case Outcome<HoldView>.Done { Value: var hold }:
                return await grain.Confirm(new ConfirmHold(VenueFixture.Context(), hold.Id, NewId.Of<OrderId>()));
            case Outcome<HoldView>.Refused { First: { Code: RefusalCode.PlaceHeld or RefusalCode.PlaceSold } refusal }:
                return refusal;
            case var other:
                throw new InvalidOperationException($"It was neither held nor taken: {other}");
        }
    }
}
