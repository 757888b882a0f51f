using Distribution.Alerts;
using Distribution.Primitives;
using Distribution.Storage;
using Distribution.Tests.Cluster.Distributors;
using Distribution.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Reminders;

namespace Distribution.Tests.Cluster.Alerts;

/// <summary>A linked venue on a cluster that sends e-mail to a real SMTP server in this process; alerts and e-mails go by a clock that only the test moves.</summary>
internal sealed class AlertedVenue : IAsyncDisposable
{
    public const string User = "distribution";
    public const string Password = "Sommernacht-12";

    private readonly TestCluster _cluster;

    private AlertedVenue(TestCluster cluster, SmtpServer smtp, FakeTimeProvider clock, LinkedVenue linked)
    {
        _cluster = cluster;
        Smtp = smtp;
        Clock = clock;
        Linked = linked;
    }

    public SmtpServer Smtp { get; }

    public FakeTimeProvider Clock { get; }

    public LinkedVenue Linked { get; }

    public IMailGrain Post => _cluster.Client.GetGrain<IMailGrain>(0);

    public AlertStore Store => _cluster.Service<AlertStore>();

    public static async Task<AlertedVenue> On(Dialect dialect, MailTls tls = MailTls.None)
    {
        var smtp = new SmtpServer();
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 3, 5, 12, 0, 0, TimeSpan.Zero));
        var settings = new MailSettings(
            "127.0.0.1", smtp.Port, User, Password, "distribution@venue.example", tls, MailLanguage.French, new Uri("https://billetterie.example"), TimeSpan.FromSeconds(2));
        var cluster = await TestCluster.On(dialect, configure: silo =>
        {
            ImpatientCluster.GiveUpSoon(silo);
            silo.Services.AddSingleton(settings);
            silo.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, clock);
        });
        return new AlertedVenue(cluster, smtp, clock, await LinkedVenue.On(cluster));
    }

    public Task<AlertKind?> Look() => _cluster.Client.GetGrain<IAlertGrain>(0).Look(Linked.InterfaceId);

    /// <summary>Time goes by; then it looks, and what is due is sent.</summary>
    public async Task<AlertKind?> After(TimeSpan time)
    {
        Clock.Advance(time);
        var told = await Look();
        await Post.SendDue();
        return told;
    }

    public async Task<AlertMail> OnlyMail() => (await Store.Page(Linked.InterfaceId, null, null, 10)).Mails.ShouldHaveSingleItem();

    public Task Restart() => _cluster.Restart();

    public Task BreakLink() => Linked.Ticketnet.SetCredentials("venue", "another one");

    public Task MendLink() => Linked.Ticketnet.SetCredentials(LinkedVenue.User, LinkedVenue.Password);

    public async ValueTask DisposeAsync()
    {
        await Linked.DisposeAsync();
        await _cluster.DisposeAsync();
        await Smtp.DisposeAsync();
    }
}
