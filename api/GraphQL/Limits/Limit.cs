using System.Globalization;
using Distribution.Api.GraphQL.Errors;
using Distribution.Primitives;

namespace Distribution.Api.GraphQL.Limits;

/// <summary>A bound on what clients send, ask or keep open. Each is a setting, <c>Distribution:Limits:</c> and its name, and an error that it causes names it.</summary>
/// <param name="Sentence">What it bounds, with <c>{0}</c> for the number.</param>
internal sealed record Limit(string Name, long Default, long Min, long Max, string Sentence)
{
    public long Value { get; init; } = Default;

    public int Count => checked((int)Value);

    public TimeSpan Seconds => TimeSpan.FromSeconds(Value);

    /// <summary>As an error says it.</summary>
    public string Text => $"{string.Format(CultureInfo.InvariantCulture, Sentence, Value)} (limit {Name}).";

    /// <exception cref="ApiError">There are too many.</exception>
    public void Check(long count)
    {
        if (count > Value)
        {
            throw Exceeded();
        }
    }

    public ApiError Exceeded() => new(ErrorCodes.Of(RefusalCode.LimitExceeded), Text, subject: Name);

    /// <summary>For a bound on what is going on at the same time: a moment later there may be room.</summary>
    public ApiError Busy() => new(
        ErrorCodes.Of(RefusalCode.Overloaded), Text, subject: Name, retry: true, retryAfter: TimeSpan.FromSeconds(1), status: StatusCodes.Status503ServiceUnavailable);
}
