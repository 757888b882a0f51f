using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>Gives a hold a new end, counted from now.</summary>
[GenerateSerializer, Immutable, Alias("ExtendHold")]
public sealed record ExtendHold(CommandContext Context, HoldId Hold, TimeSpan Duration) : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.ExtendHold;

    ulong ISeatMapCommand.Fingerprint()
    {
        var fingerprint = Fingerprint.Of("extend");
        fingerprint.Add(Hold.Value);
        fingerprint.Add(Duration.Ticks);
        return fingerprint.Value;
    }

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (Holding.CheckDuration(Duration) is { } invalid)
        {
            return Decision.Refuse(invalid);
        }

        if (state.Find(Hold) is not { } sale)
        {
            return Decision.Refuse(Confirming.NoSuchHold(state, Hold));
        }

        var held = (SaleRecord.Held)state.Sale(sale);
        var until = now + Duration;
        return Decision.Accept([new SeatMapEffect.SaleSet(sale, held with { Until = until })], new Answer(state.PlacesOfSale(sale), until));
    }
}

/// <summary>Gives up a hold: its places are free again.</summary>
[GenerateSerializer, Immutable, Alias("ReleaseHold")]
public sealed record ReleaseHold(CommandContext Context, HoldId Hold) : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.ReleaseHold;

    ulong ISeatMapCommand.Fingerprint()
    {
        var fingerprint = Fingerprint.Of("release");
        fingerprint.Add(Hold.Value);
        return fingerprint.Value;
    }

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (state.Find(Hold) is not { } sale)
        {
            return Decision.Refuse(Confirming.NoSuchHold(state, Hold));
        }

        var places = state.PlacesOfSale(sale);
        return Decision.Accept([new SeatMapEffect.SaleEnded(sale, SaleEnd.Released), .. Changes.Freeing(state, places)], new Answer(places));
    }
}

/// <summary>Turns a hold into a sale under an order of the venue's own. An order confirms one hold.</summary>
[GenerateSerializer, Immutable, Alias("ConfirmHold")]
public sealed record ConfirmHold(CommandContext Context, HoldId Hold, OrderId Order) : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.ConfirmHold;

    ulong ISeatMapCommand.Fingerprint()
    {
        var fingerprint = Fingerprint.Of("confirm");
        fingerprint.Add(Hold.Value);
        fingerprint.Add(Order.Value);
        return fingerprint.Value;
    }

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (state.Find(Hold) is not { } sale)
        {
            return Decision.Refuse(Confirming.NoSuchHold(state, Hold));
        }

        if (state.Find(Order) is not null)
        {
            return Decision.Refuse(RefusalCode.Duplicate, Order.ToString(), "This order already has places of this performance. Use one order for each hold.");
        }

        var places = state.PlacesOfSale(sale);
        var number = state.NextSale;
        var sold = Changes.Of(state, places, facts => facts with { Status = SaleStatus.Sold, Sale = number });
        return Decision.Accept(
            [new SeatMapEffect.SaleEnded(sale, SaleEnd.Confirmed), new SeatMapEffect.SaleSet(number, new SaleRecord.Sold(Order, null, 0)), .. sold],
            new Answer(places));
    }
}

/// <summary>Undoes a sale of the venue's own: the order's places are free again. A distributor's sale is cancelled at the distributor.</summary>
[GenerateSerializer, Immutable, Alias("CancelSale")]
public sealed record CancelSale(CommandContext Context, OrderId Order) : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.CancelSale;

    ulong ISeatMapCommand.Fingerprint()
    {
        var fingerprint = Fingerprint.Of("cancel sale");
        fingerprint.Add(Order.Value);
        return fingerprint.Value;
    }

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (state.Find(Order) is not { } sale)
        {
            return Decision.Refuse(RefusalCode.NotFound, Order.ToString(), "No place of this performance is sold under that order by the venue's own channels.");
        }

        var places = state.PlacesOfSale(sale);
        return Decision.Accept([new SeatMapEffect.SaleEnded(sale, SaleEnd.Cancelled), .. Changes.Freeing(state, places)], new Answer(places));
    }
}

internal static class Confirming
{
    public static Refusal NoSuchHold(SeatMapState state, HoldId hold) => state.EndOf(hold) switch
    {
        SaleEnd.Expired => new(RefusalCode.HoldExpired, hold.ToString(), "This hold has run out and its places are free again. Hold them anew."),
        SaleEnd.Confirmed => new(RefusalCode.HoldEnded, hold.ToString(), "This hold was already confirmed."),
        SaleEnd.Released => new(RefusalCode.HoldEnded, hold.ToString(), "This hold was already released."),
        _ => new(RefusalCode.NotFound, hold.ToString(), "There is no such hold in this seat map."),
    };
}
