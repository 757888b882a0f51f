using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Reminders;

namespace Distribution.Distributors.Executions;

/// <summary>Deletes each hour what is older than it is kept. There is one; its key is 0.</summary>
[Alias("IRetentionGrain")]
public interface IRetentionGrain : IGrainWithIntegerKey
{
    /// <summary>Has it delete from now on; it goes on by itself, also after a restart.</summary>
    [Alias("Start")]
    Task Start();

    /// <summary>Deletes some of what is too old; false once nothing is left.</summary>
    [Alias("Prune")]
    Task<bool> Prune();
}

/// <summary>One call deletes a few rows and asks for the next: a long night's work neither blocks this grain nor holds a lock.</summary>
internal sealed partial class RetentionGrain(
    ExecutionPruning pruning,
    [FromKeyedServices(ReminderTimeProviderNames.Reminders)] TimeProvider time,
    ILogger<RetentionGrain> logger) : Grain, IRetentionGrain, IRemindable
{
    public const string Reminder = "prune";
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private IGrainTimer? _timer;

    public Task Start() => this.RegisterOrUpdateReminder(Reminder, Period, Period);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _timer ??= this.RegisterGrainTimer(GoOn, Pause, Pause);
        return Task.CompletedTask;
    }

    public Task<bool> Prune() => pruning.Prune(time.GetUtcNow());

    private async Task GoOn(CancellationToken cancellationToken)
    {
        try
        {
            if (await Prune())
            {
                return;
            }
        }
#pragma warning disable CA1031 // The next reminder begins again where this one stopped.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            NotPruned(exception);
        }

        _timer?.Dispose();
        _timer = null;
    }

    [LoggerMessage(LogLevel.Error, "What is too old could not be deleted; it is tried again within an hour.")]
    private partial void NotPruned(Exception exception);
}
