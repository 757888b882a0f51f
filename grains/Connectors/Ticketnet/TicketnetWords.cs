using System.Net;
using System.Text.Json;
using Distribution.Connectors.Http;
using Distribution.Connectors.Ticketnet.Wire;
using Distribution.Distributors;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Distribution.Connectors.Ticketnet;

/// <summary>What the manager of a box office is told when an exchange with Ticketnet fails.</summary>
internal static class TicketnetWords
{
    private const string Later = "Run it again later; if it keeps failing, tell support.";

    /// <summary>No answer came in the end.</summary>
    public static ExchangeError NoAnswer(HttpExchange.Failed failed, Uri url, TicketnetOptions options) => failed.Cause switch
    {
        BrokenCircuitException => new(
            ErrorKind.Technical,
            $"Ticketnet at {url.Authority} failed too often in the last minutes, so nothing is sent to it for {Seconds(options.BreakDuration)}.",
            "Wait a moment and run it again; if it keeps failing, tell support."),
        TimeoutRejectedException => new(
            ErrorKind.Technical,
            $"Ticketnet at {url.Authority} did not answer in time ({Tried(failed)}, each for at most {Seconds(options.AttemptTimeout)}).",
            Later),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new(
            ErrorKind.External,
            $"Ticketnet's answer is larger than {options.MaxAnswerBytes:N0} bytes, the most that is read.",
            $"Ask Ticketnet why its answer is so large; support can raise the limit ({TicketnetOptions.Section}:{nameof(TicketnetOptions.MaxAnswerBytes)})."),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new(
            ErrorKind.Technical,
            $"No machine is known by the name {url.Host} ({Tried(failed)}).",
            "Check the address in the interface's set-up; if it is right, tell support that the name is not found."),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new(
            ErrorKind.Technical,
            $"No secure connection to {url.Authority} could be made: its certificate is not valid for this address, or it speaks no HTTPS.",
            "Check the address in the interface's set-up; if it is right, tell support."),
        _ when failed.Attempts.All(attempt => attempt.End == AttemptEnd.NotSent) => new(
            ErrorKind.Technical,
            $"Ticketnet could not be reached at {url.Authority}: nothing answers there ({Tried(failed)}).",
            "Check the address in the interface's set-up; if it is right, run it again later or tell support."),
        _ => new(
            ErrorKind.Technical,
            $"The connection to Ticketnet at {url.Authority} broke off before a whole answer came ({Tried(failed)}).",
            Later),
    };

    /// <summary>An answer came that is not a yes.</summary>
    /// <param name="subject">What was asked, such as <c>the allotment of performance “TN-4711”</c>.</param>
    public static ExchangeError Refused(HttpExchange.Answered answered, Uri url, string subject)
    {
        var error = ErrorReply.Read(answered.Body);
        return answered.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(
                ErrorKind.Technical,
                $"Ticketnet refused the user or password of the interface{Said(error)}.",
                "Correct them in the interface's set-up, then run it again."),
            HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity when error?.Code == "unknown_performance" => new(
                ErrorKind.Mapping,
                $"Ticketnet does not know the performance of {subject}{Said(error)}.",
                "Correct the performance's mapping in the interface, or ask Ticketnet for its id, then run it again."),
            HttpStatusCode.NotFound when error?.Code == "unknown_cursor" => new(
                ErrorKind.External,
                $"Ticketnet does not know the page of sales that it gave itself{Said(error)}.",
                "Run the import again; if it comes back, tell Ticketnet."),
            HttpStatusCode.NotFound => new(
                ErrorKind.Technical, $"Nothing of Ticketnet's is found at {url}.", "Correct the address in the interface's set-up, then run it again."),
            HttpStatusCode.Conflict when error?.Code == "superseded" => new(
                ErrorKind.Technical,
                $"Ticketnet refused {subject}: it has already taken a newer one{LastVersion(error)}.",
                "Export again; the new message says what holds now. If it comes back, tell support."),
            HttpStatusCode.Conflict when error?.Code == "message_mismatch" => new(
                ErrorKind.Technical,
                $"Ticketnet has already taken other content under the id of {subject}.",
                "Tell support: two programs may be exporting with one set-up."),
            HttpStatusCode.TooManyRequests => new(
                ErrorKind.Technical,
                $"Ticketnet at {url.Authority} asks to be called less often; it did not take {subject}.",
                "Run it again in some minutes."),
            HttpStatusCode.RequestEntityTooLarge => new(
                ErrorKind.Technical, $"Ticketnet says that {subject} is too large.", "Tell support."),
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => new(
                ErrorKind.Technical,
                $"Ticketnet does not accept {subject}{Field(error)}{Said(error)}.",
                "If it names a mapping, correct it and run it again; else tell support."),
            >= HttpStatusCode.InternalServerError => new(
                ErrorKind.Technical,
                $"Ticketnet at {url.Authority} has a fault of its own (status {(int)answered.Status}, {Tried(answered)}){Said(error)}.",
                "Run it again later; if it keeps failing, tell Ticketnet."),
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => new(
                ErrorKind.Technical,
                $"{url.Authority} answered with a redirection (status {(int)answered.Status}), which is not followed.",
                "Ask Ticketnet for its present address and correct it in the interface's set-up, then run it again."),
            _ => new(
                ErrorKind.Technical,
                $"Ticketnet at {url.Authority} answered with status {(int)answered.Status}, which was not agreed{Said(error)}.",
                Later),
        };
    }

    /// <summary>A yes came that can't be believed.</summary>
    public static ExchangeError NotUnderstood(string subject, string problem) => new(
        ErrorKind.External,
        $"Ticketnet's answer to {subject} can't be used: {problem}.",
        "Run it again; if it comes back, tell Ticketnet, with this text.");

    /// <summary>The same error, of an allotment that Ticketnet may have taken.</summary>
    public static ExchangeError InDoubt(ExchangeError error, string subject) => new(
        error.Kind,
        $"{error.Message} Whether Ticketnet took {subject} is not known.",
        $"{error.WhatToDo} Until Ticketnet has answered, the places concerned stay kept for it, and nobody else can sell them.");

    /// <summary>Where JSON goes wrong, without the text of .NET's message.</summary>
    public static string Where(JsonException exception) =>
        string.IsNullOrEmpty(exception.Path) || exception.Path == "$" ? $"line {exception.LineNumber + 1 ?? 1}" : $"at {Quoted(exception.Path)}";

    /// <summary>Ticketnet's own words, fit to stand in a sentence: on one line, and not longer than that.</summary>
    public static string Quoted(string? text, int length = 100)
    {
        var line = new string([.. (text ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
        return line.Length <= length ? line : $"{line[..(length - 1)]}…";
    }

    private static string Said(ErrorWire? error) => string.IsNullOrWhiteSpace(error?.Message) ? "" : $"; it says “{Quoted(error.Message, 300)}”";

    private static string Field(ErrorWire? error) => string.IsNullOrWhiteSpace(error?.Field) ? "" : $" because of {Quoted(error.Field)}";

    private static string LastVersion(ErrorWire? error) => error?.LastVersion is { } version ? $" (version {version})" : "";

    private static string Tried(HttpExchange exchange) => exchange.Attempts.Count == 1 ? "tried once" : $"tried {exchange.Attempts.Count} times";

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.##} s";
}
