using Dapper;
using Distribution.Primitives;
using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster;

public sealed class DatabaseTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task Ids_times_and_keys_are_read_as_they_were_written(Dialect dialect)
    {
        await using var test = await TestDatabase.CreateEmpty(dialect);
        await CreateThings(test.Database);
        var thing = new Thing(NewId.Guid(), NewId.Of<VenueId>(), null, new PlaceKey("D-14-1"), DateTimeOffset.UnixEpoch.AddMilliseconds(1_774_744_215_250), null);
        await Insert(test.Database, thing);

        (await test.Database.Read(connection => connection.QuerySingleAsync<Thing>(
            "SELECT id, venue, contact, place, made, ended FROM things WHERE venue = @venue AND made <= @made",
            new { venue = thing.Venue, made = thing.Made }))).ShouldBe(thing);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_write_that_throws_leaves_nothing(Dialect dialect)
    {
        await using var test = await TestDatabase.CreateEmpty(dialect);
        await CreateThings(test.Database);

        await Should.ThrowAsync<InvalidOperationException>(() => test.Database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("INSERT INTO things (id, made) VALUES (@id, 0)", new { id = NewId.Guid() }, transaction);
            throw new InvalidOperationException("after the insert");
        }));

        (await test.Database.Read(connection => connection.ExecuteScalarAsync<long>("SELECT count(*) FROM things"))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Many_writers_at_once_all_succeed(Dialect dialect)
    {
        await using var test = await TestDatabase.CreateEmpty(dialect);
        await CreateThings(test.Database);

        // Half of them on a second handle, as Orleans' own providers write beside ours.
        await using var other = test.Open();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Insert(
            i % 2 == 0 ? test.Database : other,
            new Thing(NewId.Guid(), NewId.Of<VenueId>(), NewId.Of<ContactId>(), new PlaceKey($"{i}"), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch))));

        (await test.Database.Read(connection => connection.ExecuteScalarAsync<long>("SELECT count(*) FROM things"))).ShouldBe(100);
    }

    [Fact]
    public async Task On_sqlite_every_connection_waits_for_the_disk()
    {
        await using var test = await TestDatabase.Create(Dialect.Sqlite);
        await using var orleans = await test.Database.DataSource.OpenConnectionAsync();

        (await orleans.ExecuteScalarAsync<string>("PRAGMA journal_mode")).ShouldBe("wal");
        (await orleans.ExecuteScalarAsync<long>("PRAGMA synchronous")).ShouldBe(2, "FULL");
        (await test.Database.Read(connection => connection.ExecuteScalarAsync<long>("PRAGMA synchronous"))).ShouldBe(2, "FULL");
        (await test.Database.Read(connection => connection.ExecuteScalarAsync<long>("PRAGMA foreign_keys"))).ShouldBe(1);
    }

    private static Task CreateThings(Database database) => database.Write((connection, transaction) => connection.ExecuteAsync(
        database.Dialect is Dialect.Sqlite
            ? "CREATE TABLE things (id TEXT PRIMARY KEY, venue TEXT, contact TEXT, place TEXT, made INTEGER, ended INTEGER) STRICT"
            : "CREATE TABLE things (id uuid PRIMARY KEY, venue uuid, contact uuid, place text, made bigint, ended bigint)",
        transaction: transaction));

    private static Task Insert(Database database, Thing thing) => database.Write((connection, transaction) => connection.ExecuteAsync(
        "INSERT INTO things (id, venue, contact, place, made, ended) VALUES (@Id, @Venue, @Contact, @Place, @Made, @Ended)", thing, transaction));

    private sealed record Thing(Guid Id, VenueId Venue, ContactId? Contact, PlaceKey Place, DateTimeOffset Made, DateTimeOffset? Ended);
}
