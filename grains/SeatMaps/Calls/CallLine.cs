namespace Distribution.SeatMaps.Calls;

/// <summary>
/// What is under way to one seat map and what waits to go. Two calls at once are enough: while the commands of one are being written, those of the other are
/// decided and take part in the next write. A third would make both smaller.
/// </summary>
/// <param name="seatMap">Runs commands; whatever it throws is the answer to each of them.</param>
/// <param name="ended">Told once nothing is under way and nothing waits; nobody joins from then on.</param>
internal sealed class CallLine(Func<SharedCommands, Task<SharedAnswers>> seatMap, Action<CallLine> ended)
{
    public const int MaxUnderWay = 2;

    /// <summary>Commands in one call, all of which the seat map decides in one turn.</summary>
    public const int MaxCommands = 256;

    private readonly Lock _lock = new();
    private readonly Queue<IWaitingCommand> _waiting = [];
    private int _underWay;
    private bool _hasEnded;

    /// <returns>False when it has ended: join a new one.</returns>
    public bool Join(IWaitingCommand command)
    {
        IWaitingCommand[]? next;
        lock (_lock)
        {
            if (_hasEnded)
            {
                return false;
            }

            _waiting.Enqueue(command);
            next = Next();
        }

        if (next is not null)
        {
            // It tells every failure to those who wait.
            _ = Call(next);
        }

        return true;
    }

    private async Task Call(IWaitingCommand[]? next)
    {
        while (next is not null)
        {
            await Send(next);
            lock (_lock)
            {
                _underWay--;
                next = Next();
                _hasEnded = next is null && _underWay == 0;
            }
        }

        if (_hasEnded)
        {
            ended(this);
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

    /// <summary>Those that go now, if any; under the lock.</summary>
    private IWaitingCommand[]? Next()
    {
        if (_waiting.Count == 0 || _underWay == MaxUnderWay)
        {
            return null;
        }

        _underWay++;
        var next = new IWaitingCommand[Math.Min(_waiting.Count, MaxCommands)];
        for (var i = 0; i < next.Length; i++)
        {
            next[i] = _waiting.Dequeue();
        }

        return next;
    }
}

/// <summary>A command whose caller waits for its answer.</summary>
internal interface IWaitingCommand
{
    ISeatMapCommand Command { get; }

    void Settle(SharedAnswer answer);

    void Fail(Exception problem);
}
