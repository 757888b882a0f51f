namespace Distribution.Connectors.Http;

/// <summary>What a request is for. Requests to one address have a circuit breaker for each purpose: failing exports never stand in the way of an import.</summary>
internal enum ExchangePurpose
{
    Export = 1,
    Import,
    /// <summary>The allotment's state, the preparation of access control.</summary>
    Question,
}
