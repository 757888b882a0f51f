namespace Distribution.Primitives;

/// <summary>Why something was refused. Nothing was changed by what was refused.</summary>
/// <param name="Code">Stable; the API gives it as <c>extensions.code</c> in capitals.</param>
/// <param name="Subject">The thing refused: a place, an id, a field, a JSON path, a line.</param>
/// <param name="Message">A sentence for the person who asked, with what to do.</param>
[GenerateSerializer, Immutable, Alias("Refusal")]
public sealed record Refusal(RefusalCode Code, string Subject, string Message)
{
    /// <summary>Where in the command the subject stands, such as <c>places[1]</c>, where its value alone does not tell; null otherwise.</summary>
    [Id(3)] public string? Argument { get; init; }

    /// <summary>It will be refused for the same reason whatever becomes free.</summary>
    [Id(4)] public bool ForGood { get; init; }

    /// <summary>Whether the same command may succeed later without anybody changing anything.</summary>
    public bool CanRetry => !ForGood && Code is RefusalCode.PlaceHeld or RefusalCode.Busy or RefusalCode.Overloaded or RefusalCode.StorageFailed
        or RefusalCode.NotEnoughPlaces or RefusalCode.NotTogether;

    /// <summary>After what time trying again makes sense, where the system knows; null where it doesn't, or it makes none.</summary>
    public TimeSpan? RetryAfter => Code is RefusalCode.Overloaded or RefusalCode.StorageFailed ? TimeSpan.FromSeconds(1) : null;
}

/// <summary>In order of precedence: when several reasons hold, the first of them is told.</summary>
public enum RefusalCode
{
    /// <summary>The input is malformed: the subject names the field, path or line.</summary>
    Invalid = 1,
    /// <summary>A size or a count is over its limit; the message says the limit.</summary>
    LimitExceeded,
    /// <summary>There is no such thing.</summary>
    NotFound,
    /// <summary>The thing belongs to another venue, performance or interface.</summary>
    Foreign,
    /// <summary>The same command id came with other content.</summary>
    CommandMismatch,
    /// <summary>The name or code is taken.</summary>
    Duplicate,
    /// <summary>The place is sold.</summary>
    PlaceSold,
    /// <summary>The place is held.</summary>
    PlaceHeld,
    /// <summary>The place is, or may be, offered to a distributor.</summary>
    PlaceOffered,
    /// <summary>The place is blocked.</summary>
    PlaceBlocked,
    /// <summary>The place is in another contingent.</summary>
    PlaceElsewhere,
    /// <summary>Too few free places fit the request.</summary>
    NotEnoughPlaces,
    /// <summary>There are enough free places, but not so many together.</summary>
    NotTogether,
    /// <summary>The sales channel may not sell this: the subject is the event, the period's end that is passed, or the seat category.</summary>
    ChannelMayNotSell,
    /// <summary>The hold has run out.</summary>
    HoldExpired,
    /// <summary>The hold was already released.</summary>
    HoldEnded,
    /// <summary>The hold was already confirmed: its places are sold, or were, under an order.</summary>
    HoldConfirmed,
    /// <summary>A mapping is missing or wrong.</summary>
    MappingMissing,
    /// <summary>The thing is not in a state that allows this.</summary>
    WrongState,
    /// <summary>Something of the same kind is running.</summary>
    Busy,
    /// <summary>Too much at once; try again after a moment.</summary>
    Overloaded,
    /// <summary>The change could not be made durable; whether it was is not known: send the same command again.</summary>
    StorageFailed,
}
