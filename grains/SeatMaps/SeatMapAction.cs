namespace Distribution.SeatMaps;

/// <summary>What was done to a seat map. The numbers stand in the journal and never change.</summary>
public enum SeatMapAction : byte
{
    AssignPlaces = 1,
    TakeBackPlaces = 2,
    BlockPlaces = 3,
    UnblockPlaces = 4,
    BeginMove = 5,
    FinishMove = 6,
    AbandonMove = 7,
    HoldPlaces = 8,
    HoldBestAvailable = 9,
    ExtendHold = 10,
    ReleaseHold = 11,
    /// <summary>The time of a hold ran out; nobody's command.</summary>
    ExpireHold = 12,
    ConfirmHold = 13,
    CancelSale = 14,
    /// <summary>An allotment message is about to be sent to a distributor.</summary>
    BeginExport = 15,
    /// <summary>What the distributor answered.</summary>
    RecordExport = 16,
    ImportSale = 17,
    CancelImportedSale = 18,
    /// <summary>A distributor's buyer got another place than the one that was sold.</summary>
    ReseatSale = 19,
    /// <summary>A distributor's sale won over whoever had the place.</summary>
    OverruleSale = 20,
    /// <summary>A distributor's ticket took the place of another one.</summary>
    ExchangeSale = 21,
}
