using System.Data.Common;
using Dapper;

namespace Distribution.Distributors.Executions;

/// <summary>Inserts many rows with few statements, in the words of both databases: one by one, each row would cost an exchange with the server.</summary>
internal static class ManyRows
{
    private const int AtOnce = 100;

    /// <param name="into">Table and columns.</param>
    /// <param name="values">A row's values, as many as there are columns.</param>
    /// <param name="onConflict">What follows the rows.</param>
    public static async Task Insert<T>(
        DbConnection connection, DbTransaction transaction, string into, IEnumerable<T> rows, Func<T, object?[]> values, string onConflict = "")
    {
        foreach (var some in rows.Chunk(AtOnce))
        {
            var parameters = new DynamicParameters();
            var lines = some.Select((row, at) =>
            {
                var names = values(row).Select((value, column) =>
                {
                    var name = $"p{at}_{column}";
                    parameters.Add(name, value);
                    return $"@{name}";
                });
                return $"({string.Join(", ", names)})";
            });
            var sql = $"INSERT INTO {into} VALUES {string.Join(", ", lines)} {onConflict}";
            await connection.ExecuteAsync(sql, parameters, transaction);
        }
    }
}
