using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Tests.Simulation;

/// <summary>What the model says of a command: why it is refused, or how to check its answer and follow it.</summary>
internal sealed record Expectation(ImmutableArray<(RefusalCode Code, string Subject)> Refusals, Action<Answer>? Follow)
{
    public static Expectation Refused(RefusalCode code, string subject) => new([(code, subject)], null);

    public static Expectation Done(Action<Answer> follow) => new([], follow);

    /// <summary>Done for exactly these places.</summary>
    public static Expectation Done(IEnumerable<ModelPlace> places, Action<ModelPlace> change, long number = 0, DateTimeOffset? until = null)
    {
        var expected = places.ToList();
        return Done(answer =>
        {
            answer.Places.Order().ShouldBe(expected.Select(place => place.Number).Order());
            (answer.Number, answer.Until, answer.Warning).ShouldBe((number, until, null));
            expected.ForEach(change);
        });
    }
}
