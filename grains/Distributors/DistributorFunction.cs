namespace Distribution.Distributors;

/// <summary>What an interface can run: one run of each at a time, and none waits for another.</summary>
public enum DistributorFunction
{
    ContingentExport = 1,
    SalesImport,
    /// <summary>Of one performance: the distributor sells and cancels nothing more there, and says how many valid tickets there are.</summary>
    AccessControlPreparation,
}

public enum ExecutionTrigger
{
    Manual = 1,
    Schedule,
    /// <summary>A move of places between contingents.</summary>
    Move,
    /// <summary>An execution was interrupted by the end of its process, and is run again.</summary>
    Recovery,
}

public enum ExecutionState
{
    Running = 1,
    Succeeded,
    /// <summary>It ran to its end, and some items failed: the errors list them.</summary>
    SucceededWithErrors,
    /// <summary>It could not do its work; nothing is lost, and running it again does no harm.</summary>
    Failed,
    /// <summary>Its process ended meanwhile; it is run again.</summary>
    Interrupted,
    /// <summary>Somebody ended it before its time. What it had done stays done; what it had sent without an answer stays in doubt.</summary>
    Cancelled,
}
