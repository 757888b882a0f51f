using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Tests.Simulation;

/// <summary>What the venue does with its places.</summary>
internal sealed partial class SeatMapModel
{
    private Expectation Decide(AssignPlaces command) => Misled(command.To) ?? Select(
        command.Selection,
        AssignPlaces.MaxPlaces,
        place => Taken(place) ?? (place.Offeree is { } offeree && ChannelOf(offeree) != command.To.Channel
            ? RefusalCode.PlaceOffered
            : place is { IsNumbered: false, Contingent: not null } ? RefusalCode.PlaceElsewhere : null),
        places => Expectation.Done(places, place =>
        {
            Meet(command.To);
            place.Contingent = command.To.Id;
            place.OfferedFrom = place.Offeree is null ? null : command.To.Id;
        }));

    private Expectation Decide(TakeBackPlaces command) => Of(command.From) ?? Select(
        command.Selection,
        AssignPlaces.MaxPlaces,
        place => Taken(place) ?? (place.Contingent == command.From ? null : RefusalCode.PlaceElsewhere),
        places => Expectation.Done(places, place => place.Contingent = null, Offered(places)));

    private Expectation Block(ContingentId? within, PlaceSelection selection, bool blocked) => Of(within) ?? Select(
        selection,
        AssignPlaces.MaxPlaces,
        place => Taken(place) ?? (place.IsNumbered || (place.Contingent == within && place.Blocked != blocked) ? null : RefusalCode.PlaceElsewhere),
        places => Expectation.Done(places, place => place.Blocked = blocked, Offered(places)));

    private Expectation Decide(BeginMove command) => Of(command.From) ?? Select(
        command.Selection,
        AssignPlaces.MaxPlaces,
        place => Taken(place) ?? (place.Contingent != command.From ? RefusalCode.PlaceElsewhere : place.Blocked ? RefusalCode.PlaceBlocked : null),
        places => Expectation.Done(places, place => place.Blocked = true, Offered(places)));

    private Expectation Decide(FinishMove command)
    {
        if ((Of(command.From) ?? Misled(command.To)) is { } refused)
        {
            return refused;
        }

        var places = command.Places.Distinct().Select(number => Places[number]).ToList();
        var underWay = places.Where(place => place is { IsFree: true, Blocked: true } && place.Contingent == command.From).ToList();
        var ready = underWay.Where(place => place.Offeree is not { } offeree || ChannelOf(offeree) == command.To.Channel).ToList();
        var there = places.Where(place => place.Contingent == command.To.Id || ready.Contains(place));
        return Expectation.Done(
            there,
            place =>
            {
                if (ready.Contains(place))
                {
                    Meet(command.To);
                    (place.Contingent, place.Blocked) = (command.To.Id, false);
                    place.OfferedFrom = place.Offeree is null ? null : command.To.Id;
                }
            },
            underWay.Count - ready.Count);
    }

    private Expectation Decide(AbandonMove command) => Of(command.From) ?? Expectation.Done(
        command.Places.Distinct().Select(number => Places[number]).Where(place => place is { IsFree: true, Blocked: true } && place.Contingent == command.From),
        place => place.Blocked = false);

    private Expectation Decide(HoldPlaces command, DateTimeOffset now) => HoldingFrom(command.From, command.Duration) ?? Select(
        command.Selection,
        Holding.MaxPlaces,
        place => Taken(place) ?? Unsellable(place, command.From),
        places => Held(command.Context.Id, places, now + command.Duration));

    private Expectation Decide(ExtendHold command, DateTimeOffset now) => BadDuration(command.Duration) ?? OnHold(
        command.Hold,
        places => Expectation.Done(places, place => place.HeldUntil = now + command.Duration, until: now + command.Duration));

