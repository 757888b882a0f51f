using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>What a rule says of a command: the effects and the answer, or why not. It changes nothing by itself.</summary>
internal readonly struct Decision
{
    private Decision(ImmutableArray<SeatMapEffect> effects, Answer answer, ImmutableArray<Refusal> refusals)
    {
        Effects = effects;
        Answer = answer;
        Refusals = refusals;
    }

    public ImmutableArray<SeatMapEffect> Effects { get; }

    public Answer Answer { get; }

    /// <summary>Empty when accepted.</summary>
    public ImmutableArray<Refusal> Refusals { get; }

    public static Decision Accept(ImmutableArray<SeatMapEffect> effects, Answer answer) => new(effects, answer, []);

    public static Decision Refuse(params ImmutableArray<Refusal> refusals) => new([], Answer.Nothing, refusals);

    public static Decision Refuse(RefusalCode code, string subject, string message) => Refuse(new Refusal(code, subject, message));
}

/// <summary>A command of a seat map: it can be told from another with the same id, and it can be decided.</summary>
internal interface ISeatMapCommand
{
    CommandContext Context { get; }

    /// <summary>As the audit log names it.</summary>
    SeatMapAction Action { get; }

    ulong Fingerprint();

    Decision Decide(SeatMapState state, DateTimeOffset now);
}
