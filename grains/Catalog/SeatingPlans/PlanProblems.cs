using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Catalog.SeatingPlans;

/// <summary>What is wrong with an imported plan, in the order of the file: the first 50 one by one, the rest as a number.</summary>
internal sealed class PlanProblems
{
    public const int MaxTold = 50;

    private readonly List<Refusal> _told = [];
    private int _untold;

    public bool Any => _told.Count > 0;

    /// <summary>The subject is written only if the problem is told, since there may be hundreds of thousands.</summary>
    public void Add<TSubject>(RefusalCode code, TSubject subject, string message) where TSubject : notnull
    {
        if (_told.Count == MaxTold)
        {
            _untold++;
            return;
        }

        _told.Add(new Refusal(code, subject.ToString()!, message));
    }

    public ImmutableArray<Refusal> All() => _untold == 0
        ? [.. _told]
        : [.. _told, new Refusal(RefusalCode.Invalid, "$", $"… and {_untold} more. Mend these first, then import again.")];
}
