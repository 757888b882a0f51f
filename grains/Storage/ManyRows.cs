using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Distribution.Storage;

/// <summary>
/// Inserts or changes many rows of one kind: on PostgreSQL with one statement that takes them column by column, on SQLite with one that is prepared once
/// and run for each. One by one, each row would cost an exchange with the server.
/// </summary>
/// <param name="onConflict">What follows the rows that are inserted.</param>
internal sealed class ManyRows<T>(string table, string onConflict = "")
{
    /// <summary>Rows in one statement.</summary>
    private const int AtOnce = 2_000;

    private readonly List<Column> _columns = [];

    public ManyRows<T> Id(string name, Func<T, Guid?> value) => Add(new Column<Guid?>(name, NpgsqlDbType.Uuid, value, id => id?.ToString("D")));

    public ManyRows<T> Text(string name, Func<T, string?> value) => Add(new Column<string?>(name, NpgsqlDbType.Text, value));

    public ManyRows<T> Number(string name, Func<T, int?> value) => Add(new Column<int?>(name, NpgsqlDbType.Integer, value));

    public ManyRows<T> LongNumber(string name, Func<T, long?> value) => Add(new Column<long?>(name, NpgsqlDbType.Bigint, value));

    public ManyRows<T> Time(string name, Func<T, DateTimeOffset?> value) => LongNumber(name, row => value(row)?.ToUnixTimeMilliseconds());

    public ManyRows<T> Flag(string name, Func<T, bool> value) => Add(new Column<bool>(name, NpgsqlDbType.Boolean, value));

    /// <returns>Rows that are there now and were not before.</returns>
    public Task<int> Insert(DbConnection connection, DbTransaction transaction, IEnumerable<T> rows)
    {
        var insert = $"INSERT INTO {table} ({Names})";
        return Run(
            connection,
            transaction,
            rows,
            onPostgres: $"{insert} SELECT * FROM {Unnested} {onConflict}",
            onSqlite: $"{insert} VALUES ({string.Join(", ", _columns.Select(column => $"@{column.Name}"))}) {onConflict}");
    }

    /// <summary>Changes rows that are there.</summary>
    /// <param name="keys">So many of the first columns say which row; the others are written.</param>
    /// <param name="where">Only where this is true too.</param>
    /// <returns>Rows that were changed.</returns>
    public Task<int> Update(DbConnection connection, DbTransaction transaction, IEnumerable<T> rows, int keys, string where)
    {
        return Run(connection, transaction, rows, onPostgres: Statement("given.", $"FROM {Unnested} AS given ({Names})"), onSqlite: Statement("@", ""));

        string Statement(string given, string from) =>
            $"""
            UPDATE {table} SET {string.Join(", ", _columns.Skip(keys).Select(column => $"{column.Name} = {given}{column.Name}"))} {from}
            WHERE {string.Join(" AND ", _columns.Take(keys).Select(column => $"{table}.{column.Name} = {given}{column.Name}"))} AND {where}
            """;
    }

    private string Names => string.Join(", ", _columns.Select(column => column.Name));

    private string Unnested => $"unnest({string.Join(", ", _columns.Select((_, at) => $"${at + 1}"))})";

    private ManyRows<T> Add(Column column)
    {
        _columns.Add(column);
        return this;
    }

    private async Task<int> Run(DbConnection connection, DbTransaction transaction, IEnumerable<T> rows, string onPostgres, string onSqlite)
    {
        var written = 0;
        foreach (var some in rows.Chunk(AtOnce))
        {
            written += connection is NpgsqlConnection postgres
                ? await Run(postgres, (NpgsqlTransaction)transaction, some, onPostgres)
                : await Run((SqliteConnection)connection, (SqliteTransaction)transaction, some, onSqlite);
        }

        return written;
    }

    private async Task<int> Run(NpgsqlConnection connection, NpgsqlTransaction transaction, T[] rows, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection, transaction);
        foreach (var column in _columns)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | column.Type, Value = column.Values(rows) });
        }

        return await command.ExecuteNonQueryAsync();
    }

    private async Task<int> Run(SqliteConnection connection, SqliteTransaction transaction, T[] rows, string statement)
    {
        await using var command = new SqliteCommand(statement, connection, transaction);
        _columns.ForEach(column => command.Parameters.Add(new SqliteParameter { ParameterName = $"@{column.Name}" }));
        var written = 0;
        foreach (var row in rows)
        {
            for (var at = 0; at < _columns.Count; at++)
            {
                command.Parameters[at].Value = _columns[at].ForSqlite(row) ?? DBNull.Value;
            }

            written += await command.ExecuteNonQueryAsync();
        }

        return written;
    }

    private abstract class Column(string name, NpgsqlDbType type)
    {
        public string Name => name;

        public NpgsqlDbType Type => type;

        public abstract Array Values(T[] rows);

        public abstract object? ForSqlite(T row);
    }

    private sealed class Column<TValue>(string name, NpgsqlDbType type, Func<T, TValue> value, Func<TValue, object?>? forSqlite = null) : Column(name, type)
    {
        public override Array Values(T[] rows) => Array.ConvertAll(rows, row => value(row));

        public override object? ForSqlite(T row) => forSqlite is null ? value(row) : forSqlite(value(row));
    }
}
