using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Distributors;
using Distribution.Distributors.Preflight;
using Distribution.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Reminders;

namespace Distribution.Schedules;

/// <summary>
/// Starts what is due, and leaves the run to the interface. One reminder a minute is there while any schedule is active; when each is due, its row says. An
/// activation begins by looking, so that what was missed is run as soon as a silo is there again.
/// </summary>
internal sealed partial class ScheduleGrain(
    ScheduleList list,
    ScheduleStore store,
    CatalogDirectory directory,
    FunctionRunner runner,
    PreflightReading preflight,
    [FromKeyedServices(ReminderTimeProviderNames.Reminders)] TimeProvider time,
    ILogger<ScheduleGrain> logger) : Grain, IScheduleGrain, IRemindable
{
    public const string Reminder = "due";

    /// <summary>Whom its executions name.</summary>
    public const string Who = "schedule";

    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private ScheduleBook? _book;
    private InterfaceFacts? _facts;
    private bool _isReminded;

    private DistributorInterfaceId Id => new(this.GetPrimaryKey());

    private IDistributorInterfaceGrain Interface => GrainFactory.GetGrain<IDistributorInterfaceGrain>(this.GetPrimaryKey());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await IsKnown() && _book!.HasActive)
        {
            this.RegisterGrainTimer(_ => RunDue(), TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public Task<Outcome<Schedule>> Create(CreateSchedule command) => Execute(command, () => ObstaclesTo(command));

    public Task<Outcome<Schedule>> Change(ChangeSchedule command) => Execute(command);

    public Task<Outcome<Schedule>> Pause(PauseSchedule command) => Execute(command);

    public Task<Outcome<Schedule>> Resume(ResumeSchedule command) => Execute(command, () => ObstaclesTo(command));

    public Task<Outcome<Schedule>> Skip(SkipNextRun command) => Execute(command);

    public Task<Outcome<Schedule>> Remove(RemoveSchedule command) => Execute(command);

    public async Task<Outcome<Execution>> RunNow(RunScheduleNow command)
    {
        Execution? started = null;
        var outcome = await Execute(command, run: async schedule =>
        {
            var ran = await Interface.Run(new RunFunction(command.Context, schedule.Function, schedule.Performance));
            started = ran.Match<Execution?>(done => done, _ => null);
            return ran.Match<Outcome<Schedule>>(done => ScheduleRuns.StartedByHand(schedule, done.Id), refusals => new Outcome<Schedule>.Refused(refusals));
        });
        if (outcome is Outcome<Schedule>.Refused refused)
        {
            return new Outcome<Execution>.Refused(refused.Refusals);
        }

        // Of a repeated command: the interface knows the execution.
        var schedule = ((Outcome<Schedule>.Done)outcome).Value;
        return started is not null ? started : await Interface.Run(new RunFunction(command.Context, schedule.Function, schedule.Performance));
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (await IsKnown())
        {
            await RunDue();
        }
    }

    /// <summary>Starts what is due and returns at once. One that can't be reached now stays due.</summary>
    private async Task RunDue()
    {
        foreach (var schedule in _book!.Schedules.Values.OrderBy(schedule => schedule.NextDue).ThenBy(schedule => schedule.Id.Value).ToList())
        {
            try
            {
                await RunIfDue(schedule);
            }
#pragma warning disable CA1031 // One that can't be started must not keep the others from it; it stays due, and the next reminder tries again.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                StartFailed(exception, Id, schedule.Id, schedule.NextDue);
            }
        }

        await KeepReminder();
    }

    private async Task RunIfDue(Schedule schedule)
    {
        var now = Now();
        var current = ScheduleRuns.Checked(schedule, now);
        if (ScheduleRuns.IsDue(current, now))
        {
            current = await Start(current, current.NextDue!.Value, now);
        }

        if (current != schedule && !await Save(current with { Version = schedule.Version + 1 }, null))
        {
            Outrun(Id, schedule.Id, schedule.Version);
        }
    }

    /// <summary>The run of a due time has an id that follows from it: cut off before the schedule was saved, it is found instead of run again.</summary>
    private async Task<Schedule> Start(Schedule schedule, DateTimeOffset due, DateTimeOffset now)
    {
        var context = new CommandContext(ScheduleRuns.RunOf(schedule.Id, due), Who);
        var ran = await Interface.Run(new RunFunction(context, schedule.Function, schedule.Performance, ExecutionTrigger.Schedule));
        return ran switch
        {
            Outcome<Execution>.Done { Value: var execution } => ScheduleRuns.Started(schedule, due, execution.Id, now),
            Outcome<Execution>.Refused { First.Code: RefusalCode.Busy } => ScheduleRuns.PassedOver(schedule, due, now),
            Outcome<Execution>.Refused { First: { CanRetry: true } } => schedule,
            Outcome<Execution>.Refused { First: var why } => ScheduleRuns.NotStarted(schedule, due, why, now),
            _ => throw new InvalidOperationException("An outcome is done or refused."),
        };
    }

    private async Task<Outcome<Schedule>> Execute(
        ScheduleCommand command, Func<Task<ImmutableArray<Refusal>>>? obstacles = null, Func<Schedule, Task<Outcome<Schedule>>>? run = null)
    {
        if (!await IsKnown())
        {
            return new Refusal(RefusalCode.NotFound, this.GetPrimaryKey().ToString(), "There is no such distributor interface.");
        }

        if (await store.Find(command.Context.Id) is { } past)
        {
            return await Repeat(command, past);
        }

        var before = _book!.Find(ScheduleRules.ScheduleOf(command));
        var outcome = ScheduleRules.Decide(_book, command, Now(), obstacles is null ? [] : await obstacles());
        if (outcome is Outcome<Schedule>.Done { Value: var decided } && run is not null)
        {
            outcome = await run(decided);
        }

        return outcome is Outcome<Schedule>.Done { Value: var changed }
            ? await Keep(changed with { Version = (before?.Version ?? 0) + 1 }, command)
            : outcome;
    }

    private async Task<Outcome<Schedule>> Repeat(ScheduleCommand command, PastScheduleCommand past) =>
        past.Interface == Id && past.Content == ScheduleStore.ContentOf(command)
            ? (await list.Find(past.Schedule))!
            : new Refusal(RefusalCode.CommandMismatch, command.Context.Id.ToString(), "This id was used for another command. A new command needs a new id.");

    private async Task<Outcome<Schedule>> Keep(Schedule schedule, ScheduleCommand command)
    {
        // The reminder first: without a schedule it goes by itself, and a schedule without it would stand still.
        if (schedule.State is ScheduleState.Active)
        {
            await EnsureReminder();
        }

        if (!await Save(schedule, command))
        {
            return new Refusal(RefusalCode.Busy, schedule.Id.ToString(), "The schedule is being changed by others; send the same command again.");
        }

        await KeepReminder();
        return schedule;
    }

    /// <summary>False where another activation was first: this one then ends, and the next starts from what is stored.</summary>
    private async Task<bool> Save(Schedule schedule, ScheduleCommand? command)
    {
        try
        {
            if (await store.Save(schedule, command, Now()))
            {
                _book = _book!.With(schedule);
                return true;
            }

            DeactivateOnIdle();
            return false;
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }

    private async Task<ImmutableArray<Refusal>> ObstaclesTo(CreateSchedule command)
    {
        var obstacles = ImmutableArray.CreateBuilder<Refusal>();
        if (Enum.IsDefined(command.Function) && runner.Unsupported(_facts!.Type, command.Function) is { } unsupported)
        {
            obstacles.Add(unsupported);
        }

        if (command.Performance is { } performance
            && (await directory.FindPerformance(performance) is not { } found || found.Venue != _facts!.Venue))
        {
            obstacles.Add(new(RefusalCode.NotFound, performance.ToString(), "There is no such performance in this venue."));
        }

        return obstacles.ToImmutable();
    }

    private async Task<ImmutableArray<Refusal>> ObstaclesTo(ResumeSchedule command)
    {
        if (_book!.Find(command.Schedule) is not { State: not ScheduleState.Active } schedule)
        {
            return [];
        }

        var report = await preflight.Report(Id, new PreflightScope(schedule.Function, schedule.Performance));
        return report.Match(PreflightObstacles.Of, refusals => refusals);
    }

    private async Task KeepReminder()
    {
        if (_book!.HasActive)
        {
            await EnsureReminder();
        }
        else if (await this.GetReminder(Reminder) is { } reminder)
        {
            _isReminded = false;
            await this.UnregisterReminder(reminder);
        }
    }

    private async Task EnsureReminder()
    {
        if (!_isReminded && await this.GetReminder(Reminder) is null)
        {
            await this.RegisterOrUpdateReminder(Reminder, UntilNextMinute(Now()), ReminderPeriod);
        }

        _isReminded = true;
    }

    /// <summary>Just after a whole minute, when things fall due; not so soon that the first tick is over before the silo waits for it.</summary>
    private static TimeSpan UntilNextMinute(DateTimeOffset now)
    {
        var wait = TimeSpan.FromSeconds(61) - TimeSpan.FromTicks(now.UtcTicks % TimeSpan.TicksPerMinute);
        return wait < TimeSpan.FromSeconds(5) ? wait + ReminderPeriod : wait;
    }

    /// <summary>As exact as it is stored.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>An interface that was not there is looked for at every call, since it may have been registered meanwhile.</summary>
    private async ValueTask<bool> IsKnown()
    {
        if (_book is null && this.GetPrimaryKey() != Guid.Empty && await directory.FindInterface(Id) is { } facts)
        {
            var schedules = await list.Of(Id);
            _facts = facts;
            _book = schedules.Aggregate(ScheduleBook.Empty(facts.Venue, Id), (book, schedule) => book.With(schedule));
        }

        return _book is not null;
    }
}
