using System.Collections.Immutable;

namespace Distribution.Connectors.Ticketnet.Wire;

// README.md, "Allotment". What we send is complete; what we are sent may lack anything until it is checked.

internal sealed record AllotmentRequest(
    string Performance, long Version, ImmutableArray<AdditionWire> Additions, ImmutableArray<string> Withdrawals, ImmutableArray<AreaWire> Areas)
{
    public static AllotmentRequest Of(AllotmentMessage message) => new(
        message.Performance,
        message.Version,
        [.. message.Additions.Select(place => new AdditionWire(place.Place.Value, place.Block, place.Row, place.Seat, place.Category))],
        [.. message.Withdrawals.Select(place => place.Value)],
        [.. message.Areas.Select(area => new AreaWire(area.Area.Value, area.DistributorArea, area.Category, area.Allotted))]);
}

internal sealed record AdditionWire(string Place, string Block, string Row, string Seat, string Category);

internal sealed record AreaWire(string Key, string Area, string Category, int Allotted);

internal sealed record StatusWire(string? Performance, long? Version, PlacesWire? Places, IReadOnlyList<AreaStatusReply?>? Areas)
{
    public StatusReply Reply() => new(Performance, Version, Places?.Allotted, Places?.Sold, Areas, null);
}

internal sealed record PlacesWire(int? Allotted, int? Sold);
