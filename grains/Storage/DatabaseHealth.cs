using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Distribution.Storage;

/// <summary>Healthy when the database answers a query.</summary>
internal sealed class DatabaseHealth(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await database.Read(connection => connection.ExecuteScalarAsync<int>(new CommandDefinition("SELECT 1", cancellationToken: cancellationToken)), cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
