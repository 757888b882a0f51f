namespace Distribution.SeatMaps.Availability;

/// <summary>The places from one up to another in the order of their distance from a middle; of two as near, the one before it first.</summary>
/// <param name="twiceMiddle">Twice the place number of the middle, which may be between two places.</param>
internal struct Outward(int first, int end, int twiceMiddle)
{
    private int _before = Math.Min(end - 1, twiceMiddle >> 1);
    private int _behind = Math.Max(first, (twiceMiddle >> 1) + 1);

    public int Current { get; private set; }

    public readonly Outward GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_before >= first && (_behind >= end || twiceMiddle - (2 * _before) <= (2 * _behind) - twiceMiddle))
        {
            Current = _before--;
            return true;
        }

        if (_behind < end)
        {
            Current = _behind++;
            return true;
        }

        return false;
    }
}
