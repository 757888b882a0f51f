using System.Globalization;
using System.Runtime.InteropServices;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>
/// How many calls may wait for their change to be durable. Beyond <see cref="MaxWaiting"/> all are refused at once instead of timing out
/// later; from half of that on, a caller who has more than an equal share of what waits is refused, so that one who floods a seat map does
/// not keep the others out.
/// </summary>
internal sealed class Admission
{
    public const int MaxWaiting = 20_000;

    private readonly Dictionary<string, int> _waiting = new(StringComparer.Ordinal);
    private int _total;

    /// <summary>Null where the call may <see cref="Enter"/>.</summary>
    public Refusal? Check(string who, PerformanceId performance)
    {
        var mine = _waiting.GetValueOrDefault(who);
        var share = MaxWaiting / (_waiting.Count + (mine == 0 ? 1 : 0));
        if (_total >= MaxWaiting || (_total >= MaxWaiting / 2 && mine >= share))
        {
            return new Refusal(RefusalCode.Overloaded, performance.ToString(), string.Create(
                CultureInfo.InvariantCulture,
                $"{_total} commands wait for the disk, {mine} of them yours; at most {MaxWaiting} may, shared equally when it gets tight. Send the same command again in a second."));
        }

        return null;
    }

    /// <summary>The call waits from now on, until it leaves by <see cref="Leave"/>.</summary>
    public void Enter(string who)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_waiting, who, out _)++;
        _total++;
    }

    public void Leave(string who)
    {
        _total--;
        if (_waiting[who] is > 1 and var mine)
        {
            _waiting[who] = mine - 1;
        }
        else
        {
            _waiting.Remove(who);
        }
    }
}
