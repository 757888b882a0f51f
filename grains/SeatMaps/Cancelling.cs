using System.Collections.Immutable;
using System.Globalization;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>
/// Undoes a sale of the venue's own, or a part of it: the order's places are free again. A distributor's sale is cancelled at the distributor.
/// </summary>
/// <param name="Places">As answers name them, those of unnumbered areas too; null: all of the order.</param>
[GenerateSerializer, Immutable, Alias("CancelSale")]
public sealed record CancelSale(CommandContext Context, OrderId Order, ImmutableArray<PlaceKey>? Places = null) : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.CancelSale;

    ulong ISeatMapCommand.Fingerprint()
    {
        var fingerprint = Fingerprint.Of("cancel sale");
        fingerprint.Add(Order.Value);
        foreach (var place in Places ?? [])
        {
            fingerprint.Add(place.Value);
        }

        return fingerprint.Value;
    }

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (state.Find(Order) is not { } sale)
        {
            return Decision.Refuse(RefusalCode.NotFound, Order.ToString(), "No place of this performance is sold under that order by the venue's own channels.");
        }

        var sold = state.PlacesOfSale(sale);
        if (Places is not { } named)
        {
            return Decision.Accept(Changes.Ending(state, sale, SaleEnd.Cancelled, sold), new Answer(sold));
        }

        if (named.IsEmpty || named.Length > sold.Length)
        {
            return Decision.Refuse(new Refusal(RefusalCode.Invalid, "places", string.Create(
                CultureInfo.InvariantCulture, $"Name 1 to {sold.Length} places, which is all that the order has, or leave places out to cancel all of them.")));
        }

        var places = ImmutableArray.CreateBuilder<int>(named.Length);
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        for (var i = 0; i < named.Length; i++)
        {
            if (state.Index.FindNamed(named[i].Value) is { } place && sold.Contains(place) && !places.Contains(place))
            {
                places.Add(place);
            }
            else
            {
                refusals.Add(NotOfOrder(named[i], isTwice: named.IndexOf(named[i]) < i) with { Argument = string.Create(CultureInfo.InvariantCulture, $"places[{i}]") });
            }
        }

        return refusals.Count == 0
            ? Decision.Accept(Changes.Cancelling(state, sale, places.ToImmutable()), new Answer(places.ToImmutable()))
            : Decision.Refuse(refusals.ToImmutable());
    }

    private Refusal NotOfOrder(PlaceKey place, bool isTwice) => isTwice
        ? new(RefusalCode.Invalid, place.Value, $"Place {place} is named twice.")
        : new(RefusalCode.NotFound, place.Value, $"Place {place} is none of order {Order}.");
}
