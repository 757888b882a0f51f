using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Connectors;

/// <summary>The changes of one performance's allotment, in the distributor's own ids.</summary>
/// <param name="Id">The same message again has the same id; the distributor answers it as it did.</param>
/// <param name="Performance">The distributor's id of the performance.</param>
/// <param name="Version">Grows with every message of the performance. The distributor refuses a message that is not newer than
/// the last it took, so that a late message can't bring back a place that was withdrawn since.</param>
/// <param name="Additions">Numbered places to sell from now on.</param>
/// <param name="Withdrawals">Numbered places to sell no more.</param>
/// <param name="Areas">Unnumbered areas: the whole allotment, not a difference, so that a repeat can't double it.</param>
public sealed record AllotmentMessage(
    Guid Id,
    string Performance,
    long Version,
    ImmutableArray<AllottedPlace> Additions,
    ImmutableArray<PlaceKey> Withdrawals,
    ImmutableArray<AllottedArea> Areas)
{
    /// <summary>A version that a distributor says it has is gone on from up to here: beyond, something is wrong there.</summary>
    public const long MaxVersion = 1_000_000_000_000;

    /// <summary>Everything that the distributor has by this message, for a distributor that is told by word; empty for others.</summary>
    public ImmutableArray<AllottedPlace> Whole { get; init; } = [];

    /// <summary>Likewise of its unnumbered areas.</summary>
    public ImmutableArray<AllottedArea> WholeAreas { get; init; } = [];
}

/// <summary>One numbered place; block and category are the distributor's ids, row and seat are as printed on the ticket.</summary>
public sealed record AllottedPlace(PlaceKey Place, string Block, string Row, string Seat, string Category);

/// <summary>One unnumbered area: how many places the distributor has there from now on, those it has sold among them.</summary>
public sealed record AllottedArea(AreaKey Area, string DistributorArea, string Category, int Allotted);
