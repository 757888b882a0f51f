using System.Data.Common;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace Distribution.Storage;

/// <summary>Many keys, or ids, as one parameter of a statement: an array on PostgreSQL, a JSON text on SQLite.</summary>
internal static class ManyKeys
{
    /// <summary>What stands behind FROM and gives the keys in its column <c>key</c>; they are the parameter <c>@Keys</c> then.</summary>
    public static string AddKeys(this DynamicParameters parameters, DbConnection connection, IEnumerable<string> keys) => Add(parameters, connection, keys.ToArray());

    /// <summary>Likewise of ids.</summary>
    public static string AddKeys(this DynamicParameters parameters, DbConnection connection, IEnumerable<Guid> ids) => connection is NpgsqlConnection
        ? Add(parameters, connection, ids.ToArray())
        : Add(parameters, connection, ids.Select(id => id.ToString("D")).ToArray());

    private static string Add<T>(DynamicParameters parameters, DbConnection connection, T[] keys)
    {
        if (connection is NpgsqlConnection)
        {
            parameters.Add("Keys", keys);
            return "unnest(@Keys) AS keys (key)";
        }

        parameters.Add("Keys", JsonSerializer.Serialize(keys));
        return "(SELECT value AS key FROM json_each(@Keys)) AS keys";
    }
}
