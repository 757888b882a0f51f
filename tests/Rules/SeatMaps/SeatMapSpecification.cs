using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;
using static Distribution.Tests.Fixtures.SmallHall;

namespace Distribution.Tests.Rules.SeatMaps;

/// <summary>
/// Given what was accepted before, when a command comes, then it is answered or refused. After every step, the journal's bytes replayed into an empty seat map
/// give the same one.
/// </summary>
internal sealed class SeatMapSpecification
{
    public static readonly DateTimeOffset Start = new(2027, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly JournaledSeatMap _map = new(Plan);

    private DateTimeOffset _now = Start;

    private SeatMapSpecification()
    {
    }

    public SeatMapState State => _map.State;

    public JournaledSeatMap Map => _map;

    public SeatMapCounts Counts => new ConfirmedPlaces(_map.State).Counts;

    public static SeatMapSpecification Given(params IEnumerable<ISeatMapCommand> accepted) => new SeatMapSpecification().And(accepted);

    public SeatMapSpecification And(params IEnumerable<ISeatMapCommand> accepted)
    {
        foreach (var command in accepted)
        {
            When(command).ThenAccepted();
        }

        return this;
    }

    /// <summary>Nothing happens for a while; holds that are due end with the next command.</summary>
    public SeatMapSpecification Later(TimeSpan wait)
    {
        _now += wait;
        return this;
    }

    public Result When(ISeatMapCommand command)
    {
        _map.ExpireHolds(_now);
        var (before, version) = (Picture(), _map.State.Version);
        var outcome = _map.Execute(command, _now);
        _map.ShouldEqualItsReplica();
        return new Result(this, outcome, before, version);
    }

    /// <summary>The grain's timer: due holds end though no command comes.</summary>
    public SeatMapSpecification WhenHoldsExpire()
    {
        _map.ExpireHolds(_now);
        _map.ShouldEqualItsReplica();
        return this;
    }

    /// <summary>A place is described so: "fnac, blocked, free, offered to fnac".</summary>
    public SeatMapSpecification ThenPlace(string name, string description)
    {
        Describe(Place(name)).ShouldBe(description, name);
        return this;
    }

    /// <summary>So many places of an unnumbered area are described so.</summary>
    public SeatMapSpecification ThenArea(string area, params IEnumerable<(int Quantity, string Description)> places)
    {
        var all = Views().Where(place => place.Key is null && place.Area == area).Select(Describe).CountBy(place => place);
        all.Select(place => (place.Value, place.Key)).ShouldBe(places, ignoreOrder: true);
        return this;
    }

    public PlaceView Place(string name) => Views().Single(place => place.Name == name);

    public int NumberOf(string name) => Place(name).Number;

    public AllotmentIntent Preview(Seller link) => _map.Preview(link.Interface, link.Channel);

    private IEnumerable<PlaceView> Views() => Enumerable.Range(0, _map.Index.Count).Select(place => SeatMapReads.View(_map.State, place));

    private ImmutableArray<PlaceView> Picture() => [.. Views()];

    internal sealed record Result(SeatMapSpecification Map, Outcome<Answer> Outcome, ImmutableArray<PlaceView> Before, long VersionBefore)
    {
        public Answer Done => Outcome.Match(done => done, refusals => throw new InvalidOperationException(string.Join(Environment.NewLine, refusals)));

        public ImmutableArray<Refusal> Refusals =>
            Outcome.Match(_ => throw new InvalidOperationException("The command was accepted."), refusals => refusals);

        public SeatMapSpecification ThenAccepted()
        {
            _ = Done;
            return Map;
        }

        /// <summary>Done, for exactly these places in this order.</summary>
        public SeatMapSpecification ThenDone(params IEnumerable<string> places)
        {
            SeatMapReads.Names(Map._map.State, Done.Places).ShouldBe(places);
            return Map;
        }

        public SeatMapSpecification ThenHeldUntil(DateTimeOffset until, params IEnumerable<string> places)
        {
            Done.Until.ShouldBe(until);
            return ThenDone(places);
        }

        public SeatMapSpecification ThenWarned(string warning)
        {
            Done.Warning.ShouldNotBeNull().ShouldContain(warning);
            return Map;
        }

        public SeatMapSpecification ThenNotWarned()
        {
            Done.Warning.ShouldBeNull();
            return Map;
        }

        /// <summary>What else a command counts: places that are still offered, the version of a message, places in doubt.</summary>
        public SeatMapSpecification ThenCounted(long number)
        {
            Done.Number.ShouldBe(number);
            return Map;
        }

        /// <summary>Nothing changed, and every reason that is about a place has its name in it.</summary>
        public SeatMapSpecification ThenRefused(params IEnumerable<(RefusalCode Code, string Subject)> reasons)
        {
            Refusals.Select(refusal => (refusal.Code, refusal.Subject)).ShouldBe(reasons);
            Refusals.ShouldAllBe(refusal => !IsAboutAPlace(refusal) || refusal.Message.Contains(refusal.Subject));
            Map.Picture().ShouldBe(Before);
            Map.Map.State.Version.ShouldBe(VersionBefore);
            return Map;
        }

        public SeatMapSpecification ThenRefused(RefusalCode code, string subject) => ThenRefused([(code, subject)]);

        /// <summary>Refused for one reason, in whose message all this is said.</summary>
        public SeatMapSpecification ThenRefused(RefusalCode code, string subject, params IEnumerable<string> saying)
        {
            foreach (var words in saying)
            {
                Refusals.ShouldHaveSingleItem().Message.ShouldContain(words);
            }

            return ThenRefused(code, subject);
        }

        private static bool IsAboutAPlace(Refusal refusal) =>
            refusal.Code is >= RefusalCode.PlaceSold and <= RefusalCode.PlaceElsewhere && !Guid.TryParse(refusal.Subject, out _);
    }
}
