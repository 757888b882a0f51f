namespace Distribution.SeatMaps.Calls;

/// <summary>
/// The call that is under way to one seat map, and what waits to go. One at a time is enough: the commands of a call are written together, and those of the
/// next one could not be written before these are. With more of them each would carry less.
/// </summary>
/// <param name="seatMap">Runs commands; whatever it throws is the answer to each of them.</param>
/// <param name="soon">Has a call made after what the process is busy with just now: where it is busy, more commands have come by then.</param>
/// <param name="ended">Told once nothing is under way and nothing waits; nobody joins from then on.</param>
internal sealed class CallLine(Func<SharedCommands, Task<SharedAnswers>> seatMap, Action<CallLine> soon, Action<CallLine> ended) : IThreadPoolWorkItem
{
    /// <summary>Commands in one call, all of which the seat map decides in one turn.</summary>
    public const int MaxCommands = 256;

    private readonly Lock _lock = new();
    private readonly Queue<IWaitingCommand> _waiting = [];
    private bool _isUnderWay;
    private bool _hasEnded;

    /// <returns>False when it has ended: join a new one.</returns>
    public bool Join(IWaitingCommand command)
    {
        bool begins;
        lock (_lock)
        {
            if (_hasEnded)
            {
                return false;
            }

            _waiting.Enqueue(command);
            (begins, _isUnderWay) = (!_isUnderWay, true);
        }

        if (begins)
        {
            soon(this);
        }

        return true;
    }

    // It can't fail: Send tells every failure to those who wait.
    public void Execute() => _ = Call();

    private async Task Call()
    {
        await Send(Next());
        bool ends;
        lock (_lock)
        {
            ends = _hasEnded = _waiting.Count == 0;
        }

        (ends ? ended : soon)(this);
    }

    private IWaitingCommand[] Next()
    {
        lock (_lock)
        {
            var next = new IWaitingCommand[Math.Min(_waiting.Count, MaxCommands)];
            for (var i = 0; i < next.Length; i++)
            {
                next[i] = _waiting.Dequeue();
            }

            return next;
        }
    }

    private async Task Send(IWaitingCommand[] commands)
    {
        try
        {
            var answers = await seatMap(new SharedCommands([.. commands.Select(command => command.Command)]));
            for (var i = 0; i < commands.Length; i++)
            {
                commands[i].Settle(answers.All[i]);
            }
        }
#pragma warning disable CA1031 // Whatever it is, it is the answer to each of the commands.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            foreach (var command in commands)
            {
                command.Fail(problem);
            }
        }
    }
}

/// <summary>A command whose caller waits for its answer.</summary>
internal interface IWaitingCommand
{
    ISeatMapCommand Command { get; }

    void Settle(SharedAnswer answer);

    void Fail(Exception problem);
}
