using Distribution.Catalog;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Schedules;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Cluster.Distributors;
using Distribution.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Reminders;

namespace Distribution.Tests.Cluster.Schedules;

/// <summary>
/// A linked venue with everything that its schedules need, on a cluster whose reminders and schedules go by a clock that only the test moves. Everything else in it goes by
/// the real one.
/// </summary>
internal sealed class ScheduledVenue : IAsyncDisposable
{
    private ScheduledVenue(TestCluster cluster, FakeTimeProvider clock, LinkedVenue linked)
    {
        Cluster = cluster;
        Clock = clock;
        Linked = linked;
    }

    public TestCluster Cluster { get; }

    public FakeTimeProvider Clock { get; }

    public LinkedVenue Linked { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public IScheduleGrain Grain => Cluster.Client.GetGrain<IScheduleGrain>(Linked.InterfaceId.Value);

    public ScheduleList List => Cluster.Service<ScheduleList>();

    public static async Task<ScheduledVenue> On(Dialect dialect, short silos = 1)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 3, 5, 12, 0, 0, TimeSpan.Zero));
        var cluster = await TestCluster.On(dialect, silos, silo =>
        {
            ImpatientCluster.GiveUpSoon(silo);
            silo.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, clock);
        });
        var venue = new ScheduledVenue(cluster, clock, await LinkedVenue.On(cluster));
        await venue.SellEverything();
        return venue;
    }

    public static CommandContext Context() => LinkedVenue.Context();

    public static SchedulePlan Every(int minutes) => new("Europe/Paris", Period: TimeSpan.FromMinutes(minutes));

    public async Task<Schedule> Create(SchedulePlan plan, DistributorFunction function = DistributorFunction.SalesImport) =>
        (await Grain.Create(new CreateSchedule(Context(), function, plan))).Done();

    public async Task<Schedule> Active(SchedulePlan plan, DistributorFunction function = DistributorFunction.SalesImport) =>
        (await Grain.Resume(new ResumeSchedule(Context(), (await Create(plan, function)).Id))).Done();

    /// <summary>What a reminder does, at the moment that the test wants.</summary>
    public Task Remind() => Grain.AsReference<IRemindable>().ReceiveReminder(ScheduleGrain.Reminder, default);

    /// <summary>Time goes by, and then a reminder comes.</summary>
    public async Task<Schedule> After(TimeSpan time, ScheduleId schedule)
    {
        Clock.Advance(time);
        await Remind();
        return await Read(schedule);
    }

    public async Task<Schedule> Read(ScheduleId schedule) => (await List.Find(schedule)).ShouldNotBeNull();

    /// <summary>All of the interface, the newest first.</summary>
    public async Task<IReadOnlyList<Execution>> Executions() => (await Linked.Log.Page(new ExecutionFilter(Interface: Linked.InterfaceId), null, ExecutionLog.MaxPage)).Executions;

    public async Task<Execution> LastRun(ScheduleId schedule) => await Linked.End((await Read(schedule)).LastExecution!.Value);

    public async ValueTask DisposeAsync()
    {
        await Linked.DisposeAsync();
        await Cluster.DisposeAsync();
    }

    /// <summary>A profile for all seat categories of the hall.</summary>
    private async Task SellEverything()
    {
        var derby = (await Linked.Catalog.Get())!.Events[0].Id;
        string[] categories = ["Kat A", "Kat B", "Steh"];
        foreach (var category in categories)
        {
            (await Linked.Catalog.SetTariff(new SetTariff(Context(), category, Linked.Adults, null, new Money(2_500, "EUR")))).Done();
        }

        SoldEvent sold = new(derby, null, [.. categories.Select(category => new SoldTariff(category, Linked.Adults))]);
        (await Linked.Catalog.SetActivityProfile(new SetActivityProfile(Context(), Linked.Channel, [sold]))).Done();
    }
}
