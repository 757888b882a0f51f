using System.Net;
using Distribution.Distributors;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Distribution.Connectors.Http;

/// <summary>What the manager of a box office is told when an exchange over HTTP fails, whatever the distributor speaks.</summary>
/// <param name="distributor">As it stands in a sentence.</param>
internal sealed class ExchangeWords(string distributor, HttpExchangeOptions options)
{
    public const string Later = "Run it again later; if it keeps failing, tell support.";

    /// <summary>No answer came in the end.</summary>
    public ExchangeError NoAnswer(HttpExchange.Failed failed, Uri url) => failed.Cause switch
    {
        BrokenCircuitException => new(
            ErrorKind.Technical,
            $"{distributor} at {url.Authority} failed too often in the last minutes, so nothing is sent to it for {Seconds(options.BreakDuration)}.",
            "Wait a moment and run it again; if it keeps failing, tell support."),
        TimeoutRejectedException => new(
            ErrorKind.Technical,
            $"{distributor} at {url.Authority} did not answer in time ({Tried(failed)}, each for at most {Seconds(options.AttemptTimeout)}).",
            Later),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new(
            ErrorKind.External,
            $"The answer of {distributor} is larger than {options.MaxAnswerBytes:N0} bytes, the most that is read.",
            $"Ask {distributor} why its answer is so large; support can raise the limit ({options.ConfigurationSection}:{nameof(options.MaxAnswerBytes)})."),
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
            $"{distributor} could not be reached at {url.Authority}: nothing answers there ({Tried(failed)}).",
            "Check the address in the interface's set-up; if it is right, run it again later or tell support."),
        _ => new(
            ErrorKind.Technical,
            $"The connection to {distributor} at {url.Authority} broke off before a whole answer came ({Tried(failed)}).",
            Later),
    };

    /// <summary>An answer came whose status is not a yes.</summary>
    /// <param name="subject">What was asked, such as <c>the allotment of performance “TN-4711”</c>.</param>
    /// <param name="said">The distributor's own words, where it has some.</param>
    public ExchangeError Refused(HttpExchange.Answered answered, Uri url, string subject, string? said) => answered.Status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(
            ErrorKind.Technical,
            $"{distributor} refused the user or password of the interface{Said(said)}.",
            "Correct them in the interface's set-up, then run it again."),
        HttpStatusCode.NotFound => new(
            ErrorKind.Technical, $"Nothing of {distributor} is found at {url}.", "Correct the address in the interface's set-up, then run it again."),
        HttpStatusCode.TooManyRequests => new(
            ErrorKind.Technical,
            $"{distributor} at {url.Authority} asks to be called less often; it did not take {subject}.",
            "Run it again in some minutes."),
        HttpStatusCode.RequestEntityTooLarge => new(
            ErrorKind.Technical, $"{distributor} says that {subject} is too large.", "Tell support."),
        >= HttpStatusCode.InternalServerError => new(
            ErrorKind.Technical,
            $"{distributor} at {url.Authority} has a fault of its own (status {(int)answered.Status}, {Tried(answered)}){Said(said)}.",
            $"Run it again later; if it keeps failing, tell {distributor}."),
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => new(
            ErrorKind.Technical,
            $"{url.Authority} answered with a redirection (status {(int)answered.Status}), which is not followed.",
            $"Ask {distributor} for its present address and correct it in the interface's set-up, then run it again."),
        _ => new(
            ErrorKind.Technical,
            $"{distributor} at {url.Authority} answered with status {(int)answered.Status}, which was not agreed{Said(said)}.",
            Later),
    };

    /// <summary>A yes came that can't be believed.</summary>
    public ExchangeError NotUnderstood(string subject, string problem) => new(
        ErrorKind.External,
        $"The answer of {distributor} to {subject} can't be used: {problem}.",
        $"Run it again; if it comes back, tell {distributor}, with this text.");

    /// <summary>The same error, of an allotment that the distributor may have taken.</summary>
    public ExchangeError InDoubt(ExchangeError error, string subject) => new(
        error.Kind,
        $"{error.Message} Whether {distributor} took {subject} is not known.",
        $"{error.WhatToDo} Until {distributor} has answered, the places concerned stay kept for it, and nobody else can sell them.");

    /// <summary>It does not know the performance that was named.</summary>
    public ExchangeError UnknownPerformance(string subject, string? said) => new(
        ErrorKind.Mapping,
        $"{distributor} does not know the performance of {subject}{Said(said)}.",
        $"Correct the performance's mapping in the interface, or ask {distributor} for its id, then run it again.");

    /// <summary>It does not know a cursor that it gave.</summary>
    public ExchangeError UnknownCursor(string? said) => new(
        ErrorKind.External,
        $"{distributor} does not know the page of sales that it gave itself{Said(said)}.",
        $"Run the import again; if it comes back, tell {distributor}.");

    /// <summary>It has taken a newer message of the performance.</summary>
    public ExchangeError Superseded(string subject, long? lastVersion) => lastVersion switch
    {
        null => new(
            ErrorKind.Technical,
            $"{distributor} refused {subject}: it has already taken a newer one, and does not say which.",
            $"Ask {distributor} for the last version it took of this performance, and tell support."),
        > AllotmentMessage.MaxVersion => new(
            ErrorKind.External,
            $"{distributor} refused {subject}: it has already taken a newer one (version {lastVersion}). No version beyond {AllotmentMessage.MaxVersion} is ever sent.",
            $"Ask {distributor} to set its version of this performance back, then export again."),
        _ => new(
            ErrorKind.Technical,
            $"{distributor} refused {subject}: it has already taken a newer one (version {lastVersion}).",
            $"Export again: the next message goes on from that version, and says what holds now. If {distributor} still refuses it, tell support."),
    };

    /// <summary>It has taken another message under the same id.</summary>
    public ExchangeError OtherContent(string subject) => new(
        ErrorKind.Technical,
        $"{distributor} has already taken other content under the id of {subject}.",
        "Tell support: two programs may be exporting with one set-up.");

    /// <summary>It does not accept what was sent.</summary>
    public ExchangeError NotAccepted(string subject, string? field, string? said) => new(
        ErrorKind.Technical,
        $"{distributor} does not accept {subject}{(string.IsNullOrWhiteSpace(field) ? "" : $" because of {Text.Quoted(field)}")}{Said(said)}.",
        "If it names a mapping, correct it and run it again; else tell support.");

    public static string Said(string? said) => string.IsNullOrWhiteSpace(said) ? "" : $"; it says “{Text.Quoted(said, 300)}”";

    private static string Tried(HttpExchange exchange) => exchange.Attempts.Count == 1 ? "tried once" : $"tried {exchange.Attempts.Count} times";

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.##} s";
}
