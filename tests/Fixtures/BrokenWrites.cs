using Dapper;
using Distribution.Storage;

namespace Distribution.Tests.Fixtures;

/// <summary>Has the database itself refuse some writes, until it is disposed: whoever makes them sees what a broken disk shows.</summary>
internal sealed class BrokenWrites : IAsyncDisposable
{
    private readonly Database _database;
    private readonly string _table;
    private readonly string _name = $"broken_{NewId.Guid():N}";

    private BrokenWrites(Database database, string table) => (_database, _table) = (database, table);

    /// <param name="write">Such as <c>INSERT</c>.</param>
    /// <param name="which">A condition of the new row, such as <c>NEW.place = 4</c>.</param>
    public static async Task<BrokenWrites> On(Database database, string table, string write, string which)
    {
        var broken = new BrokenWrites(database, table);
        await broken.Execute(database.Dialect is Dialect.Sqlite
            ? $"CREATE TRIGGER {broken._name} BEFORE {write} ON {table} WHEN {which} BEGIN SELECT RAISE(ABORT, 'The disk is full.'); END"
            : $"""
              CREATE FUNCTION {broken._name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'The disk is full.'; END $$;
              CREATE TRIGGER {broken._name} BEFORE {write} ON {table} FOR EACH ROW WHEN ({which}) EXECUTE FUNCTION {broken._name}();
              """);
        return broken;
    }

    public async ValueTask DisposeAsync() => await Execute(_database.Dialect is Dialect.Sqlite
        ? $"DROP TRIGGER {_name}"
        : $"DROP TRIGGER {_name} ON {_table}; DROP FUNCTION {_name};");

    private Task Execute(string sql) => _database.Write((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction));
}
