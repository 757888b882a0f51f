using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Contingents;
using Distribution.Primitives;

namespace Distribution.Api.Contingents;

[QueryFields]
public static class ContingentQueries
{
    /// <summary>A contingent in one performance: its counts, its export state, its moves.</summary>
    [Requires(Role.Reader)]
    public static Task<Outcome<ContingentView>> Contingent(IGrainFactory grains, PerformanceId performance, ContingentId contingent) =>
        grains.GetGrain<IContingentGrain>(new ContingentKey(performance, contingent).ToString()).Get();

    /// <summary>How a move stands; with <c>wait</c>, once it is over or can't go on for now.</summary>
    /// <param name="contingent">The contingent the places are moved from.</param>
    /// <param name="wait">At most 30 seconds.</param>
    [Requires(Role.Reader)]
    public static Task<Outcome<Move>> Move(IGrainFactory grains, PerformanceId performance, ContingentId contingent, MoveId move, TimeSpan? wait = null) =>
        grains.GetGrain<IContingentGrain>(new ContingentKey(performance, contingent).ToString()).WaitFor(move, wait ?? TimeSpan.Zero);
}
