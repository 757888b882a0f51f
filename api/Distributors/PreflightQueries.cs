using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Distributors;
using Distribution.Distributors.Preflight;
using Distribution.Primitives;

namespace Distribution.Api.Distributors;

[QueryFields]
public static class PreflightQueries
{
    /// <summary>Everything that is missing before an interface can do its work by itself, at once, each with what to do. It changes nothing.</summary>
    /// <param name="interface">The interface to check.</param>
    /// <param name="function">Null: everything that its type can do.</param>
    /// <param name="performance">Null: all that its channel's activity profile or a mapping names, and that have not begun.</param>
    [Requires(Role.Reader)]
    public static Task<Outcome<PreflightReport>> Preflight(
        IGrainFactory grains, DistributorInterfaceId @interface, DistributorFunction? function = null, PerformanceId? performance = null) =>
        grains.GetGrain<IPreflightGrain>(@interface.Value).Check(new PreflightScope(function, performance));
}
