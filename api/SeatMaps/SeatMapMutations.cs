using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Api.Security.Venues;
using Distribution.Contingents;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Calls;

namespace Distribution.Api.SeatMaps;

/// <summary>Blocking, holding and selling places through the venue's own channels.</summary>
[MutationFields]
public static class SeatMapMutations
{
    private static readonly TimeSpan DefaultHold = TimeSpan.FromMinutes(15);

    /// <summary>Blocks places: nobody sells them, and the next export withdraws them from their distributor.</summary>
    /// <param name="contingent">The contingent the places are in; needed only where places of unnumbered areas are to be found in it.</param>
    /// <param name="places">Numbered places.</param>
    /// <param name="areas">So many places of unnumbered areas.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<PlacesChanged>> BlockPlaces(
        CommandContext command,
        IGrainFactory grains,
        PerformanceId performance,
        ContingentId? contingent = null,
        IReadOnlyList<PlaceKey>? places = null,
        IReadOnlyList<AreaQuantity>? areas = null) => contingent is { } within
        ? grains.GetGrain<IContingentGrain>(new ContingentKey(performance, within).ToString()).Block(command, Selection.Of(places, areas))
        : Of(grains, performance).Block(new BlockPlaces(command, null, Selection.Of(places, areas)));

    /// <summary>Unblocks places: they are as they were.</summary>
    /// <param name="contingent">The contingent the places are in; needed only where places of unnumbered areas are to be found in it.</param>
    /// <param name="places">Numbered places.</param>
    /// <param name="areas">So many places of unnumbered areas.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<PlacesChanged>> UnblockPlaces(
        CommandContext command,
        IGrainFactory grains,
        PerformanceId performance,
        ContingentId? contingent = null,
        IReadOnlyList<PlaceKey>? places = null,
        IReadOnlyList<AreaQuantity>? areas = null) => contingent is { } within
        ? grains.GetGrain<IContingentGrain>(new ContingentKey(performance, within).ToString()).Unblock(command, Selection.Of(places, areas))
        : Of(grains, performance).Unblock(new UnblockPlaces(command, null, Selection.Of(places, areas)));

    /// <summary>Holds places for one customer; the hold's id is the command's id.</summary>
    /// <param name="places">Numbered places; with those of <c>areas</c> at most 50.</param>
    /// <param name="areas">So many places of unnumbered areas.</param>
    /// <param name="contingent">An internal contingent to take them from; null: the venue's pool.</param>
    /// <param name="seconds">How long, from 1 second to 24 hours; 15 minutes where it is not said.</param>
    /// <param name="customer">Who buys, in your own words, such as a session: 1 to 64 characters. A customer holds at most 50 places of a performance at once.</param>
    /// <param name="salesChannel">
    /// The own channel of the venue that sells; it stays with the hold and the sale. If it has an activity profile, this has to allow the event, the period and
    /// the seat category now (CHANNEL_MAY_NOT_SELL). A change of the profile counts within 2 seconds.
    /// </param>
    [Requires(Role.Sales)]
    public static Task<Outcome<HoldView>> HoldPlaces(
        CommandContext command,
        SeatMapCalls calls,
        OwnChannels channels,
        PerformanceId performance,
        IReadOnlyList<PlaceKey>? places = null,
        IReadOnlyList<AreaQuantity>? areas = null,
        ContingentId? contingent = null,
        TimeSpan? seconds = null,
        string? customer = null,
        SalesChannelId? salesChannel = null)
    {
        var hold = new HoldPlaces(command, contingent, Selection.Of(places, areas), seconds ?? DefaultHold, customer);
        return salesChannel is { } channel ? HoldFor(channel, channels, calls, performance, hold) : calls.Hold(performance, hold);
    }

    /// <summary>
    /// Holds the best free places together: neighbours in a row without leaving a single seat alone, then neighbours, then one
    /// unnumbered area, then two successive rows, then apart. Accessible and companion places are given only where <c>accessible</c> asks
    /// for them.
    /// </summary>
    /// <param name="quantity">From 1 to 50.</param>
    /// <param name="accessible">How many of them must be accessible places; of the others one for each gets the companion place beside it first.</param>
    /// <param name="category">The code of a seat category; null: any, the best first.</param>
    /// <param name="block">The code of a block, or the key of an unnumbered area; null: any.</param>
    /// <param name="contingent">An internal contingent to take them from; null: the venue's pool.</param>
    /// <param name="seconds">How long, from 1 second to 24 hours; 15 minutes where it is not said.</param>
    /// <param name="customer">Who buys, in your own words, such as a session: 1 to 64 characters. A customer holds at most 50 places of a performance at once.</param>
    /// <param name="together">
    /// Only neighbours in one row, or places of one unnumbered area; where so many are not to be had together, NOT_TOGETHER says what is possible.
    /// </param>
    /// <param name="salesChannel">As for <c>holdPlaces</c>; only categories that it sells are looked through.</param>
    [Requires(Role.Sales)]
    public static Task<Outcome<HoldView>> HoldBestAvailable(
        CommandContext command,
        SeatMapCalls calls,
        OwnChannels channels,
        PerformanceId performance,
        int quantity,
        int accessible = 0,
        string? category = null,
        string? block = null,
        ContingentId? contingent = null,
        TimeSpan? seconds = null,
        string? customer = null,
        bool together = false,
        SalesChannelId? salesChannel = null)
    {
        var hold = new HoldBestAvailable(command, contingent, category, block, quantity, seconds ?? DefaultHold, accessible, customer, together);
        return salesChannel is { } channel ? HoldFor(channel, channels, calls, performance, hold) : calls.HoldBest(performance, hold);
    }

    /// <summary>Gives a hold a new end, counted from now.</summary>
    /// <param name="seconds">From 1 second to 24 hours.</param>
    [Requires(Role.Sales)]
    public static Task<Outcome<HoldView>> ExtendHold(CommandContext command, SeatMapCalls calls, PerformanceId performance, HoldId hold, TimeSpan seconds) =>
        calls.Extend(performance, new ExtendHold(command, hold, seconds));

    /// <summary>Gives up a hold: its places are free again.</summary>
    [Requires(Role.Sales)]
    public static Task<Outcome<PlacesChanged>> ReleaseHold(CommandContext command, SeatMapCalls calls, PerformanceId performance, HoldId hold) =>
        calls.Release(performance, new ReleaseHold(command, hold));

    /// <summary>
    /// Turns a hold into a sale. Once more under the same order is harmless, also with another command's id, for as long as the first is remembered: it answers
    /// the places. Otherwise a hold that is no more is refused with HOLD_CONFIRMED (under another order), HOLD_ENDED (released) or HOLD_EXPIRED.
    /// </summary>
    /// <param name="order">Chosen by the caller: the order in its own books; one for each hold.</param>
    [Requires(Role.Sales)]
    public static Task<Outcome<PlacesChanged>> ConfirmHold(CommandContext command, SeatMapCalls calls, PerformanceId performance, HoldId hold, [ChosenByCaller] OrderId order) =>
        calls.Confirm(performance, new ConfirmHold(command, hold, order));

    /// <summary>Undoes a sale of the venue's own: the places of its order are free again.</summary>
    /// <param name="places">The places to be given back, as the answers name them, such as <c>P-1-2</c> or <c>Standing #12</c>; null: all of the order.</param>
    [Requires(Role.Sales)]
    public static Task<Outcome<PlacesChanged>> CancelSale(
        CommandContext command, SeatMapCalls calls, PerformanceId performance, [ChosenByCaller] OrderId order, IReadOnlyList<PlaceKey>? places = null) =>
        calls.Cancel(performance, new CancelSale(command, order, places is null ? null : [.. places]));

    private static async Task<Outcome<HoldView>> HoldFor(
        SalesChannelId channel, OwnChannels channels, SeatMapCalls calls, PerformanceId performance, HoldPlaces hold) =>
        await calls.Hold(performance, hold with { Context = hold.Context with { Channel = channel }, Limits = await channels.LimitsOf(performance, channel) });

    private static async Task<Outcome<HoldView>> HoldFor(
        SalesChannelId channel, OwnChannels channels, SeatMapCalls calls, PerformanceId performance, HoldBestAvailable hold) =>
        await calls.HoldBest(performance, hold with { Context = hold.Context with { Channel = channel }, Limits = await channels.LimitsOf(performance, channel) });

    private static ISeatMapGrain Of(IGrainFactory grains, PerformanceId performance) => grains.GetGrain<ISeatMapGrain>(performance.Value);
}
