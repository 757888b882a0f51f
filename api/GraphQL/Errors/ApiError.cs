using Distribution.Primitives;
using GraphQL;

namespace Distribution.Api.GraphQL.Errors;

/// <summary>An error that is told as it is: its message and extensions were written for the caller.</summary>
internal sealed class ApiError : ExecutionError
{
    public ApiError(string code, string message, string? subject = null, bool retry = false, string? reference = null, TimeSpan? retryAfter = null, int? status = null)
        : base(message)
    {
        Code = code;
        Subject = subject;
        Retry = retry;
        Reference = reference;
        RetryAfter = retryAfter;
        Status = status;
    }

    /// <summary>What the error is about; see <see cref="Refusal.Subject"/>.</summary>
    public string? Subject { get; }

    /// <summary>Whether the same request may succeed later without anybody changing anything.</summary>
    public bool Retry { get; }

    /// <summary>After what time, where the system knows.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The HTTP status of an answer that is this error alone; null where the kind of response says it.</summary>
    public int? Status { get; }

    /// <summary>Finds the fault in the log.</summary>
    public string? Reference { get; }

    public static ApiError Of(Refusal refusal) => new(ErrorCodes.Of(refusal.Code), refusal.Message, refusal.Subject, refusal.CanRetry, retryAfter: refusal.RetryAfter);
}
