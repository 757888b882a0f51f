using System.Collections.Immutable;
using Distribution.Connectors;

namespace Distribution.Distributors.Executions;

/// <summary>One question to the distributor and its answer, as an execution keeps them: without headers, and with every secret of the set-up masked.</summary>
/// <param name="Position">In the order of the run, from 0.</param>
/// <param name="Took">From the first attempt to the end of the last.</param>
/// <param name="Request">What was asked, such as <c>POST https://exchange.example/allotments</c>.</param>
/// <param name="Sent">The message, up to 65,536 characters; null: there was none.</param>
/// <param name="SentLength">Of the whole message, in bytes.</param>
/// <param name="Status">The distributor's own; null: it did not answer, or its protocol has none.</param>
/// <param name="Answer">Up to 65,536 characters; null: none came.</param>
/// <param name="AnswerLength">Of the whole answer, in bytes.</param>
/// <param name="Problem">Why no answer came.</param>
/// <param name="At">When it began.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record Exchange(
    int Position, DateTimeOffset At, TimeSpan Took, string Request, string? Sent, int SentLength, int? Status, string? Answer, int AnswerLength, int Attempts, string? Problem);

/// <summary>Some exchanges, one after the other.</summary>
/// <param name="After">Ask on from here; null: there is no more.</param>
public sealed record ExchangePage(ImmutableArray<Exchange> Exchanges, int? After);

/// <summary>Collects the exchanges of a run; it travels with the link, so that a connector need not know of executions.</summary>
/// <param name="time">For when each was.</param>
public sealed class ExchangeTrace(TimeProvider time)
{
    /// <summary>Exchanges kept of one execution, the first ones.</summary>
    public const int MaxExchanges = 1_000;

    /// <summary>Characters kept of a message, and of an answer.</summary>
    public const int MaxText = 65_536;

    private readonly Lock _lock = new();
    private List<Exchange> _exchanges = [];
    private int _count;

    public TimeProvider Time => time;

    /// <param name="link">Its secrets are masked wherever they stand.</param>
    /// <param name="sent">Null: there was no message.</param>
    /// <param name="answer">Null: none came.</param>
    public void Add(
        ConnectorLink link, DateTimeOffset began, string request, ReadOnlyMemory<byte>? sent, int? status, ReadOnlyMemory<byte>? answer, int attempts, string? problem)
    {
        lock (_lock)
        {
            if (_count >= MaxExchanges)
            {
                return;
            }

            var mask = SecretMask.Of(link);
            _exchanges.Add(new Exchange(
                _count++,
                began,
                time.GetUtcNow() - began,
                mask.Text(request),
                sent is { } message ? mask.Text(message, MaxText) : null,
                sent?.Length ?? 0,
                status,
                answer is { } body ? mask.Text(body, MaxText) : null,
                answer?.Length ?? 0,
                attempts,
                problem is null ? null : mask.Text(problem)));
        }
    }

    /// <summary>What is to be written down now; the trace keeps it no longer.</summary>
    internal IReadOnlyList<Exchange> Take()
    {
        lock (_lock)
        {
            var taken = _exchanges;
            _exchanges = [];
            return taken;
        }
    }
}
