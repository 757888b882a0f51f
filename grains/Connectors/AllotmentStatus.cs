using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Connectors;

public abstract record StatusAnswer
{
    private StatusAnswer()
    {
    }

    public sealed record Read(AllotmentStatus Status) : StatusAnswer;

    public sealed record Failed(ExchangeError Error) : StatusAnswer;
}

/// <summary>What the distributor has of one performance, by its own books. Sold places are among the allotted.</summary>
/// <param name="Version">Of the last allotment message it took; 0 for none.</param>
/// <param name="Numbered">All numbered places together.</param>
/// <param name="Places">The numbered places, one by one; empty where the distributor does not list them.</param>
/// <param name="Areas">What it has of each unnumbered area.</param>
[GenerateSerializer, Immutable, Alias("AllotmentStatus")]
public sealed record AllotmentStatus(long Version, AllotmentTally Numbered, ImmutableArray<AreaTally> Areas, ImmutableArray<PlaceState> Places);

/// <summary>How many places the distributor has, and how many of them it has sold.</summary>
/// <param name="Allotted">Places it has, sold ones among them.</param>
/// <param name="Sold">Places it has sold.</param>
[GenerateSerializer, Immutable, Alias("AllotmentTally")]
public readonly record struct AllotmentTally(int Allotted, int Sold);

/// <summary>What the distributor has of one unnumbered area.</summary>
/// <param name="Area">The distributor's id.</param>
/// <param name="Tally">How many places it has there, and has sold.</param>
[GenerateSerializer, Immutable, Alias("AreaTally")]
public sealed record AreaTally(string Area, AllotmentTally Tally);

/// <summary>One numbered place that the distributor has.</summary>
/// <param name="IsSold">Whether it has sold it.</param>
/// <param name="Place">The name of the place.</param>
[GenerateSerializer, Immutable, Alias("PlaceState")]
public sealed record PlaceState(PlaceKey Place, bool IsSold);
