using System.Collections.Concurrent;
using Distribution.Storage;
using Distribution.Tests.Fixtures;
using Orleans.Runtime;
using Orleans.Timers;

namespace Distribution.Tests.Cluster;

public sealed class ReminderTests
{
    private static readonly DateTime Start = new(2026, 3, 29, 0, 30, 15, 250, DateTimeKind.Utc);

    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_reminder_is_read_as_it_was_registered(Dialect dialect)
    {
        var table = await TableOn(dialect);
        var entry = Entry("due");
        await table.UpsertRow(entry);

        var read = (await table.ReadRow(entry.GrainId, "due"))!;

        read.GrainId.ShouldBe(entry.GrainId);
        read.ReminderName.ShouldBe("due");
        read.StartAt.ShouldBe(Start);
        read.StartAt.Kind.ShouldBe(DateTimeKind.Utc);
        read.Period.ShouldBe(entry.Period);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_reminder_registered_again_is_replaced_and_its_old_version_removes_nothing(Dialect dialect)
    {
        var table = await TableOn(dialect);
        var entry = Entry("due");
        var first = await table.UpsertRow(entry);
        entry.Period = TimeSpan.FromDays(40);
        var second = await table.UpsertRow(entry);

        (await table.ReadRow(entry.GrainId, "due"))!.Period.ShouldBe(TimeSpan.FromDays(40));
        (await table.RemoveRow(entry.GrainId, "due", first!)).ShouldBeFalse();
        (await table.RemoveRow(entry.GrainId, "due", second!)).ShouldBeTrue();
        (await table.RemoveRow(entry.GrainId, "due", second!)).ShouldBeFalse();
        (await table.ReadRow(entry.GrainId, "due")).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_grain_finds_its_own_reminders_only(Dialect dialect)
    {
        var table = await TableOn(dialect);
        var mine = Entry("a");
        var other = Entry("a");
        await table.UpsertRow(mine);
        await table.UpsertRow(new ReminderEntry { GrainId = mine.GrainId, ReminderName = "b", StartAt = Start, Period = mine.Period });
        await table.UpsertRow(other);

        var found = await table.ReadRows(mine.GrainId);

        found.Reminders.Select(reminder => reminder.ReminderName).Order(StringComparer.Ordinal).ShouldBe(["a", "b"]);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Every_reminder_lies_in_exactly_one_part_of_the_ring(Dialect dialect)
    {
        var table = await TableOn(dialect);
        var mine = Enumerable.Range(0, 20).Select(_ => Entry("due")).ToList();
        foreach (var entry in mine)
        {
            await table.UpsertRow(entry);
        }

        // The last part wraps around the end of the ring, the middle one crosses the sign of a 32-bit integer.
        (uint Begin, uint End)[] parts = [(0x2000_0000, 0x6000_0000), (0x6000_0000, 0xA000_0000), (0xA000_0000, 0x2000_0000)];
        var found = new List<GrainId>();
        foreach (var (begin, end) in parts)
        {
            var part = (await table.ReadRows(begin, end)).Reminders.Select(reminder => reminder.GrainId).ToList();
            part.ShouldAllBe(id => IsIn(id.GetUniformHashCode(), begin, end));
            found.AddRange(part);
        }

        foreach (var entry in mine)
        {
            found.Count(id => id == entry.GrainId).ShouldBe(1);
        }
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_reminder_comes_and_is_still_there_after_all_silos_were_restarted(Dialect dialect)
    {
        await using var cluster = await TestCluster.On(dialect);
        var id = NewId.Guid();
        var came = AlarmGrain.Came(id);
        await cluster.Client.GetGrain<IAlarmGrain>(id).Set();
        await came.WaitAsync(TimeSpan.FromSeconds(30));

        await cluster.Restart();

        (await cluster.Client.GetGrain<IAlarmGrain>(id).Names()).ShouldBe(["alarm"]);
    }

    private static bool IsIn(uint hash, uint begin, uint end) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    private static async Task<IReminderTable> TableOn(Dialect dialect) => (await SharedCluster.On(dialect)).Service<IReminderTable>();

    private static ReminderEntry Entry(string name) => new()
    {
        GrainId = GrainId.Create("reminded", NewId.Guid().ToString("N")),
        ReminderName = name,
        StartAt = Start,
        Period = TimeSpan.FromMinutes(5),
    };
}

public interface IAlarmGrain : IGrainWithGuidKey
{
    Task Set();

    Task<List<string>> Names();
}

internal sealed class AlarmGrain : Grain, IAlarmGrain, IRemindable
{
    private static readonly ConcurrentDictionary<Guid, TaskCompletionSource> Waiting = new();

    public static Task Came(Guid id) => Waiting.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Not at once: a first moment that is over before the silo waits for it is skipped, and the next is a minute away.</summary>
    public Task Set() => this.RegisterOrUpdateReminder("alarm", TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(1));

    public async Task<List<string>> Names() => (await this.GetReminders()).Select(reminder => reminder.ReminderName).ToList();

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Waiting.GetOrAdd(this.GetPrimaryKey(), _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return Task.CompletedTask;
    }
}
