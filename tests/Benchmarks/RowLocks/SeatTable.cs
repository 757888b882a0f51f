using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Stage;
using Npgsql;

namespace Distribution.Benchmarks.RowLocks;

/// <summary>
/// The baseline: a table with a row for each seat, changed under row locks, in the way that suits PostgreSQL best. The free seats of
/// each category have an index of their own in the order of their rank, so that the best ones are found without a sort; pages are
/// half empty, so that a new version of a row finds room beside the old one; statements are prepared, each is one exchange and a
/// transaction of its own; and as many connections are used as proved fastest on this machine.
/// </summary>
internal sealed class SeatTable : IAsyncDisposable
{
    private static readonly int[] PoolSizes = [8, 16, 32, 64];

    private readonly BenchDatabase _database;
    private readonly GeneratedHall _hall;
    private NpgsqlDataSource _connections;
    private int _performances;

    private SeatTable(BenchDatabase database, GeneratedHall hall)
    {
        _database = database;
        _hall = hall;
        _connections = Connect(PoolSizes[0]);
    }

    public GeneratedHall Hall => _hall;

    public NpgsqlDataSource Connections => _connections;

    public static async Task<SeatTable> Create(BenchDatabase database, GeneratedHall hall)
    {
        var table = new SeatTable(database, hall);
        await database.Execute(
            """
            CREATE TABLE seat (
                performance int NOT NULL,
                place int NOT NULL,
                category smallint NOT NULL,
                rank int NOT NULL,
                status smallint NOT NULL DEFAULT 0,
                hold uuid,
                until timestamptz,
                PRIMARY KEY (performance, place)
            ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);
            CREATE INDEX seat_free ON seat (performance, category, rank) WHERE status = 0;
            CREATE INDEX seat_until ON seat (until) WHERE status = 1;
            CREATE TABLE command (
                id uuid PRIMARY KEY,
                performance int NOT NULL,
                at timestamptz NOT NULL,
                who text NOT NULL,
                action text NOT NULL,
                places int[] NOT NULL
            );
            """);
        return table;
    }

    /// <summary>A performance with all seats free, and its number.</summary>
    public async Task<int> Performance()
    {
        var performance = ++_performances;
        await _database.Execute(
            $"""
            INSERT INTO seat (performance, place, category, rank)
            SELECT {performance}, place, place * {GeneratedHall.CategoryCount} / {_hall.Seats}, place
            FROM generate_series(0, {_hall.Seats - 1}) place;
            """);
        await _database.Execute("VACUUM ANALYZE seat");
        return performance;
    }

    /// <summary>Goes on with the number of connections that does most.</summary>
    /// <param name="load">A short round on the connections there are.</param>
    public async Task Tune(Func<Task<LoadResult>> load)
    {
        var best = (Size: 0, Rate: 0.0);
        foreach (var size in PoolSizes)
        {
            await Use(size);
            var rate = (await load()).DonePerSecond;
            best = rate > best.Rate ? (size, rate) : best;
        }

        await Use(best.Size);
        Report.Line($"  row locks: {best.Size} connections do most");
    }

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    private async Task Use(int poolSize)
    {
        await _connections.DisposeAsync();
        _connections = Connect(poolSize);
    }

    private NpgsqlDataSource Connect(int poolSize) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_database.ConnectionString)
    {
        MinPoolSize = poolSize,
        MaxPoolSize = poolSize,
        // Callers wait for a connection here, not in the server.
        Timeout = 120,
        NoResetOnClose = true,
    });
}
