using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;
using static Distribution.Tests.Fixtures.SmallHall;

namespace Distribution.Tests.Rules.SeatMaps;

/// <summary>Commands with new ids, in the words of a box office.</summary>
internal static class SeatMapCommands
{
    public static readonly TimeSpan QuarterHour = TimeSpan.FromMinutes(15);

    public static AssignPlaces Assign(ContingentRef to, params IEnumerable<string> places) => new(Context(), to, Select(places));

    public static TakeBackPlaces TakeBack(ContingentRef from, params IEnumerable<string> places) => new(Context(), from.Id, Select(places));

    public static BlockPlaces Block(params IEnumerable<string> places) => new(Context(), null, Select(places));

    public static BlockPlaces BlockIn(ContingentRef within, params IEnumerable<string> places) => new(Context(), within.Id, Select(places));

    public static UnblockPlaces Unblock(params IEnumerable<string> places) => new(Context(), null, Select(places));

    public static UnblockPlaces UnblockIn(ContingentRef within, params IEnumerable<string> places) => new(Context(), within.Id, Select(places));

    public static HoldPlaces Hold(params IEnumerable<string> places) => new(Context(), null, Select(places), QuarterHour);

    public static HoldPlaces HoldIn(ContingentRef from, params IEnumerable<string> places) => new(Context(), from.Id, Select(places), QuarterHour);

    public static HoldBestAvailable Best(int quantity, string? category = null, string? block = null, ContingentRef? from = null) =>
        new(Context(), from?.Id, category, block, quantity, QuarterHour);

    public static HoldId IdOf(HoldPlaces hold) => new(hold.Context.Id.Value);

    public static HoldId IdOf(HoldBestAvailable hold) => new(hold.Context.Id.Value);

    public static ExtendHold Extend(HoldPlaces hold, TimeSpan duration) => new(Context(), IdOf(hold), duration);

    public static ReleaseHold Release(HoldPlaces hold) => new(Context(), IdOf(hold));

    public static ConfirmHold Confirm(HoldPlaces hold, OrderId? order = null) => new(Context(), IdOf(hold), order ?? NewId.Of<OrderId>());

    public static CancelSale Cancel(OrderId order) => new(Context(), order);

    public static CancelSale Cancel(OrderId order, params IEnumerable<string> places) => new(Context(), order, [.. places.Select(place => new PlaceKey(place))]);

    /// <summary>Held and confirmed: sold by the venue.</summary>
    public static ISeatMapCommand[] Sell(params IEnumerable<string> places) => Sell(NewId.Of<OrderId>(), places);

    public static ISeatMapCommand[] Sell(OrderId order, params IEnumerable<string> places)
    {
        var hold = Hold(places);
        return [hold, Confirm(hold, order)];
    }

    public static BeginMove BeginMove(ContingentRef from, params IEnumerable<string> places) => new(Context(), from.Id, Select(places));

    public static FinishMove FinishMove(ContingentRef from, ContingentRef to, params ImmutableArray<int> places) => new(Context(), from.Id, to, places);

    public static AbandonMove AbandonMove(ContingentRef from, params ImmutableArray<int> places) => new(Context(), from.Id, places);

    public static BeginExport Export(Seller link) => new(Context(), link.Interface, link.Channel);

    public static RecordExport Answer(Seller link, long version, params IEnumerable<(string Place, OfferAnswer Answer)> places) =>
        Record(link, version, new ExportResult.Answered([.. places.Select(p => new OfferResult(new PlaceKey(p.Place), p.Answer))], []));

    public static RecordExport AnswerArea(Seller link, long version, string area, int kept, int asked) =>
        Record(link, version, new ExportResult.Answered([], [new AreaResult(new AreaKey(area), kept, asked)]));

    public static RecordExport Record(Seller link, long version, ExportResult result) => new(Context(), link.Interface, version, result);

    /// <summary>Given to the contingent, exported in the interface's first message, and acknowledged.</summary>
    public static ISeatMapCommand[] Offer(ContingentRef to, Seller link, params string[] places) =>
        [Assign(to, places), Export(link), Answer(link, 1, places.Select(place => (place, OfferAnswer.Offered)))];

    public static ImportSale Import(Seller link, string place, TicketId? ticket = null, OrderId? order = null) =>
        new(Context(), link.Interface, link.Channel, ticket ?? NewId.Of<TicketId>(), order ?? NewId.Of<OrderId>(), new PlaceKey(place), null);

    public static ImportSale ImportIn(Seller link, string area, TicketId? ticket = null) =>
        new(Context(), link.Interface, link.Channel, ticket ?? NewId.Of<TicketId>(), NewId.Of<OrderId>(), null, new AreaKey(area));

    public static CancelImportedSale CancelImported(Seller link, TicketId ticket) => new(Context(), link.Interface, ticket);
}
