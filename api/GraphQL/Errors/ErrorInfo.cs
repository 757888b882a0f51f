using Distribution.Primitives;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using LibraryErrorInfo = GraphQL.Execution.ErrorInfo;

namespace Distribution.Api.GraphQL.Errors;

/// <summary>
/// What leaves the process of an error. The library would tell the types of exceptions; here every error has a code of
/// <see cref="ErrorCodes"/>, a subject, whether a retry can help and when, and nothing else.
/// </summary>
internal sealed class ErrorInfo : IErrorInfoProvider
{
    /// <summary>The library repeats what was sent, which may be megabytes.</summary>
    private const int MaxMessageLength = 1000;

    public LibraryErrorInfo GetInfo(ExecutionError executionError) => executionError switch
    {
        ApiError error => Info(error.Code!, error.Message, error.Subject, error.Retry, error.Reference, error.RetryAfter),
        SyntaxError error => Info(ErrorCodes.Syntax, error.Message),
        // The library's own words say only that a value does not fit; the scalar's say what does.
        InvalidVariableError or InvalidLiteralError or InvalidValueError => Info(ErrorCodes.Invalid, WithReason(executionError), SubjectOf(executionError)),
        ForbiddenError error => Info(ErrorCodes.Forbidden, error.Message, error.Field),
        ValidationError error => Info(ErrorCodes.Validation, error.Message),
        TimeoutError => Info(ErrorCodes.Timeout, "The operation took too long and was given up. Whether a change was made is not known: send the same command again.", retry: true),
        RequestError error => Info(ErrorCodes.Validation, error.Message),
        // What was not translated by Faults is a fault whose message was not written for the caller.
        _ => Info(ErrorCodes.Internal, "Something went wrong in the system."),
    };

    private static LibraryErrorInfo Info(string code, string message, string? subject = null, bool retry = false, string? reference = null, TimeSpan? retryAfter = null)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code, ["retry"] = retry };
        if (subject is not null)
        {
            extensions["subject"] = Shorten(subject);
        }

        if (retryAfter is { } wait)
        {
            extensions["retryAfterMs"] = (long)wait.TotalMilliseconds;
        }

        if (reference is not null)
        {
            extensions["reference"] = reference;
        }

        return new LibraryErrorInfo { Message = Shorten(message), Extensions = extensions };
    }

    private static string WithReason(ExecutionError error) =>
        error.InnerException is FormatException { Message: var reason } && !error.Message.Contains(reason, StringComparison.Ordinal)
            ? $"{Shorten(error.Message).TrimEnd('.')}. {reason}"
            : error.Message;

    /// <summary>The variable with its path, such as <c>$input.venue</c>, or the argument: the library has them only in its message, in the first quotes.</summary>
    private static string? SubjectOf(ExecutionError error)
    {
        var parts = error.Message.Split('\'', 3);
        return parts.Length == 3 ? parts[1] : null;
    }

    private static string Shorten(string text) => text.Length <= MaxMessageLength ? text : text[..MaxMessageLength] + "…";
}
