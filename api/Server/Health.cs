using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Runtime;

namespace Distribution.Api.Server;

/// <summary>Whether grain calls work: a silo is asked for the cluster's members.</summary>
internal sealed class GrainHealth(IGrainFactory grains) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var silos = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true).WaitAsync(cancellationToken);
        return silos.Count > 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("No silo is active.");
    }
}

internal static class HealthEndpoint
{
    public const string Path = "/health";

    public static void AddApiHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<GrainHealth>("grains", timeout: TimeSpan.FromSeconds(5));

    /// <summary>200 or 503, open to everybody, so it says no more than one word.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app) => app.MapHealthChecks(Path, new HealthCheckOptions
    {
        ResponseWriter = (http, report) => http.Response.WriteAsJsonAsync(new { status = report.Status is HealthStatus.Healthy ? "healthy" : "unhealthy" }),
    }).AllowAnonymous().DisableRateLimiting();
}
