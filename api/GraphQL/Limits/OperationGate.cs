using Distribution.Api.GraphQL.Errors;

namespace Distribution.Api.GraphQL.Limits;

/// <summary>
/// Lets a bounded number of operations run at once, in all and for each caller. The others wait, each caller's in the order they came, and callers take
/// turns: one who sends a thousand does not keep another from being next.
/// </summary>
internal sealed class OperationGate(ApiLimits limits, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);

    /// <summary>The callers who have something waiting and may run more, the next first.</summary>
    private readonly Queue<Line> _turns = [];

    private int _running;
    private int _waiting;

    public (int Running, int Waiting) Load
    {
        get
        {
            lock (_lock)
            {
                return (_running, _waiting);
            }
        }
    }

    /// <summary>The place to run in; dispose of it when the operation has ended.</summary>
    /// <exception cref="ApiError">Too many wait, or this one has waited too long.</exception>
    public ValueTask<Place> Enter(string caller, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_lock)
        {
            if (!_lines.TryGetValue(caller, out var line))
            {
                _lines[caller] = line = new Line(caller);
            }

            if (_running < limits.Running.Value && line.Running < limits.RunningPerCaller.Value)
            {
                Admit(line);
                return new(new Place(this, line));
            }

            RefuseIfFull(line);
            waiter = new Waiter(line);
            waiter.Node = line.Waiting.AddLast(waiter);
            _waiting++;
            TakeTurn(line);
        }

        return new(Wait(waiter, cancellationToken));
    }

    private async Task<Place> Wait(Waiter waiter, CancellationToken cancellationToken)
    {
        try
        {
            await waiter.Admitted.Task.WaitAsync(limits.WaitingSeconds.Seconds, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            if (GaveUp(waiter))
            {
                throw limits.WaitingSeconds.Busy();
            }

            // It was let in at the same moment.
        }
        catch (OperationCanceledException)
        {
            if (GaveUp(waiter))
            {
                throw;
            }
        }

        return new Place(this, waiter.Line);
    }

    private bool GaveUp(Waiter waiter)
    {
        lock (_lock)
        {
            if (waiter.Node is not { } node)
            {
                return false;
            }

            waiter.Line.Waiting.Remove(node);
            _waiting--;
            Forget(waiter.Line);
            return true;
        }
    }

    private void Leave(Line line)
    {
        lock (_lock)
        {
            _running--;
            line.Running--;
            TakeTurn(line);
            Forget(line);
            while (_running < limits.Running.Value && _turns.TryDequeue(out var next))
            {
                next.HasTurn = false;
                if (next.Waiting.First is { } first)
                {
                    next.Waiting.RemoveFirst();
                    first.Value.Node = null;
                    _waiting--;
                    Admit(next);
                    TakeTurn(next);
                    first.Value.Admitted.SetResult();
                }
                else
                {
                    Forget(next);
                }
            }
        }
    }

    private void Admit(Line line)
    {
        _running++;
        line.Running++;
    }

    /// <summary>At the end of the turns, unless it has one.</summary>
    private void TakeTurn(Line line)
    {
        if (!line.HasTurn && line.Waiting.Count > 0 && line.Running < limits.RunningPerCaller.Value)
        {
            line.HasTurn = true;
            _turns.Enqueue(line);
        }
    }

    private void Forget(Line line)
    {
        if (line is { Running: 0, Waiting.Count: 0, HasTurn: false })
        {
            _lines.Remove(line.Caller);
        }
    }

    private void RefuseIfFull(Line line)
    {
        var full = line.Waiting.Count >= limits.WaitingPerCaller.Value ? limits.WaitingPerCaller
            : _waiting >= limits.Waiting.Value ? limits.Waiting
            : null;
        if (full is not null)
        {
            Forget(line);
            throw full.Busy();
        }
    }

    /// <summary>Room for one operation.</summary>
    public sealed class Place : IDisposable
    {
        private readonly OperationGate _gate;
        private Line? _line;

        internal Place(OperationGate gate, Line line) => (_gate, _line) = (gate, line);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _line, null) is { } line)
            {
                _gate.Leave(line);
            }
        }
    }

    /// <summary>What one caller runs and has waiting.</summary>
    internal sealed class Line(string caller)
    {
        public string Caller { get; } = caller;

        public LinkedList<Waiter> Waiting { get; } = [];

        public int Running { get; set; }

        public bool HasTurn { get; set; }
    }

    internal sealed class Waiter(Line line)
    {
        public Line Line { get; } = line;

        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Null once it was let in.</summary>
        public LinkedListNode<Waiter>? Node { get; set; }
    }
}
