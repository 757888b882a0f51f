using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps.Calls;

/// <summary>The seat map of one performance, for many commands in one call. It is the same grain as <see cref="ISeatMapGrain"/>.</summary>
[Alias("ISharedSeatMapCalls")]
internal interface ISharedSeatMapCalls : IGrainWithGuidKey
{
    /// <summary>
    /// Decides the commands one after the other, and answers all once all are durable. Each is admitted, decided and answered as it is alone: one that is
    /// refused, or fails, changes nothing for the others.
    /// </summary>
    [Alias("RunAll"), ResponseTimeout("00:00:05")]
    Task<SharedAnswers> RunAll(SharedCommands commands);
}

/// <summary>The commands of several callers, in the order they came.</summary>
[GenerateSerializer, Immutable, Alias("SharedCommands")]
internal sealed record SharedCommands(ImmutableArray<ISeatMapCommand> All);

/// <summary>One answer for each command, in their order.</summary>
[GenerateSerializer, Immutable, Alias("SharedAnswers")]
internal sealed record SharedAnswers(ImmutableArray<SharedAnswer> All);

/// <summary>What became of one command: its value, or why it was refused, or the exception that would have been its caller's.</summary>
[GenerateSerializer, Immutable, Alias("SharedAnswer")]
internal sealed record SharedAnswer(object? Value, ImmutableArray<Refusal> Refusals, Exception? Failure = null)
{
    public static SharedAnswer Of<T>(Outcome<T> outcome) => outcome switch
    {
        Outcome<T>.Done { Value: var value } => new SharedAnswer(value, []),
        var refused => new SharedAnswer(null, ((Outcome<T>.Refused)refused).Refusals),
    };

    public Outcome<T> To<T>() => Refusals.IsEmpty ? (T)Value! : new Outcome<T>.Refused(Refusals);
}
