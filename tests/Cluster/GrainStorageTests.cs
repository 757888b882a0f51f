using System.Diagnostics.CodeAnalysis;
using Distribution.Storage;
using Distribution.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Distribution.Tests.Cluster;

public sealed class GrainStorageTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_was_written_is_read(Dialect dialect)
    {
        var storage = await StorageOn(dialect);
        var id = NewGrain();
        await storage.WriteStateAsync("note", id, New("first"));

        var read = await Read<Note>(storage, id);

        read.State.Text.ShouldBe("first");
        read.RecordExists.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_was_never_written_is_empty(Dialect dialect)
    {
        var read = await Read<Note>(await StorageOn(dialect), NewGrain());

        read.RecordExists.ShouldBeFalse();
        read.ETag.ShouldBeNull();
        read.State.Text.ShouldBe("");
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Of_many_first_writes_exactly_one_wins(Dialect dialect)
    {
        var storage = await StorageOn(dialect);
        var id = NewGrain();

        var winners = await Race(writer => storage.WriteStateAsync("note", id, New($"{writer}")));

        winners.Count.ShouldBe(1);
        (await Read<Note>(storage, id)).State.Text.ShouldBe($"{winners[0]}");
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Of_many_writes_under_one_version_exactly_one_wins(Dialect dialect)
    {
        var storage = await StorageOn(dialect);
        var id = NewGrain();
        await storage.WriteStateAsync("note", id, New("before"));
        var etag = (await Read<Note>(storage, id)).ETag;

        var winners = await Race(writer => storage.WriteStateAsync("note", id, New($"{writer}", etag)));

        winners.Count.ShouldBe(1);
        (await Read<Note>(storage, id)).State.Text.ShouldBe($"{winners[0]}");
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_version_that_never_was_is_a_conflict(Dialect dialect)
    {
        var storage = await StorageOn(dialect);
        var id = NewGrain();

        await Should.ThrowAsync<InconsistentStateException>(() => storage.WriteStateAsync("note", id, New("ghost", "7")));

        (await Read<Note>(storage, id)).RecordExists.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_cleared_state_is_empty_and_an_activation_from_before_cannot_bring_it_back(Dialect dialect)
    {
        var storage = await StorageOn(dialect);
        var id = NewGrain();
        var clearing = New("text");
        await storage.WriteStateAsync("note", id, clearing);
        var stale = await Read<Note>(storage, id);
        await storage.ClearStateAsync("note", id, clearing);

        (await Read<Note>(storage, id)).RecordExists.ShouldBeFalse();
        await Should.ThrowAsync<InconsistentStateException>(() => storage.WriteStateAsync("note", id, stale));
        await Should.ThrowAsync<InconsistentStateException>(() => storage.ClearStateAsync("note", id, stale));

        clearing.State.Text = "again";
        await storage.WriteStateAsync("note", id, clearing);
        (await Read<Note>(storage, id)).State.Text.ShouldBe("again");
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Grains_with_like_keys_keep_states_of_their_own(Dialect dialect)
    {
        var storage = await StorageOn(dialect);
        var guid = NewId.Guid();
        GrainId[] ids =
        [
            GrainId.Create(GrainType.Create("note"), GrainIdKeyExtensions.CreateGuidKey(guid)),
            GrainId.Create(GrainType.Create("note"), GrainIdKeyExtensions.CreateGuidKey(guid, "a")),
            GrainId.Create(GrainType.Create("note"), GrainIdKeyExtensions.CreateGuidKey(guid, "A")),
            GrainId.Create("note", $"{guid} \u00E9"),
            GrainId.Create("note", $"{guid} e\u0301"),
        ];
        for (var i = 0; i < ids.Length; i++)
        {
            await storage.WriteStateAsync("note", ids[i], New($"{i}"));
            await storage.WriteStateAsync("other", ids[i], New($"other {i}"));
        }

        for (var i = 0; i < ids.Length; i++)
        {
            (await Read<Note>(storage, ids[i])).State.Text.ShouldBe($"{i}");
            (await Read<Note>(storage, ids[i], "other")).State.Text.ShouldBe($"other {i}");
        }
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_state_stays_readable_when_its_type_grows_and_shrinks(Dialect dialect)
    {
        var storage = await StorageOn(dialect);
        var id = NewGrain();
        await storage.WriteStateAsync("note", id, New("kept"));

        var grown = await Read<NoteOfNextYear>(storage, id);
        grown.State.Text.ShouldBe("kept");
        grown.State.Tags.ShouldBeEmpty();

        grown.State.Tags.Add("new");
        await storage.WriteStateAsync("note", id, grown);
        (await Read<Note>(storage, id)).State.Text.ShouldBe("kept");
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_large_state_is_kept_whole(Dialect dialect)
    {
        var storage = await StorageOn(dialect);
        var id = NewGrain();
        var text = new string('x', 3_000_000);
        await storage.WriteStateAsync("note", id, New(text));

        (await Read<Note>(storage, id)).State.Text.ShouldBe(text);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task The_state_of_a_grain_survives_all_silos(Dialect dialect)
    {
        await using var cluster = await TestCluster.On(dialect, silos: 2);
        var ids = Enumerable.Range(0, 10).Select(_ => NewId.Guid()).ToList();
        foreach (var id in ids)
        {
            await cluster.Client.GetGrain<INoteGrain>(id).Write($"note {id}");
        }

        await cluster.Restart();

        foreach (var id in ids)
        {
            (await cluster.Client.GetGrain<INoteGrain>(id).Read()).ShouldBe($"note {id}");
        }
    }

    private static async Task<IGrainStorage> StorageOn(Dialect dialect) =>
        (await SharedCluster.On(dialect)).Service<IServiceProvider>().GetRequiredKeyedService<IGrainStorage>("Default");

    private static GrainId NewGrain() => GrainId.Create(GrainType.Create("note"), GrainIdKeyExtensions.CreateGuidKey(NewId.Guid()));

    private static Kept<Note> New(string text, string? etag = null) => new() { State = new Note { Text = text }, ETag = etag };

    private static async Task<Kept<T>> Read<T>(IGrainStorage storage, GrainId id, string type = "note") where T : class, new()
    {
        var state = new Kept<T>();
        await storage.ReadStateAsync(type, id, state);
        return state;
    }

    /// <summary>Which of eight concurrent writers were not told of a conflict.</summary>
    private static async Task<List<int>> Race(Func<int, Task> write)
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            try
            {
                await write(writer);
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        })));
        return Enumerable.Range(0, outcomes.Length).Where(writer => outcomes[writer]).ToList();
    }

    /// <summary>The state as one activation knows it.</summary>
    private sealed class Kept<T> : IGrainState<T> where T : class, new()
    {
        [AllowNull]
        public T State { get; set => field = value ?? new(); } = new();

        public string? ETag { get; set; }

        public bool RecordExists { get; set; }
    }
}
