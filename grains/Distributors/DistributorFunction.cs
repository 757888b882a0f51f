namespace Distribution.Distributors;

/// <summary>What an interface can run: one run of each at a time, and none waits for another.</summary>
public enum DistributorFunction
{
    /// <summary>The allotment is sent to the distributor.</summary>
    ContingentExport = 1,
    /// <summary>The distributor's sales become orders here.</summary>
    SalesImport,
    /// <summary>Of one performance: the distributor sells and cancels nothing more there, and says how many valid tickets there are.</summary>
    AccessControlPreparation,
}

/// <summary>What starts an execution.</summary>
public enum ExecutionTrigger
{
    /// <summary>Somebody asked for it.</summary>
    Manual = 1,
    /// <summary>It was due.</summary>
    Schedule,
    /// <summary>A move of places between contingents.</summary>
    Move,
    /// <summary>An execution was interrupted by the end of its process, and is run again.</summary>
    Recovery,
}

/// <summary>Whether an execution runs, or how it ended.</summary>
public enum ExecutionState
{
    /// <summary>It goes on just now.</summary>
    Running = 1,
    /// <summary>It did all of its work.</summary>
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
