using System.Runtime.Versioning;
using Dapper;
using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster;

public sealed class MigratorTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Fact]
    public async Task Four_processes_that_start_at_once_on_an_empty_database_migrate_it_once()
    {
        await using var test = await TestDatabase.CreateEmpty(Dialect.PostgreSql);
        var starters = Enumerable.Range(0, 4).Select(_ => test.Open()).ToList();
        var inTurn = 0;
        var atMost = 0;

        await Task.WhenAll(starters.Select(starter => Task.Run(() => Migrator.Migrate(starter, async () =>
        {
            atMost = Math.Max(atMost, Interlocked.Increment(ref inTurn));
            await Task.Yield();
            Interlocked.Decrement(ref inTurn);
        }))));

        atMost.ShouldBe(1);
        await ShouldBeMigratedOnce(test.Database);
        foreach (var starter in starters)
        {
            await starter.DisposeAsync();
        }
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_second_start_changes_nothing(Dialect dialect)
    {
        await using var test = await TestDatabase.Create(dialect);
        await test.Database.Write((connection, transaction) =>
            connection.ExecuteAsync("INSERT INTO settings (name, value) VALUES ('kept', @value)", new { value = new byte[] { 1 } }, transaction));

        await Migrator.Migrate(test.Database);

        await ShouldBeMigratedOnce(test.Database);
        (await new StoredSettings(test.Database).Find("kept")).ShouldBe([1]);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Of_many_that_keep_a_setting_first_all_get_the_same(Dialect dialect)
    {
        await using var test = await TestDatabase.Create(dialect);
        var settings = new StoredSettings(test.Database);

        var kept = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => settings.GetOrAdd("key", [(byte)i])));

        kept.Select(value => value.Single()).Distinct().Count().ShouldBe(1);
        await settings.Put("key", [9]);
        (await settings.Find("key")).ShouldBe([9]);
        (await settings.Find("other")).ShouldBeNull();
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_named_in_one_line_without_its_password()
    {
        await using var nowhere = Database.PostgreSql("Host=127.0.0.1;Port=1;Database=none;Username=u;Password=secret-word");

        var refusal = await Should.ThrowAsync<StorageUnavailableException>(() => Migrator.Migrate(nowhere));

        refusal.Message.ShouldContain("127.0.0.1:1");
        refusal.Message.ShouldNotContain("secret-word");
        refusal.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void A_data_directory_is_held_by_one_process_at_a_time()
    {
        var path = Path.Combine(TestFolder.Create(), "deep", "data");
        using (var first = DataDirectory.Open(path))
        {
            Should.Throw<StorageUnavailableException>(() => DataDirectory.Open(path)).Message.ShouldContain("in use by another process");
        }

        using var next = DataDirectory.Open(path);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Nobody_else_may_read_the_database_in_a_directory_that_all_may_read()
    {
        var path = TestFolder.Create();
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var old = Path.Combine(path, DataDirectory.DatabaseFile);
        await File.WriteAllTextAsync(old, "");
        File.SetUnixFileMode(old, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        using var directory = DataDirectory.Open(path);
        await using var database = directory.OpenDatabase();
        await Migrator.Migrate(database);

        foreach (var file in Directory.EnumerateFiles(path, $"{DataDirectory.DatabaseFile}*"))
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    [Fact]
    public void A_data_directory_that_cannot_be_made_is_refused()
    {
        var file = Path.Combine(TestFolder.Create(), "file");
        File.WriteAllText(file, "");

        Should.Throw<StorageUnavailableException>(() => DataDirectory.Open(Path.Combine(file, "data"))).Message.ShouldContain("can't be written");
    }

    private static async Task ShouldBeMigratedOnce(Database database)
    {
        var scripts = (await database.Read(connection => connection.QueryAsync<string>("SELECT ScriptName FROM SchemaVersions"))).ToList();
        scripts.Count.ShouldBe(scripts.Distinct().Count());
        scripts.Count.ShouldBe(typeof(Migrator).Assembly.GetManifestResourceNames()
            .Count(name => name.Contains($".Migrations.{database.Dialect}.", StringComparison.Ordinal)));
    }
}
