using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Api.GraphQL.Errors;

/// <summary>Carries refusals from a field method to its error entries. It exists only here: in the domain a refusal is a value.</summary>
public sealed class RefusedException(ImmutableArray<Refusal> refusals) : Exception(refusals[0].Message)
{
    public ImmutableArray<Refusal> Refusals { get; } = refusals;
}

public static class OutcomeResult
{
    /// <summary>The value, or every refusal as an error of the field. A field method that answers an <see cref="Outcome{T}"/> as it is needs no call of this.</summary>
    /// <exception cref="RefusedException">The outcome is a refusal.</exception>
    public static T OrThrow<T>(this Outcome<T> outcome) => outcome.Match(value => value, refusals => throw new RefusedException(refusals));

    /// <exception cref="RefusedException">The outcome is a refusal.</exception>
    public static async Task<T> OrThrow<T>(this Task<Outcome<T>> outcome) => (await outcome).OrThrow();
}
