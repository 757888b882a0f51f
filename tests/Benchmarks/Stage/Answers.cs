using Distribution.Primitives;

namespace Distribution.Benchmarks.Stage;

internal static class Answers
{
    /// <exception cref="InvalidOperationException">It was refused, which nothing that is measured may be unless it says so.</exception>
    public static T Done<T>(this Outcome<T> outcome) =>
        outcome.Match(value => value, refusals => throw new InvalidOperationException(string.Join(Environment.NewLine, refusals)));
}
