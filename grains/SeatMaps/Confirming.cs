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
        return Decision.Accept(Changes.Ending(state, sale, SaleEnd.Released, places), new Answer(places));
    }
}

/// <summary>
/// Turns a hold into a sale under an order of the venue's own. An order confirms one hold. Confirming it once more under the same order changes nothing and
/// answers what the order has of it, as long as the first time is remembered.
/// </summary>
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
            return Confirming.DoneBefore(state, this) is { } done ? Decision.Accept([], done) : Decision.Refuse(Confirming.NoSuchHold(state, Hold));
        }

        if (state.Find(Order) is not null)
        {
            return Decision.Refuse(RefusalCode.Duplicate, Order.ToString(), "This order already has places of this performance. Use one order for each hold.");
        }

        var held = (SaleRecord.Held)state.Sale(sale);
        var places = state.PlacesOfSale(sale);
        var number = state.NextSale;
        var sold = Changes.Of(state, places, facts => facts with { Status = SaleStatus.Sold, Sale = number });
        return Decision.Accept(
            [SeatMapEffect.SaleEnded.Of(sale, SaleEnd.Confirmed, held), new SeatMapEffect.SaleSet(number, new SaleRecord.Sold(Order, null, 0, held.Channel)), .. sold],
            new Answer(places));
    }
}

internal static class Confirming
{
    public static Refusal NoSuchHold(SeatMapState state, HoldId hold) => state.EndOf(hold) switch
    {
        SaleEnd.Expired => new(RefusalCode.HoldExpired, hold.ToString(), "This hold has run out and its places are free again. Hold them anew."),
        SaleEnd.Confirmed => new(RefusalCode.HoldConfirmed, hold.ToString(), "This hold was already confirmed."),
        SaleEnd.Released => new(RefusalCode.HoldEnded, hold.ToString(), "This hold was already released."),
        _ => new(RefusalCode.NotFound, hold.ToString(), "There is no such hold in this seat map."),
    };

    /// <summary>
    /// What the order has of a hold that was confirmed under it by another command, which is remembered: it was the same one but for its id. Null where it
    /// was another order, or where the order has none of these places any more.
    /// </summary>
    public static Answer? DoneBefore(SeatMapState state, ConfirmHold command)
    {
        if (state.EndOf(command.Hold) is not SaleEnd.Confirmed
            || state.Find(command.Order) is not { } sale
            || state.CommandThatEnded(command.Hold) is not { } first
            || first.Fingerprint != ((ISeatMapCommand)command).Fingerprint())
        {
            return null;
        }

        var places = state.PlacesOfSale(sale);
        return places.All(first.Answer.Places.Contains) ? new Answer(places) : null;
    }
}
