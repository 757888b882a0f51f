using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Simulation;

/// <summary>
/// A distributor at the far end of a bad line: messages and answers are late or lost, it refuses some places, answers for some only, and sells what it has at any
/// moment. It takes no message that is not newer than the last.
/// </summary>
internal sealed class SimulatedDistributor(SmallHall.Seller link)
{
    private readonly HashSet<string> _seats = [];
    private readonly Dictionary<string, int> _areas = [];
    private readonly Dictionary<TicketId, Ticket> _live = [];
    private readonly List<AllotmentIntent> _underWay = [];
    private readonly List<(long Version, ExportResult.Answered Result)> _answers = [];
    private readonly List<Ticket> _unreported = [];
    private long _lastVersion;

    public SmallHall.Seller Link => link;

    public IReadOnlyList<AllotmentIntent> UnderWay => _underWay;

    public IReadOnlyList<(long Version, ExportResult.Answered Result)> Answers => _answers;

    /// <summary>Sales and cancellations in the order in which they happened.</summary>
    public IReadOnlyList<Ticket> Unreported => _unreported;

    public IReadOnlyCollection<Ticket> Live => _live.Values;

    /// <summary>The seats that it sells, has sold, or will when a message arrives.</summary>
    public IEnumerable<string> SeatsItMayHave => _seats.Concat(Arriving.SelectMany(message => message.Additions).Select(place => place.Key.Value)).Distinct();

    public IReadOnlySet<string> Seats => _seats;

    private IEnumerable<AllotmentIntent> Arriving => _underWay.Where(message => message.Version > _lastVersion);

    public int AllottedOf(string area) => _areas.GetValueOrDefault(area);

    public int MayHaveOf(string area) =>
        Arriving.SelectMany(message => message.Areas).Where(asked => asked.Key.Value == area).Select(asked => asked.Allotted).Append(AllottedOf(area)).Max();

    public int SoldOf(string place) => _live.Values.Count(ticket => ticket.Place == place);

    public bool IsLive(Ticket ticket) => _live.ContainsKey(ticket.Id);

    public void Send(AllotmentIntent message) => _underWay.Add(message);

    public void Lose(AllotmentIntent message) => _underWay.Remove(message);

    /// <summary>It has a newer version than we ever sent, as after our backup was restored.</summary>
    /// <returns>The version it has then.</returns>
    public long GetAhead(long of) => _lastVersion = Math.Max(_lastVersion, of) + 1;

    /// <summary>The version by which it refuses the message; null where it takes it.</summary>
    public long? Superseded(AllotmentIntent message) => message.Version <= _lastVersion ? _lastVersion : null;

    public void Forget(int answer) => _answers.RemoveAt(answer);

    public void Reported(Ticket ticket) => _unreported.Remove(ticket);

    /// <param name="moods">Null takes and answers everything.</param>
    public void Receive(AllotmentIntent message, Random? moods)
    {
        _underWay.Remove(message);
        if (Superseded(message) is not null)
        {
            return;
        }

        _lastVersion = message.Version;
        var places = message.Additions.Select(place => Add(place, moods)).Concat(message.Withdrawals.Select(place => Withdraw(place, moods)));
        var areas = message.Areas.Select(area => Set(area, moods));
        _answers.Add((message.Version, new ExportResult.Answered(
            [.. places.ToList().Where(answer => answer is not null && !Happens(moods, 8)).Select(answer => answer!.Value)],
            [.. areas.ToList().Where(_ => !Happens(moods, 8))])));
    }

    /// <summary>Sells one of its places, if it has any.</summary>
    public void Sell(Random random, TicketId id, OrderId order)
    {
        string[] places = [.. _seats.Where(seat => SoldOf(seat) == 0).Order(StringComparer.Ordinal), .. _areas.Where(area => SoldOf(area.Key) < area.Value).Select(area => area.Key)];
        if (places.Length > 0)
        {
            var place = places[random.Next(places.Length)];
            var ticket = new Ticket(id, order, place, IsSeat: !_areas.ContainsKey(place), IsCancelled: false);
            _live.Add(id, ticket);
            _unreported.Add(ticket);
        }
    }

    public void Cancel(Random random)
    {
        if (_live.Count > 0)
        {
            var ticket = _live.Values.ElementAt(random.Next(_live.Count));
            _live.Remove(ticket.Id);
            _unreported.Add(ticket with { IsCancelled = true });
            if (ticket.IsSeat && !_underWay.Exists(message => message.Additions.Any(place => place.Key.Value == ticket.Place && !place.WasInDoubt)))
            {
                _seats.Add(ticket.Place);
            }
        }
    }

    /// <summary>Whether it could, against all agreements, have sold this seat without having it. It never contradicts an answer of its own.</summary>
    public bool MayHaveSold(string seat) =>
        !_seats.Contains(seat) && SoldOf(seat) == 0 && !_answers.Exists(answer => answer.Result.Places.Any(place => place.Place.Value == seat));

    public void HasSold(Ticket ticket) => _live.Add(ticket.Id, ticket);

    private static bool Happens(Random? moods, int oneIn) => moods?.Next(oneIn) == 0;

    /// <summary>Null where it says nothing that tells where the place is: "refused" means that nothing changed.</summary>
    private OfferResult? Add(IntentPlace place, Random? moods)
    {
        if (Happens(moods, 6) && SoldOf(place.Key.Value) == 0)
        {
            return place.WasInDoubt ? null : new OfferResult(place.Key, OfferAnswer.NotOffered);
        }

        _seats.Add(place.Key.Value);
        return new OfferResult(place.Key, OfferAnswer.Offered);
    }

    private OfferResult? Withdraw(IntentPlace place, Random? moods)
    {
        if (SoldOf(place.Key.Value) > 0)
        {
            _seats.Add(place.Key.Value);
            return new OfferResult(place.Key, OfferAnswer.AlreadySold);
        }

        if (Happens(moods, 6))
        {
            return place.WasInDoubt ? null : new OfferResult(place.Key, OfferAnswer.Offered);
        }

        _seats.Remove(place.Key.Value);
        return new OfferResult(place.Key, OfferAnswer.NotOffered);
    }

    private AreaResult Set(IntentArea area, Random? moods)
    {
        var (had, wanted) = (AllottedOf(area.Key.Value), Math.Max(area.Allotted, SoldOf(area.Key.Value)));
        var takes = Happens(moods, 4) ? moods!.Next(Math.Min(had, wanted), Math.Max(had, wanted) + 1) : wanted;
        _areas[area.Key.Value] = takes;
        return new AreaResult(area.Key, takes, area.Allotted);
    }

    /// <param name="Place">The key of a seat or of an area.</param>
    internal sealed record Ticket(TicketId Id, OrderId Order, string Place, bool IsSeat, bool IsCancelled);
}
