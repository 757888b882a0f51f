using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Simulation;

/// <summary>A seat map, the model of it, and distributors, to which the steps happen one after another; all is checked after each.</summary>
internal sealed partial class SeatMapSimulation
{
    private static readonly ContingentRef Staff = new(NewId.Of<ContingentId>(), null);

    private static readonly ImmutableArray<ContingentRef> Contingents =
        [SmallHall.Fnac, SmallHall.FnacBalcony, SmallHall.TicketnetFloor, SmallHall.Friends, Staff];

    /// <summary>A distributor that nothing is given to, and sells all the same.</summary>
    private static readonly SmallHall.Seller Unallotted = new("unallotted");

    /// <summary>A second interface of one channel.</summary>
    private static readonly SmallHall.Seller SecondFnacLink = new("fnac 2") { Channel = SmallHall.FnacLink.Channel };

    private readonly JournaledSeatMap _map = new(SmallHall.Plan);
    private readonly SeatMapModel _model;
    private readonly SimulatedDistributor[] _distributors =
    [
        new(SmallHall.FnacLink), new(SmallHall.TicketnetLink), new(SecondFnacLink), new(Unallotted),
    ];

    private readonly List<ISeatMapCommand> _sent = [];
    private readonly List<HoldId> _holds = [];
    private readonly List<OrderId> _orders = [];
    private readonly Action<Random>[] _kinds;
    private readonly Action<string>? _story;
    private DateTimeOffset _now = new(2027, 3, 1, 10, 0, 0, TimeSpan.Zero);
    private int _lastId;

    private SeatMapSimulation(Action<string>? story)
    {
        _story = story;
        _model = new SeatMapModel(SmallHall.Plan) { Look = place => SeatMapReads.View(_map.State, place) };
        _kinds = Kinds();
    }

    /// <param name="story">Is told every command and what became of it.</param>
    public static void Run(IEnumerable<Step> steps, Action<string>? story = null)
    {
        var simulation = new SeatMapSimulation(story);
        foreach (var step in steps)
        {
            simulation._kinds[step.Kind % simulation._kinds.Length](new Random(step.Seed));
            simulation.CheckNow();
        }

        simulation.Settle();
    }

    /// <summary>The engine and the model agree on what becomes of the command.</summary>
    private Outcome<Answer> Run(ISeatMapCommand command)
    {
        _model.ExpireHolds(_now);
        var expected = _model.Expect(command, _now);
        var outcome = _map.Execute(command, _now);
        _story?.Invoke($"{_now:u} {command} -> {outcome.Match(answer => $"done {string.Join(", ", answer.Places.Select(_map.Index.Name))}", refusals => $"{refusals[0]}")}");
        switch (outcome)
        {
            case Outcome<Answer>.Done { Value: var answer }:
                (expected.Follow ?? throw new InvalidOperationException($"{command} was done; the model refuses: {string.Join(", ", expected.Refusals)}"))(answer);
                break;
            case Outcome<Answer>.Refused { Refusals: var refusals }:
                refusals.Select(refusal => (refusal.Code, refusal.Subject)).ShouldBe(expected.Refusals, $"{command}");
                break;
        }

        if (outcome is Outcome<Answer>.Done || command is not ImportSale)
        {
            _sent.Add(command);
        }

        return outcome;
    }

    private CommandContext Context() => new(NextId<CommandId>(), "simulation");

    private T NextId<T>() where T : struct, IId<T> => T.From(new Guid(++_lastId, 0, 0, new byte[8]));

    private void Begin(SimulatedDistributor distributor)
    {
        _map.ExpireHolds(_now);
        _model.ExpireHolds(_now);
        var intent = _map.Preview(distributor.Link.Interface, distributor.Link.Channel);
        if (Run(new BeginExport(Context(), distributor.Link.Interface, distributor.Link.Channel)) is Outcome<Answer>.Done { Value: var answer })
        {
            distributor.Send(intent with { Version = answer.Number });
        }
    }

    private Outcome<Answer> Record(SimulatedDistributor distributor, long version, ExportResult result) =>
        Run(new RecordExport(Context(), distributor.Link.Interface, version, result));

    /// <summary>A sale that can't be taken yet is kept and tried again, as the sales import does; what was sold and cancelled may come to nothing.</summary>
    private void Report(SimulatedDistributor distributor, SimulatedDistributor.Ticket ticket)
    {
        ISeatMapCommand command = ticket.IsCancelled
            ? new CancelImportedSale(Context(), distributor.Link.Interface, ticket.Id)
            : Import(distributor, ticket);
        var outcome = Run(command);
        if (outcome is Outcome<Answer>.Done || !distributor.IsLive(ticket))
        {
            distributor.Reported(ticket);
        }
        else if (ticket.IsSeat)
        {
            throw new InvalidOperationException($"{distributor.Link.Name} sold {ticket.Place}, which it had, and the sale was refused: {outcome}");
        }
    }

    private ImportSale Import(SimulatedDistributor distributor, SimulatedDistributor.Ticket ticket) => new(
        Context(),
        distributor.Link.Interface,
        distributor.Link.Channel,
        ticket.Id,
        ticket.Order,
        ticket.IsSeat ? new PlaceKey(ticket.Place) : null,
        ticket.IsSeat ? null : new AreaKey(ticket.Place));

    /// <summary>The line is good again: every sale arrives, every export is answered, and both sides have the same in their books.</summary>
    private void Settle()
    {
        foreach (var distributor in _distributors)
        {
            ReportAll(distributor);
            for (var round = 0; round < 2; round++)
            {
                Begin(distributor);
                var message = distributor.UnderWay[^1];
                if (distributor.Superseded(message) is { } last)
                {
                    distributor.Lose(message);
                    _ = Record(distributor, message.Version, message.Undo with { LastVersion = last });
                    Begin(distributor);
                    message = distributor.UnderWay[^1];
                }

                distributor.Receive(message, moods: null);
                _ = Record(distributor, message.Version, distributor.Answers[^1].Result);
                CheckNow();
            }

            _map.Preview(distributor.Link.Interface, distributor.Link.Channel).IsEmpty.ShouldBeTrue();
            CheckBooks(distributor);
        }

        _map.ShouldBeSame(_map.Replayed(entriesPerRow: 7).State, _map.State);
    }

    private void ReportAll(SimulatedDistributor distributor)
    {
        for (var rounds = 0; distributor.Unreported.Count > 0 && rounds < 3; rounds++)
        {
            foreach (var ticket in distributor.Unreported.ToList())
            {
                Report(distributor, ticket);
            }
        }

        distributor.Unreported.ShouldBeEmpty();
    }

    private static ImmutableArray<string> AreaKeys { get; } = [.. SmallHall.Areas.Select(area => area.Key)];
}
