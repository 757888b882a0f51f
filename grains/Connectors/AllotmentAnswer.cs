using System.Collections.Immutable;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Connectors;

/// <summary>What became of an allotment message.</summary>
public abstract record AllotmentAnswer
{
    private AllotmentAnswer()
    {
    }

    /// <summary>The distributor took the message and answered for the places. A place it said nothing of stays in doubt.</summary>
    public sealed record Answered(ImmutableArray<PlaceAnswer> Places, ImmutableArray<AreaAnswer> Areas) : AllotmentAnswer;

    /// <summary>The distributor may have taken the message: a time-out, a lost link, an answer that can't be read.</summary>
    public sealed record InDoubt(ExchangeError Error) : AllotmentAnswer;

    /// <summary>The distributor certainly did not take the message, by any attempt: it could not be reached, or it refused it whole.</summary>
    /// <param name="LastVersion">Where it was refused because the distributor has taken a newer one: that one's version.</param>
    public sealed record NotTaken(ExchangeError Error, long? LastVersion = null) : AllotmentAnswer;
}

/// <summary>The distributor's word on one addition or withdrawal.</summary>
/// <param name="Reason">The distributor's own words, where it refused and said why.</param>
public sealed record PlaceAnswer(PlaceKey Place, PlaceVerdict Verdict, string? Reason = null);

public enum PlaceVerdict
{
    Accepted = 1,
    /// <summary>An addition it won't sell, or a withdrawal it won't make; the reason says why.</summary>
    Refused,
    /// <summary>A withdrawal that came too late: the distributor has sold the place.</summary>
    AlreadySold,
}

/// <summary>How many places of an unnumbered area the distributor has now, those it has sold among them.</summary>
public sealed record AreaAnswer(AreaKey Area, int Allotted, int Sold, string? Reason = null);

/// <summary>Why an exchange failed, who mends it and how.</summary>
public sealed record ExchangeError(ErrorKind Kind, string Message, string WhatToDo);
