namespace Distribution.Connectors.SalesFiles;

/// <summary>What a line of a sales file says.</summary>
internal enum SaleField
{
    /// <summary>A sale, a cancellation or a reservation.</summary>
    Kind,
    Ticket,
    /// <summary>One purchase of one or more tickets.</summary>
    Sale,
    Performance,
    /// <summary>Our key of a numbered place; empty for a place of an unnumbered area.</summary>
    Place,
    /// <summary>The distributor's id of the unnumbered area.</summary>
    Area,
    Category,
    Audience,
    Price,
    Currency,
    Date,
    Barcode,
}
