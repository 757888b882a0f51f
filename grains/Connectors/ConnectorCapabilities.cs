namespace Distribution.Connectors;

/// <summary>What a connector can do; the API and every check follow from it.</summary>
/// <param name="Export">Allotments are sent to the distributor.</param>
/// <param name="Import">Sales are read from the distributor.</param>
/// <param name="Files">Files of its sales are read.</param>
/// <param name="AllotmentStatus">The distributor answers how many places of a performance it has, and has sold.</param>
/// <param name="AccessControl">The distributor closes a performance for access control, and says how many valid tickets there are.</param>
/// <param name="Cancellations">Its sales tell of cancelled tickets.</param>
/// <param name="UnnumberedAreas">It takes places of unnumbered areas.</param>
/// <param name="ByWord">No machine says that it gave places back: somebody says who agreed, when and how. Without an export its places count as offered from assignment on.</param>
/// <param name="Replay">It tells again what was sold and cancelled since a date.</param>
[GenerateSerializer, Immutable, Alias("ConnectorCapabilities")]
public sealed record ConnectorCapabilities(
    bool Export, bool Import, bool Files, bool AllotmentStatus, bool AccessControl, bool Cancellations, bool UnnumberedAreas, bool ByWord = false,
    bool Replay = false);
