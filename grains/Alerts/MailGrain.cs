using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Reminders;

namespace Distribution.Alerts;

/// <summary>
/// Sends what is due as a task of its own, since a server may be slow. An e-mail is marked as sent after the server took it: cut off between the two, it is sent
/// once more under the same Message-ID.
/// </summary>
internal sealed partial class MailGrain(
    AlertStore store,
    MailSettings settings,
    [FromKeyedServices(ReminderTimeProviderNames.Reminders)] TimeProvider time,
    ILogger<MailGrain> logger) : Grain, IMailGrain, IRemindable
{
    public const string Reminder = "send";

    /// <summary>Failures after which the rest waits: the server is away, and each would wait for its time-out.</summary>
    private const int MaxFailures = 3;

    private const int AtOnce = 100;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _ending = new();
    private Task _sending = Task.CompletedTask;

    public Task Start() => this.RegisterOrUpdateReminder(Reminder, Period, Period);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Begin();
        return Task.CompletedTask;
    }

    public async Task SendDue()
    {
        Begin();
        await Task.WhenAny(_sending, Task.Delay(MaxWait, _ending.Token));
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await _sending.WaitAsync(cancellationToken);
        _ending.Dispose();
    }

    private void Begin()
    {
        if (settings.Host is not null && _sending.IsCompleted)
        {
            _sending = SendAll();
        }
    }

    private async Task SendAll()
    {
        try
        {
            await using var post = new SmtpPost(settings);
            var failures = 0;
            foreach (var mail in await store.Due(time.GetUtcNow(), AtOnce))
            {
                if (failures == MaxFailures || _ending.IsCancellationRequested)
                {
                    return;
                }

                failures = await Send(post, mail) ? 0 : failures + 1;
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // What was not marked is sent by the next activation.
        }
#pragma warning disable CA1031 // The next reminder tries again; the rows say what is left to send.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Broke(exception);
        }
    }

    private async Task<bool> Send(SmtpPost post, AlertMail mail)
    {
        var posted = await post.Send(mail, _ending.Token);
        var now = time.GetUtcNow();
        var attempts = mail.Attempts + 1;
        if (posted.Problem is null)
        {
            await store.Keep(mail with { Attempts = attempts, SentAt = now, NextAttempt = null, Problem = null });
            return true;
        }

        var problem = MailText.OneLine(posted.Problem, 500);
        var next = MailRetries.Next(mail.CreatedAt, attempts, posted.IsFinal, now);
        await store.Keep(mail with { Attempts = attempts, NextAttempt = next, GivenUpAt = next is null ? now : null, Problem = problem });
        if (next is { } again)
        {
            NotSent(mail.Id, attempts, problem, again);
        }
        else
        {
            GivenUp(mail.Id, attempts, problem);
        }

        return posted.IsFinal;
    }
}
