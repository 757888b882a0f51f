using System.Reflection;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Distribution.Api.Server;

/// <summary>The caller, as the token says.</summary>
/// <param name="Name">Whom the token was issued to.</param>
/// <param name="Role">The role of the token.</param>
/// <param name="Roles">The role and those it includes.</param>
/// <param name="TokenExpires">From when the token is worth nothing; null for the administrator token, which has no end.</param>
public sealed record Me(string Name, Role Role, IReadOnlyList<Role> Roles, DateTimeOffset? TokenExpires);

/// <summary>The state of one part of the system.</summary>
/// <param name="Name">Such as <c>database</c> or <c>grains</c>.</param>
/// <param name="Healthy">Whether it works.</param>
/// <param name="TookMilliseconds">How long the check took.</param>
public sealed record PartHealth(string Name, bool Healthy, int TookMilliseconds);

/// <summary>The state of the system, checked when it is asked for.</summary>
/// <param name="Healthy">Whether every part works.</param>
/// <param name="Parts">Each part by itself.</param>
public sealed record SystemHealth(bool Healthy, IReadOnlyList<PartHealth> Parts);

[QueryFields]
public static class ServerQueries
{
    private static readonly string OwnVersion = typeof(ServerQueries).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Who you are to this system, and what you may do.</summary>
    [Requires(Role.Reader)]
    public static Me Me(Caller caller) =>
        new(caller.Name, caller.Role, Enum.GetValues<Role>().Where(caller.Is).ToList(), caller.Expires);

    /// <summary>The version of the program that answers.</summary>
    [Requires(Role.Reader)]
    public static string Version() => OwnVersion;

    /// <summary>Whether the parts of the system work.</summary>
    [Requires(Role.Reader)]
    public static async Task<SystemHealth> Health(HealthCheckService checks, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(cancellationToken);
        var parts = report.Entries
            .Select(entry => new PartHealth(entry.Key, entry.Value.Status is HealthStatus.Healthy, (int)entry.Value.Duration.TotalMilliseconds))
            .ToList();
        return new SystemHealth(report.Status is HealthStatus.Healthy, parts);
    }
}
