using System.Collections.Immutable;

namespace Distribution.Primitives;

/// <summary>The answer to a command: done, or refused with every reason. An exception instead means a bug or lost infrastructure.</summary>
[GenerateSerializer, Immutable, Alias("Outcome`1")]
public abstract record Outcome<T>
{
    private Outcome()
    {
    }

    public static implicit operator Outcome<T>(T value) => new Done(value);

    public static implicit operator Outcome<T>(Refusal refusal) => new Refused([refusal]);

    /// <summary>What was refused here, as the refusal of something that needed it.</summary>
    public TResult Match<TResult>(Func<T, TResult> done, Func<ImmutableArray<Refusal>, TResult> refused) => this switch
    {
        Done d => done(d.Value),
        Refused r => refused(r.Refusals),
        _ => throw new InvalidOperationException("An outcome is done or refused."),
    };

    /// <summary>It holds, durably; the same again answers the same.</summary>
    [GenerateSerializer, Immutable, Alias("Outcome.Done`1")]
    public sealed record Done(T Value) : Outcome<T>;

    /// <summary>Nothing changed. At least one reason, the first one first.</summary>
    [GenerateSerializer, Immutable, Alias("Outcome.Refused`1")]
    public sealed record Refused(ImmutableArray<Refusal> Refusals) : Outcome<T>
    {
        public Refusal First => Refusals[0];
    }
}
