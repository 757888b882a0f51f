namespace Distribution.Distributors.Executions;

/// <summary>How a run stands with whoever started it: it says how far it is, writes down what it did, and is told to stop.</summary>
/// <param name="keep">Writes the progress and what has piled up; it answers whether the run may go on.</param>
internal sealed class RunControl(ExecutionReport report, TimeProvider time, Func<ExecutionProgress, Task<RunStanding>> keep)
{
    private const int MaxBuffered = 500;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private long _kept = time.GetTimestamp();

    public ExecutionProgress? Progress { get; private set; }

    /// <summary>Somebody asked for the run's end.</summary>
    public bool IsStopped { get; private set; }

    public void Stop() => IsStopped = true;

    /// <summary>All of it is done: whoever asks for its end now comes too late.</summary>
    public void Ended(int total) => Progress = new ExecutionProgress(total, total);

    /// <summary>Where a run may end without harm: everything that was sent is answered, or is in doubt and written down so.</summary>
    /// <exception cref="RunStoppedException">It is to end here.</exception>
    public async ValueTask SafePoint(int done, int? total)
    {
        var progress = new ExecutionProgress(done, total);
        var isDue = Progress is null || IsStopped || report.Buffered >= MaxBuffered || time.GetElapsedTime(_kept) >= Pace;
        Progress = progress;
        if (!isDue)
        {
            return;
        }

        _kept = time.GetTimestamp();
        var standing = await keep(progress);
        if (standing is not RunStanding.GoesOn || IsStopped)
        {
            throw new RunStoppedException(standing is RunStanding.Superseded);
        }
    }
}

internal enum RunStanding
{
    GoesOn = 1,
    /// <summary>Somebody asked for its end.</summary>
    IsCancelled,
    /// <summary>Another activation has taken this run for lost: it has nothing more to say.</summary>
    Superseded,
}

/// <summary>Ends a run at a safe point.</summary>
/// <param name="superseded">It was taken for lost, so that its end is not its own to write down.</param>
internal sealed class RunStoppedException(bool superseded) : OperationCanceledException("The run was stopped.")
{
    public bool IsSuperseded => superseded;
}
