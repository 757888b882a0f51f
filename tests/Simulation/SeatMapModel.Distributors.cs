using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Tests.Simulation;

/// <summary>What distributors are offered, answer and sell.</summary>
internal sealed partial class SeatMapModel
{
    /// <summary>How a place stands after a total was recorded for its area; the model can't know which places it took.</summary>
    public required Func<int, PlaceView> Look { private get; init; }

    public bool IsWanted(ModelPlace place, DistributorInterfaceId distributor, SalesChannelId channel) =>
        !place.Blocked && ChannelOf(place.Contingent) == channel && (place.Offeree is null ? place.IsFree : place.Offeree == distributor);

    /// <summary>Sold, and the distributor said that it has it: it can't come back.</summary>
    public static bool IsKept(ModelPlace place) => !place.IsFree && place.Acknowledged;

    private Expectation Decide(BeginExport command)
    {
        if (Misled(command.Interface, command.Channel) is { } refused)
        {
            return refused;
        }

        var version = _interfaces.GetValueOrDefault(command.Interface).Version + 1;
        var additions = Places.Where(place => IsWanted(place, command.Interface, command.Channel) && !(place.Offeree is not null && place.Acknowledged)).ToList();
        var withdrawals = Places.Where(place =>
            place.Offeree == command.Interface && !IsWanted(place, command.Interface, command.Channel) && !IsKept(place)).ToList();
        return Expectation.Done(answer =>
        {
            answer.Places.ShouldBe([.. additions.Concat(withdrawals).Select(place => place.Number)]);
            answer.Number.ShouldBe(version);
            _interfaces[command.Interface] = (command.Channel, version);
            foreach (var place in additions)
            {
                (place.Offeree, place.Acknowledged, place.OfferedFrom) = (command.Interface, false, place.Contingent);
            }

            withdrawals.ForEach(place => place.Acknowledged = false);
        });
    }

    private Expectation Decide(RecordExport command)
    {
        if (_interfaces.GetValueOrDefault(command.Interface).Version != command.Version || command.Version == 0)
        {
            return Expectation.Refused(RefusalCode.WrongState, command.Interface.ToString());
        }

        return Expectation.Done(answer =>
        {
            var putBack = command.Result switch
            {
                ExportResult.Answered answered => [.. Record(answered, command.Interface), .. answered.Areas.SelectMany(area => Record(area, command.Interface))],
                ExportResult.NotTaken notTaken => Undo(notTaken, command.Interface),
                _ => throw new InvalidOperationException(),
            };
            answer.Places.Order().ShouldBe(putBack.Select(place => place.Number).Order());
            answer.Number.ShouldBe(Places.Count(place => place.IsInDoubtAt(command.Interface)));
        });
    }

    /// <returns>The places that are back in their contingent.</returns>
    private List<ModelPlace> Record(ExportResult.Answered answered, DistributorInterfaceId distributor)
    {
        var putBack = new List<ModelPlace>();
        foreach (var (key, answer) in answered.Places)
        {
            var place = Places.Single(place => place.Name == key.Value);
            if (!place.IsInDoubtAt(distributor))
            {
                continue;
            }

            place.Acknowledged = true;
            if (answer is OfferAnswer.NotOffered)
            {
                place.Withdraw();
            }
            else if (answer is OfferAnswer.AlreadySold && (place.Contingent != place.OfferedFrom || place.Blocked))
            {
                (place.Contingent, place.Blocked) = (place.OfferedFrom, false);
                putBack.Add(place);
            }
        }

        return putBack;
    }

    /// <summary>
    /// Of the places that the distributor may have of an area, it has the sold ones, then wanted ones, then withdrawn ones. As many of
    /// these as it kept beyond the total are back in their contingent.
    /// </summary>
    private List<ModelPlace> Record(AreaResult result, DistributorInterfaceId distributor)
    {
        var theirs = Places.Where(place => place.Area == result.Area.Value && place.Offeree == distributor).ToList();
        var (free, sold) = (theirs.Where(place => place.IsFree).ToList(), theirs.Count(place => !place.IsFree));
        var wanted = free.Where(place => !IsWithdrawn(place)).ToList();
        var withdrawn = free.Where(IsWithdrawn).ToList();
        var keptWanted = Math.Clamp(result.Kept - sold, 0, wanted.Count);
        var keptWithdrawn = Math.Clamp(result.Kept - sold - wanted.Count, 0, withdrawn.Count);
        var surplus = Math.Clamp(result.Kept - result.Asked, 0, keptWithdrawn);

        var before = theirs.ToDictionary(place => place, place => (place.Contingent, place.Blocked));
        theirs.ForEach(place => Follow(place, Look(place.Number)));

        theirs.ShouldAllBe(place => place.IsFree || place.Acknowledged);
        wanted.Count(place => place.Acknowledged).ShouldBe(keptWanted);
        withdrawn.Count(place => place.Acknowledged).ShouldBe(keptWithdrawn);
        var putBack = theirs.Where(place => before[place] != (place.Contingent, place.Blocked)).ToList();
        putBack.Count.ShouldBe(surplus);
        putBack.ShouldAllBe(place => withdrawn.Contains(place) && place.Acknowledged && !place.Blocked && place.Contingent == place.OfferedFrom);
        return putBack;
    }

