using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps.Live;

namespace Distribution.SeatMaps;

/// <summary>
/// The seat map of one performance; the key is the performance's id. It opens itself from the catalog at the first call.
/// Every accepted change is durable before it is answered, and nobody sees a change before it is durable.
/// Every method may refuse with NotFound (no such performance), CommandMismatch, Overloaded and StorageFailed; more at the commands.
/// </summary>
[Alias("ISeatMapGrain")]
public interface ISeatMapGrain : IGrainWithGuidKey
{
    [Alias("Assign")]
    Task<Outcome<PlacesChanged>> Assign(AssignPlaces command);

    [Alias("TakeBack")]
    Task<Outcome<PlacesChanged>> TakeBack(TakeBackPlaces command);

    [Alias("Block")]
    Task<Outcome<PlacesChanged>> Block(BlockPlaces command);

    [Alias("Unblock")]
    Task<Outcome<PlacesChanged>> Unblock(UnblockPlaces command);

    [Alias("BeginMove")]
    Task<Outcome<MoveStep>> BeginMove(BeginMove command);

    [Alias("FinishMove")]
    Task<Outcome<MoveStep>> FinishMove(FinishMove command);

    [Alias("AbandonMove")]
    Task<Outcome<MoveStep>> AbandonMove(AbandonMove command);

    [Alias("Hold"), ResponseTimeout("00:00:05")]
    Task<Outcome<HoldView>> Hold(HoldPlaces command);

    [Alias("HoldBest"), ResponseTimeout("00:00:05")]
    Task<Outcome<HoldView>> HoldBest(HoldBestAvailable command);

    [Alias("Extend"), ResponseTimeout("00:00:05")]
    Task<Outcome<HoldView>> Extend(ExtendHold command);

    [Alias("Release"), ResponseTimeout("00:00:05")]
    Task<Outcome<PlacesChanged>> Release(ReleaseHold command);

    [Alias("Confirm"), ResponseTimeout("00:00:05")]
    Task<Outcome<PlacesChanged>> Confirm(ConfirmHold command);

    [Alias("Cancel")]
    Task<Outcome<PlacesChanged>> Cancel(CancelSale command);

    /// <summary>A hold as it is now; refused with NotFound, HoldExpired, HoldEnded or HoldConfirmed where it is no more.</summary>
    [Alias("HoldNow")]
    Task<Outcome<HoldState>> HoldNow(HoldId hold);

    [Alias("BeginExport")]
    Task<Outcome<AllotmentIntent>> BeginExport(BeginExport command);

    [Alias("RecordExport")]
    Task<Outcome<ExportRecorded>> RecordExport(RecordExport command);

    /// <summary>What an export would send now; nothing is changed and nothing written.</summary>
    /// <param name="except">What it would leave out; null: nothing.</param>
    [Alias("PreviewExport")]
    Task<Outcome<AllotmentIntent>> PreviewExport(DistributorInterfaceId distributor, SalesChannelId channel, ExportExceptions? except);

    /// <summary>All that an interface has, or may have, and is to keep.</summary>
    [Alias("AllotmentOf")]
    Task<Outcome<AllotmentList>> AllotmentOf(DistributorInterfaceId distributor);

    /// <summary>What the contingents of a channel have, by area, block and seat category.</summary>
    [Alias("PlacesOfChannel")]
    Task<Outcome<ImmutableArray<ChannelPlaces>>> PlacesOfChannel(SalesChannelId channel);

    [Alias("ImportSale")]
    Task<Outcome<ImportedSale>> ImportSale(ImportSale command);

    /// <summary>
    /// Many sales of one distributor, each decided by itself in their order, and all of them durable at once. The answers stand in the order of the sales.
    /// Refused with LimitExceeded beyond <see cref="ImportSale.MaxAtOnce"/> of them.
    /// </summary>
    [Alias("ImportSales")]
    Task<Outcome<ImmutableArray<Outcome<ImportedSale>>>> ImportSales(ImmutableArray<ImportSale> commands);

    /// <summary>What would become of a distributor's sale now; nothing is changed and nothing written.</summary>
    [Alias("PreviewSale")]
    Task<Outcome<ImportedSale>> PreviewSale(ImportSale command, TicketId? replaces);

    [Alias("CancelImportedSale")]
    Task<Outcome<PlacesChanged>> CancelImportedSale(CancelImportedSale command);

    [Alias("Exchange")]
    Task<Outcome<ImportedSale>> Exchange(ExchangeSale command);

    [Alias("Reseat")]
    Task<Outcome<ImportedSale>> Reseat(ReseatSale command);

    [Alias("Overrule")]
    Task<Outcome<ImportedSale>> Overrule(OverruleSale command);

    /// <summary>What a numbered place, or an unnumbered area, is called, whoever has it. Of an area, no place in particular.</summary>
    [Alias("Find")]
    Task<Outcome<ImportedSale>> Find(PlaceKey? place, AreaKey? area);

    /// <summary>Who has each of these numbered places, in their order; null of one that there is not.</summary>
    [Alias("HoldersOf")]
    Task<Outcome<ImmutableArray<PlaceHolder?>>> HoldersOf(ImmutableArray<PlaceKey> places);

    /// <summary>The contingents and distributor interfaces that this seat map knows, in the order of their numbers.</summary>
    [Alias("Parties")]
    Task<Outcome<SeatMapParties>> Parties();

    [Alias("Counts")]
    Task<Outcome<SeatMapCounts>> Counts();

    /// <param name="after">The <see cref="PlacePage.After"/> of the page before; null for the first.</param>
    /// <param name="first">1 to 5,000 places; refused with Invalid otherwise.</param>
    [Alias("Places")]
    Task<Outcome<PlacePage>> Places(PlaceFilter filter, int? after, int first);

    /// <summary>
    /// Answers all places as they are durable, and tells the observer of every change from then on, for 30 seconds: <see cref="Renew"/> before they
    /// are over.
    /// </summary>
    [Alias("Watch"), ResponseTimeout("00:00:10")]
    Task<Outcome<SeatMapImage>> Watch(ISeatMapObserver observer);

    /// <summary>For another 30 seconds. Answers up to where observers were told: who is not as far has missed something, and watches anew.</summary>
    [Alias("Renew"), ResponseTimeout("00:00:05")]
    Task<Outcome<SeatMapPosition>> Renew(ISeatMapObserver observer);

    [Alias("Unwatch"), ResponseTimeout("00:00:05")]
    Task Unwatch(ISeatMapObserver observer);
}
