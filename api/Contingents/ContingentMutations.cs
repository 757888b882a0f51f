using Distribution.Api.GraphQL.Fields;
using Distribution.Api.SeatMaps;
using Distribution.Api.Security;
using Distribution.Contingents;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Api.Contingents;

[MutationFields]
public static class ContingentMutations
{
    /// <summary>
    /// Gives places to a contingent. Refused for places that are held, sold, or still offered to another distributor: for those,
    /// use <c>movePlaces</c>.
    /// </summary>
    /// <param name="places">Numbered places.</param>
    /// <param name="areas">So many places of unnumbered areas, from the venue's pool.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<PlacesChanged>> AssignPlaces(
        CommandContext command,
        IGrainFactory grains,
        PerformanceId performance,
        ContingentId contingent,
        IReadOnlyList<PlaceKey>? places = null,
        IReadOnlyList<AreaQuantity>? areas = null) =>
        Of(grains, performance, contingent).Assign(command, Selection.Of(places, areas));

    /// <summary>
    /// Takes places of a contingent back into the venue's pool. The venue can sell them once an export has withdrawn them;
    /// <c>stillOffered</c> counts those that wait for it.
    /// </summary>
    /// <param name="places">Numbered places.</param>
    /// <param name="areas">So many places of unnumbered areas.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<PlacesChanged>> TakeBackPlaces(
        CommandContext command,
        IGrainFactory grains,
        PerformanceId performance,
        ContingentId contingent,
        IReadOnlyList<PlaceKey>? places = null,
        IReadOnlyList<AreaQuantity>? areas = null) =>
        Of(grains, performance, contingent).TakeBack(command, Selection.Of(places, areas));

    /// <summary>
    /// Moves places to another contingent, safely: blocked and withdrawn from the first distributor, then given to the second and
    /// offered. It goes on by itself, through restarts; places that were sold meanwhile stay and are named.
    /// </summary>
    /// <param name="from">The contingent the places are in.</param>
    /// <param name="to">The contingent they go to.</param>
    /// <param name="places">Numbered places.</param>
    /// <param name="areas">So many places of unnumbered areas.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Move>> MovePlaces(
        CommandContext command,
        IGrainFactory grains,
        PerformanceId performance,
        ContingentId from,
        ContingentId to,
        IReadOnlyList<PlaceKey>? places = null,
        IReadOnlyList<AreaQuantity>? areas = null) =>
        Of(grains, performance, from).Move(new MovePlaces(command, to, Selection.Of(places, areas)));

    /// <summary>Gives up a move whose places still wait to be withdrawn: they are unblocked where they are.</summary>
    /// <param name="from">The contingent the places are in.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Move>> AbandonMove(CommandContext command, IGrainFactory grains, PerformanceId performance, ContingentId from, MoveId move) =>
        Of(grains, performance, from).Abandon(command, move);

    private static IContingentGrain Of(IGrainFactory grains, PerformanceId performance, ContingentId contingent) =>
        grains.GetGrain<IContingentGrain>(new ContingentKey(performance, contingent).ToString());
}