    private static void Follow(ModelPlace place, PlaceView view)
    {
        (place.Contingent, place.Blocked) = (view.Contingent, view.Blocked);
        if (view.Offer is OfferStage.None)
        {
            place.Withdraw();
        }
        else
        {
            view.Offeree.ShouldBe(place.Offeree);
            view.Offer.ShouldBe(OfferStage.Acknowledged);
            place.Acknowledged = true;
        }
    }

    private List<ModelPlace> Undo(ExportResult.NotTaken notTaken, DistributorInterfaceId distributor)
    {
        var (channel, version) = _interfaces[distributor];
        _interfaces[distributor] = (channel, Math.Max(version, notTaken.LastVersion));
        foreach (var place in notTaken.NotOffered.Select(number => Places[number]).Where(place => place.IsInDoubtAt(distributor) && place.IsFree))
        {
            place.Withdraw();
        }

        foreach (var place in notTaken.StillOffered.Select(number => Places[number]).Where(place => place.IsInDoubtAt(distributor)))
        {
            place.Acknowledged = true;
        }

        return [];
    }

    private Expectation Decide(ImportSale command)
    {
        if (Places.SingleOrDefault(place => place.Ticket == command.Ticket) is { } known)
        {
            return Expectation.Done([known], _ => { });
        }

        if (Misled(command.Interface, command.Channel) is { } refused)
        {
            return refused;
        }

        return command.Place is { } seat ? ImportSeat(command, Places.Single(place => place.Name == seat.Value)) : ImportInArea(command, command.Area!.Value);
    }

    private Expectation ImportSeat(ImportSale command, ModelPlace place)
    {
        var offeredElsewhere = place.Offeree is not null && place.Offeree != command.Interface;
        var blocked = place is { Blocked: true, Offeree: null };
        return (Taken(place) ?? (offeredElsewhere ? RefusalCode.PlaceOffered : blocked ? RefusalCode.PlaceBlocked : null)) is { } code
            ? Expectation.Refused(code, place.Name)
            : Expectation.Done(answer => Sell(place, command, answer));
    }

    private Expectation ImportInArea(ImportSale command, AreaKey area)
    {
        var theirs = Places.Where(place => place.Area == area.Value && place.IsFree && place.Offeree == command.Interface).ToList();
        return theirs.Count == 0
            ? Expectation.Refused(RefusalCode.NotEnoughPlaces, area.Value)
            : Expectation.Done(answer =>
            {
                var place = theirs.Single(place => place.Number == answer.Places[0]);
                IsWithdrawn(place).ShouldBe(theirs.TrueForAll(IsWithdrawn));
                Sell(place, command, answer);
            });
    }

    private void Sell(ModelPlace place, ImportSale command, Answer answer)
    {
        answer.Places.ShouldBe([place.Number]);
        (answer.Warning is not null).ShouldBe(place.Offeree is null || place.Blocked);
        _interfaces.TryAdd(command.Interface, (command.Channel, 0));
        if (place.Offeree is null)
        {
            var home = ChannelOf(place.Contingent) == command.Channel ? place.Contingent
                : _contingents.Exists(known => known.Channel == command.Channel) ? _contingents.Find(known => known.Channel == command.Channel).Id
                : place.Contingent;
            (place.Offeree, place.Acknowledged, place.OfferedFrom) = (command.Interface, false, home);
        }

        (place.Contingent, place.Blocked) = (place.OfferedFrom, false);
        (place.Order, place.Ticket, place.Seller) = (command.Order, command.Ticket, command.Interface);
    }

    private Expectation Decide(CancelImportedSale command)
    {
        var sold = Places.SingleOrDefault(place => place.Ticket == command.Ticket);
        return sold is null ? Expectation.Done([], _ => { })
            : sold.Seller != command.Interface ? Expectation.Refused(RefusalCode.Foreign, command.Ticket.ToString())
            : Expectation.Done([sold], place => place.Free());
    }

    private bool IsWithdrawn(ModelPlace place) => place.Blocked || ChannelOf(place.Contingent) != ChannelOf(place.Offeree!.Value);
}
