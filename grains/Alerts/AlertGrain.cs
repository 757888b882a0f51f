using System.Collections.Immutable;
using System.Globalization;
using Distribution.Catalog;
using Distribution.Distributors;
using Distribution.Distributors.Health;
using Distribution.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Reminders;

namespace Distribution.Alerts;

/// <summary>
/// Looks once a minute, from rows alone, so that nothing has to be told to it and nothing is missed while no silo runs. An interface is only asked for
/// its addresses, when there is something to tell.
/// </summary>
internal sealed partial class AlertGrain(
    HealthReading health,
    AlertStore store,
    CatalogDirectory directory,
    MailSettings settings,
    [FromKeyedServices(ReminderTimeProviderNames.Reminders)] TimeProvider time,
    ILogger<AlertGrain> logger) : Grain, IAlertGrain, IRemindable
{
    public const string Reminder = "look";
    private const int AtOnce = 100;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    public Task Start() => this.RegisterOrUpdateReminder(Reminder, Period, Period);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        DistributorInterfaceId? after = null;
        do
        {
            var interfaces = await directory.Interfaces(null, after, AtOnce);
            foreach (var distributor in interfaces)
            {
                await LookOrLog(distributor);
            }

            after = interfaces.Length == AtOnce ? interfaces[^1].Interface : null;
        }
        while (after is not null);
    }

    public async Task<AlertKind?> Look(DistributorInterfaceId distributor) =>
        await directory.FindInterface(distributor) is { } facts ? await Look(facts) : null;

    private async Task LookOrLog(InterfaceFacts distributor)
    {
        try
        {
            await Look(distributor);
        }
#pragma warning disable CA1031 // One interface that can't be looked at must not keep the others from being told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            NotLookedAt(exception, distributor.Interface);
        }
    }

    private async Task<AlertKind?> Look(InterfaceFacts distributor)
    {
        var functions = await health.Of(distributor);
        var before = await store.StateOf(distributor.Interface);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var decision = AlertRules.Decide(before, functions, now);
        if (decision.State == before)
        {
            return null;
        }

        ImmutableArray<AlertMail> mails = decision.Tell is { } kind ? await Mails(distributor, kind, functions, before.Version + 1, now) : [];
        if (!await store.Save(distributor.Interface, decision.State with { Version = before.Version + 1 }, mails))
        {
            // Another activation has told it.
            return null;
        }

        if (decision.Tell is { } told)
        {
            Told(distributor.Interface, told, mails.Length);
        }

        return decision.Tell;
    }

    private async Task<ImmutableArray<AlertMail>> Mails(
        InterfaceFacts distributor, AlertKind kind, ImmutableArray<FunctionHealth> functions, long version, DateTimeOffset now)
    {
        if (settings.Host is null)
        {
            return [];
        }

        var state = await GrainFactory.GetGrain<IDistributorInterfaceGrain>(distributor.Interface.Value).Get();
        var emails = state.Match(view => view.Setup?.Emails ?? [], _ => []);
        var venue = ((await directory.Entries([distributor.Venue.Value])).GetValueOrDefault(distributor.Venue.Value) as Venue)?.Name ?? "";
        var text = MailText.Of(kind, distributor.Name, venue, functions, settings.Language, settings.PublicUrl);
        return
        [
            .. emails.Distinct(StringComparer.OrdinalIgnoreCase).Select(recipient => new AlertMail(
                new MailId(DerivedId.From(distributor.Interface.Value, "mail", $"{version.ToString(CultureInfo.InvariantCulture)} {recipient}")),
                distributor.Interface,
                kind,
                recipient,
                text.Subject,
                text.Plain,
                text.Html,
                now,
                now)),
        ];
    }
}
