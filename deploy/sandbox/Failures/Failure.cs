using System.Text.Json.Serialization;
using Distribution.Sandbox.Allotments;

namespace Distribution.Sandbox.Failures;

/// <summary>One way to fail, switched on through the control API. README.md lists which fields go with which kind.</summary>
/// <param name="Operation">Which requests it strikes; those that are about places strike allotments only.</param>
/// <param name="Times">How many requests it strikes before it is over; null: until it is cleared.</param>
/// <param name="Status">Of <see cref="FailureKind.Answer"/>: the HTTP status, 200 to 599.</param>
/// <param name="Body">Of <see cref="FailureKind.Answer"/>: the body as it is; absent: an error body.</param>
/// <param name="RetryAfterSeconds">Of <see cref="FailureKind.Answer"/>: the header <c>Retry-After</c>; absent: none.</param>
/// <param name="Taken">Of the wrong answers: whether the message is handled first.</param>
/// <param name="Milliseconds">Of <see cref="FailureKind.Slow"/> and <see cref="FailureKind.Late"/>: up to 600,000.</param>
/// <param name="Bytes">Of <see cref="FailureKind.TooLarge"/>: up to 1 GiB.</param>
/// <param name="Places">The venue's names of places (and, to refuse, keys of areas).</param>
/// <param name="Reason">Of <see cref="FailureKind.RefusePlaces"/>.</param>
/// <param name="Area">Of <see cref="FailureKind.SellBeforeWithdrawal"/>: the distributor's id of an unnumbered area, instead of places.</param>
/// <param name="Count">Of <see cref="FailureKind.SellBeforeWithdrawal"/>: how many are sold where no places are named.</param>
public sealed record Failure(
    FailureKind Kind,
    Operation Operation = Operation.Any,
    int? Times = null,
    int Status = 500,
    string? Body = null,
    int? RetryAfterSeconds = null,
    bool Taken = false,
    int Milliseconds = 1000,
    long Bytes = 32 * 1024 * 1024,
    IReadOnlyList<string>? Places = null,
    string Reason = "Refused by the sandbox.",
    string? Area = null,
    int Count = 1)
{
    internal bool StrikesTransport(Operation operation) =>
        Kind is not (FailureKind.RefusePlaces or FailureKind.SellBeforeWithdrawal) && (Operation == Operation.Any || Operation == operation);

    internal bool Refuses(AllotmentChange change) =>
        Kind == FailureKind.RefusePlaces
        && change.Additions.Select(addition => addition.Place).Concat(change.Withdrawals).Concat(change.Areas.Select(area => area.Key)).Any(Places!.Contains);

    internal bool SellsBefore(AllotmentChange change) =>
        Kind == FailureKind.SellBeforeWithdrawal
        && (Area is { } area ? change.Areas.Any(changed => changed.Area == area) : change.Withdrawals.Any(place => Places?.Contains(place) ?? true));
}

[JsonConverter(typeof(SnakeCaseConverter<FailureKind>))]
public enum FailureKind
{
    /// <summary>Refuses the named places and areas, with the reason.</summary>
    RefusePlaces = 1,
    /// <summary>Answers with any status and body.</summary>
    Answer,
    /// <summary>Answers 200 with a page of HTML.</summary>
    Garbage,
    /// <summary>Answers 200 with that many bytes.</summary>
    TooLarge,
    /// <summary>Takes the message, waits, answers.</summary>
    Slow,
    /// <summary>Waits, takes the message even if the caller has gone, answers.</summary>
    Late,
    /// <summary>Takes the message and breaks the connection.</summary>
    DropAnswer,
    /// <summary>Takes the message, begins to answer and breaks the connection.</summary>
    CutAnswer,
    /// <summary>Breaks the connection before taking the message.</summary>
    DropConnection,
    /// <summary>Sells places that a message withdraws, just before taking it.</summary>
    SellBeforeWithdrawal,
}

[JsonConverter(typeof(SnakeCaseConverter<Operation>))]
public enum Operation
{
    Any = 1,
    Allotment,
    Status,
    Sales,
    Acknowledgement,
    Ping,
    Preparation,
}
