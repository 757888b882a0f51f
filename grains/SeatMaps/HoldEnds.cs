namespace Distribution.SeatMaps;

/// <summary>
/// When holds end, the earliest first, without a timer for each. A hold that was extended or ended leaves its former end
/// behind, which is passed over when it comes up; when more are left behind than there are holds, all are sorted out at once.
/// </summary>
internal sealed class HoldEnds(SaleTable sales)
{
    private const int Slack = 1_024;

    private readonly PriorityQueue<int, long> _ends = new();

    public void Add(int number, long untilTicks)
    {
        _ends.Enqueue(number, untilTicks);
        if (_ends.Count > (2 * sales.HoldCount) + Slack)
        {
            var alive = _ends.UnorderedItems.Where(end => sales.IsHeldUntil(end.Element, end.Priority)).Distinct().ToList();
            _ends.Clear();
            _ends.EnqueueRange(alive);
        }
    }

    /// <summary>A hold that is due at this moment.</summary>
    public bool TryPeekDue(long nowTicks, out int number)
    {
        while (_ends.TryPeek(out number, out var until) && until <= nowTicks)
        {
            if (sales.IsHeldUntil(number, until))
            {
                return true;
            }

            _ends.Dequeue();
        }

        return false;
    }
}
