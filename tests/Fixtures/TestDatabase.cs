using Distribution.Storage;

namespace Distribution.Tests.Fixtures;

/// <summary>A database of its own for one test or one test class, on either dialect.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _location;

    private TestDatabase(Dialect dialect, string location)
    {
        _location = location;
        Dialect = dialect;
        Database = Open();
    }

    /// <summary>Both dialects, for <c>[MemberData(nameof(TestDatabase.Dialects), MemberType = typeof(TestDatabase))]</c>.</summary>
    public static TheoryData<Dialect> Dialects => [Dialect.Sqlite, Dialect.PostgreSql];

    public Dialect Dialect { get; }

    public Database Database { get; }

    /// <summary>The setting that makes a process use this database, as an environment variable.</summary>
    public KeyValuePair<string, string> Setting => Dialect is Dialect.Sqlite
        ? new("Distribution__DataDirectory", _location)
        : new("ConnectionStrings__Distribution", _location);

    public static async Task<TestDatabase> Create(Dialect dialect)
    {
        var created = await CreateEmpty(dialect);
        await Migrator.Migrate(created.Database);
        return created;
    }

    public static async Task<TestDatabase> CreateEmpty(Dialect dialect) =>
        new(dialect, dialect is Dialect.Sqlite ? TestFolder.Create() : await (await PostgresServer.Shared).CreateDatabase());

    /// <summary>The same database once more, as another process would open it.</summary>
    public Database Open() => Dialect is Dialect.Sqlite
        ? Database.Sqlite(Path.Combine(_location, DataDirectory.DatabaseFile))
        : Database.PostgreSql(_location);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (Dialect is Dialect.PostgreSql)
        {
            await (await PostgresServer.Shared).DropDatabase(_location);
        }
        else
        {
            Directory.Delete(_location, recursive: true);
        }
    }
}