    private Expectation Decide(ConfirmHold command, DateTimeOffset now)
    {
        var sold = OfVenue(command.Order);
        if (sold.Count > 0 && _endedHolds.TryGetValue(command.Hold, out var ended) && ended.Order == command.Order && sold.All(ended.Places.Contains))
        {
            return Expectation.Done(sold, _ => { });
        }

        return OnHold(command.Hold, places => sold.Count > 0
            ? Expectation.Refused(RefusalCode.Duplicate, command.Order.ToString())
            : Ending(command.Hold, places, SaleEnd.Confirmed, now, command.Order));
    }

    private Expectation Decide(CancelSale command)
    {
        var sold = OfVenue(command.Order);
        if (sold.Count == 0)
        {
            return Expectation.Refused(RefusalCode.NotFound, command.Order.ToString());
        }

        return command.Places is not { } named ? Expectation.Done(sold, place => place.Free())
            : named.Length > sold.Count ? Expectation.Refused(RefusalCode.Invalid, "places")
            : sold.Where(place => named.Contains(new PlaceKey(place.Name))).ToList() is var found && found.Count == named.Length
            ? Expectation.Done(found, place => place.Free())
            : new([.. named.Where(name => found.All(place => place.Name != name.Value)).Select(name => (RefusalCode.NotFound, name.Value))], null);
    }

    private List<ModelPlace> OfVenue(OrderId order) => [.. Places.Where(place => place.Order == order && place.Ticket is null)];

    private Expectation Held(CommandId id, IReadOnlyList<ModelPlace> places, DateTimeOffset until)
    {
        var hold = new HoldId(id.Value);
        return Places.Any(place => place.Hold == hold)
            ? Expectation.Refused(RefusalCode.Duplicate, hold.ToString())
            : Expectation.Done(places, place => (place.Hold, place.HeldUntil) = (hold, until), until: until);
    }

    private Expectation OnHold(HoldId hold, Func<List<ModelPlace>, Expectation> decide)
    {
        var places = Places.Where(place => place.Hold == hold).ToList();
        return places.Count > 0
            ? decide(places)
            : Expectation.Refused(
                _endedHolds.TryGetValue(hold, out var ended) ? CodeOf(ended.Why) : RefusalCode.NotFound, hold.ToString());
    }

    private Expectation Ending(HoldId hold, List<ModelPlace> places, SaleEnd why, DateTimeOffset now, OrderId? order = null) => Expectation.Done(answer =>
    {
        Expectation.Done(places, _ => { }).Follow!(answer);
        End(hold, why, now, order);
        places.ForEach(place => place.Order = order);
    });

    private static RefusalCode CodeOf(SaleEnd end) => end switch
    {
        SaleEnd.Expired => RefusalCode.HoldExpired,
        SaleEnd.Confirmed => RefusalCode.HoldConfirmed,
        _ => RefusalCode.HoldEnded,
    };

    private Expectation? HoldingFrom(ContingentId? from, TimeSpan duration) => BadDuration(duration) ?? Of(from)
        ?? (ChannelOf(from) is null ? null : Expectation.Refused(RefusalCode.PlaceOffered, from.ToString()!));

    private static Expectation? BadDuration(TimeSpan duration) =>
        duration < TimeSpan.FromSeconds(1) || duration > TimeSpan.FromHours(24) ? Expectation.Refused(RefusalCode.Invalid, "duration") : null;

    private Expectation? Of(ContingentId? contingent) =>
        contingent is { } id && !Knows(id) ? Expectation.Refused(RefusalCode.NotFound, id.ToString()) : null;

    private static RefusalCode? Taken(ModelPlace place) => place.Status switch
    {
        SaleStatus.Sold => RefusalCode.PlaceSold,
        SaleStatus.Held => RefusalCode.PlaceHeld,
        _ => null,
    };

    private static RefusalCode? Unsellable(ModelPlace place, ContingentId? from) => place switch
    {
        { Offeree: not null } => RefusalCode.PlaceOffered,
        { Blocked: true } => RefusalCode.PlaceBlocked,
        _ => place.Contingent == from ? null : RefusalCode.PlaceElsewhere,
    };

    private static int Offered(IEnumerable<ModelPlace> places) => places.Count(place => place.Offeree is not null);
}
