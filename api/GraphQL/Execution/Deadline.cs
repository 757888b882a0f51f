using GraphQL;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>Until when an operation may run. Nothing is set up for it before somebody waits who could be told to stop: most operations are over at once.</summary>
/// <param name="within">Null: until the request ends.</param>
internal sealed class Deadline(TimeProvider time, TimeSpan? within, CancellationToken request) : IDisposable
{
    private readonly long _start = within is null ? 0 : time.GetTimestamp();
    private readonly Lock _lock = new();
    private CancellationTokenSource? _late;
    private CancellationTokenSource? _ends;

    /// <summary>Ends when the time is up or the request is given up.</summary>
    public CancellationToken Token
    {
        get
        {
            if (within is not { } span)
            {
                return request;
            }

            lock (_lock)
            {
                if (_ends is null)
                {
                    var left = span - time.GetElapsedTime(_start);
                    _late = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
                    _ends = CancellationTokenSource.CreateLinkedTokenSource(request, _late.Token);
                }

                return _ends.Token;
            }
        }
    }

    /// <summary>Whether the time is up, rather than the request given up.</summary>
    public bool IsMissed => within is { } span && !request.IsCancellationRequested && time.GetElapsedTime(_start) >= span;

    public bool IsOver => request.IsCancellationRequested || IsMissed;

    /// <exception cref="OperationCanceledException">It is over.</exception>
    public void ThrowIfOver()
    {
        if (IsOver)
        {
            throw new OperationCanceledException();
        }
    }

    public void Dispose()
    {
        _ends?.Dispose();
        _late?.Dispose();
    }
}
