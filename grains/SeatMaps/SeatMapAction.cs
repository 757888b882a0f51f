namespace Distribution.SeatMaps;

/// <summary>What was done to a seat map. The numbers stand in the journal and never change.</summary>
public enum SeatMapAction : byte
{
    /// <summary>Places came into a contingent.</summary>
    AssignPlaces = 1,
    /// <summary>Places came back into the venue's pool.</summary>
    TakeBackPlaces = 2,
    /// <summary>Places were blocked.</summary>
    BlockPlaces = 3,
    /// <summary>Places were unblocked.</summary>
    UnblockPlaces = 4,
    /// <summary>Places were blocked for a move.</summary>
    BeginMove = 5,
    /// <summary>Moved places came into the other contingent.</summary>
    FinishMove = 6,
    /// <summary>A move was given up.</summary>
    AbandonMove = 7,
    /// <summary>Named places were held.</summary>
    HoldPlaces = 8,
    /// <summary>The best free places were held.</summary>
    HoldBestAvailable = 9,
    /// <summary>A hold got a new end.</summary>
    ExtendHold = 10,
    /// <summary>A hold was given up.</summary>
    ReleaseHold = 11,
    /// <summary>The time of a hold ran out; nobody's command.</summary>
    ExpireHold = 12,
    /// <summary>A hold became a sale.</summary>
    ConfirmHold = 13,
    /// <summary>A sale of the venue's own was undone.</summary>
    CancelSale = 14,
    /// <summary>An allotment message is about to be sent to a distributor.</summary>
    BeginExport = 15,
    /// <summary>What the distributor answered.</summary>
    RecordExport = 16,
    /// <summary>A sale of a distributor was taken.</summary>
    ImportSale = 17,
    /// <summary>A sale of a distributor was cancelled.</summary>
    CancelImportedSale = 18,
}
