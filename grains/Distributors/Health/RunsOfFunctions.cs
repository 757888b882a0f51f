using System.Data.Common;
using Dapper;
using Distribution.Catalog;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Distributors.Health;

/// <summary>The runs by which it is told how the functions of some interfaces do, read in two statements for all of them.</summary>
internal sealed class RunsOfFunctions
{
    private const string OfFunction = "interface_id = keys.key AND function = functions.number AND dry_run = 0";

    private static readonly string EachFunction = string.Join(" UNION ALL ", Enum.GetValues<DistributorFunction>().Select(function => $"SELECT {(int)function} AS number"));

    private readonly ILookup<(DistributorInterfaceId, DistributorFunction), Execution> _runs;
    private readonly IReadOnlyDictionary<(DistributorInterfaceId, DistributorFunction), DateTimeOffset> _failingSince;

    private RunsOfFunctions(IEnumerable<Execution> runs, IReadOnlyDictionary<(DistributorInterfaceId, DistributorFunction), DateTimeOffset> failingSince)
    {
        _runs = runs.OrderByDescending(run => run.StartedAt).ToLookup(run => (run.Interface, run.Function));
        _failingSince = failingSince;
    }

    public static Task<RunsOfFunctions> Read(Database database, IReadOnlyCollection<DistributorInterfaceId> interfaces) => database.Read(async connection =>
    {
        var parameters = new DynamicParameters(new { Running = (int)ExecutionState.Running, Failed = (int)ExecutionState.Failed });
        var each = $"FROM {parameters.AddKeys(connection, interfaces.Select(id => id.Value))} CROSS JOIN ({EachFunction}) AS functions";
        var runs = await ExecutionRows.List(
            connection,
            $"SELECT {ExecutionRows.Columns} FROM execution WHERE id IN (SELECT {Newest("2, 3, 4")} {each} UNION SELECT {Newest("2, 3")} {each} UNION SELECT {Newest("@Running")} {each})",
            parameters);
        return new RunsOfFunctions(runs, await FailingSince(connection, each, parameters));
    });

    /// <summary>Without its schedules, and what stands.</summary>
    public HealthFacts Facts(InterfaceFacts distributor, DistributorFunction function)
    {
        var key = (distributor.Interface, function);
        return new HealthFacts(
            distributor.Venue,
            distributor.Interface,
            function,
            [],
            _runs[key].FirstOrDefault(run => run.State is ExecutionState.Succeeded or ExecutionState.SucceededWithErrors or ExecutionState.Failed),
            _runs[key].FirstOrDefault(run => run.State is ExecutionState.Succeeded or ExecutionState.SucceededWithErrors),
            _failingSince.TryGetValue(key, out var since) ? since : null,
            _runs[key].FirstOrDefault(run => run.State is ExecutionState.Running));
    }

    /// <summary>When the first run after the last success failed.</summary>
    private static async Task<IReadOnlyDictionary<(DistributorInterfaceId, DistributorFunction), DateTimeOffset>> FailingSince(DbConnection connection, string each, object parameters)
    {
        var since = new Dictionary<(DistributorInterfaceId, DistributorFunction), DateTimeOffset>();
        await using var reader = await connection.ExecuteReaderAsync(
            $"""
            SELECT keys.key, functions.number, (
                SELECT min(started_at) FROM execution WHERE {OfFunction} AND state = @Failed
                AND started_at > COALESCE((SELECT max(started_at) FROM execution WHERE {OfFunction} AND state IN (2, 3)), 0)) {each}
            """,
            parameters);
        while (await reader.ReadAsync())
        {
            if (!await reader.IsDBNullAsync(2))
            {
                since.Add((new DistributorInterfaceId(reader.GetGuid(0)), (DistributorFunction)reader.GetInt32(1)), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)));
            }
        }

        return since;
    }

    private static string Newest(string states) =>
        $"(SELECT id FROM execution WHERE {OfFunction} AND state IN ({states}) ORDER BY started_at DESC, id DESC LIMIT 1)";
}
