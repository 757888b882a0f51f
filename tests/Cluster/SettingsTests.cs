using Distribution.Alerts;
using Distribution.Distributors.Reconciling;
using Distribution.Silo;
using Microsoft.Extensions.Configuration;

namespace Distribution.Tests.Cluster;

public sealed class SettingsTests
{
    [Fact]
    public void Without_settings_everything_is_embedded_in_the_data_folder()
    {
        var settings = Read();

        settings.IsCluster.ShouldBeFalse();
        settings.DataDirectory.ShouldBe("./data");
        settings.AdministratorToken.ShouldBeNull();
        settings.SiloPort.ShouldBe(0);
        settings.AdvertisedAddress.ToString().ShouldBe("127.0.0.1");
    }

    [Fact]
    public void Settings_are_read()
    {
        var settings = Read(
            ("ConnectionStrings:Distribution", "Host=db;Database=distribution"),
            ("Distribution:AdministratorToken", "0123456789abcdef"),
            ("Distribution:SiloPort", "11111"),
            ("Distribution:GatewayPort", "30000"),
            ("Distribution:AdvertisedAddress", "10.0.0.7"));

        settings.IsCluster.ShouldBeTrue();
        settings.AdministratorToken.ShouldBe("0123456789abcdef");
        (settings.SiloPort, settings.GatewayPort).ShouldBe((11111, 30000));
        settings.AdvertisedAddress.ToString().ShouldBe("10.0.0.7");
    }

    [Theory]
    [InlineData("ConnectionStrings:Distribution", "nonsense", "not a PostgreSQL connection string")]
    [InlineData("ConnectionStrings:Distribution", "Host=db;Port=many", "not a PostgreSQL connection string")]
    [InlineData("ConnectionStrings:Distribution", "Host=db", "needs Host and Database")]
    [InlineData("Distribution:AdministratorToken", "short", "at least 16 characters")]
    [InlineData("Distribution:AdministratorToken", "with a space inside", "no spaces")]
    [InlineData("Distribution:SiloPort", "70000", "not a port")]
    [InlineData("Distribution:GatewayPort", "-1", "not a port")]
    [InlineData("Distribution:AdvertisedAddress", "0.0.0.0", "not an IP address")]
    [InlineData("Distribution:AdvertisedAddress", "somewhere", "not an IP address")]
    [InlineData("ConnectionStrings:Distribution", "", "set, but blank")]
    [InlineData("Distribution:AdministratorToken", "   ", "set, but blank")]
    [InlineData("Distribution:DataDirectory", " ", "set, but blank")]
    [InlineData("Distribution:DataDirectroy", "./data", "no such setting")]
    public void A_wrong_setting_is_refused_with_its_name_and_why(string setting, string value, string why)
    {
        var refusal = Should.Throw<StartRefusedException>(() => Read((setting, value)));

        refusal.Message.ShouldStartWith($"{setting}: ");
        refusal.Message.ShouldContain(why);
    }

    [Fact]
    public void Settings_of_e_mail_are_read()
    {
        var settings = Read(
            ("Distribution:Mail:Host", "smtp.example.com"),
            ("Distribution:Mail:User", "venue"),
            ("Distribution:Mail:Password", "secret"),
            ("Distribution:Mail:From", "distribution@example.com"),
            ("Distribution:Mail:Tls", "implicit"),
            ("Distribution:Mail:Language", "en"),
            ("Distribution:PublicUrl", "https://tickets.example.com/"),
            ("Distribution:Retention:DetailDays", "30"),
            ("Distribution:Reconciliation:AlarmRuns", "5"));

        (settings.Mail.Host, settings.Mail.Port, settings.Mail.Tls, settings.Mail.Language).ShouldBe(("smtp.example.com", 465, MailTls.Implicit, MailLanguage.English));
        settings.Mail.PublicUrl.ShouldBe(new Uri("https://tickets.example.com/"));
        (settings.Retention.Executions.Days, settings.Retention.Details.Days).ShouldBe((400, 30));
        settings.Reconciliation.ShouldBe(new ReconciliationSettings(5, TimeSpan.FromMinutes(30)));
        settings.Mail.ToString().ShouldNotContain("secret");
        Read().Mail.ShouldBe(MailSettings.Off);
    }

    [Theory]
    [InlineData("From", "distribution@example.com", "Distribution:Mail:From: it means nothing without")]
    [InlineData("Host,From", "smtp example,a@example.com", "Distribution:Mail:Host: ")]
    [InlineData("Host", "smtp.example.com", "Distribution:Mail:From: say which address")]
    [InlineData("Host,From", "smtp.example.com,Me <a@example.com>", "Distribution:Mail:From: ")]
    [InlineData("Host,From,Port", "smtp.example.com,a@example.com,0", "Distribution:Mail:Port: ")]
    [InlineData("Host,From,Tls", "smtp.example.com,a@example.com,sometimes", "Distribution:Mail:Tls: ")]
    [InlineData("Host,From,Tls", "smtp.example.com,a@example.com,None", "Distribution:Mail:Tls: only a server on this machine")]
    [InlineData("Host,From,User", "smtp.example.com,a@example.com,venue", "Distribution:Mail:Password: ")]
    [InlineData("Host,From,Language", "smtp.example.com,a@example.com,de", "Distribution:Mail:Language: ")]
    [InlineData("Host,From,TimeoutSeconds", "smtp.example.com,a@example.com,999", "Distribution:Mail:TimeoutSeconds: ")]
    [InlineData("Hots", "smtp.example.com", "Distribution:Mail:Hots: there is no such setting")]
    public void A_wrong_setting_of_e_mail_is_refused_with_its_name_and_why(string names, string values, string refusal)
    {
        var settings = names.Split(',').Zip(values.Split(','), (name, value) => ($"Distribution:Mail:{name}", value)).ToArray();

        Should.Throw<StartRefusedException>(() => Read(settings)).Message.ShouldStartWith(refusal);
    }

    [Theory]
    [InlineData("Distribution:PublicUrl", "tickets.example.com")]
    [InlineData("Distribution:PublicUrl", "https://user:secret@tickets.example.com")]
    [InlineData("Distribution:PublicUrl", "https://tickets.example.com/?a=b")]
    [InlineData("Distribution:Retention:ExecutionDays", "0")]
    [InlineData("Distribution:Retention:ExecutionDays", "many")]
    [InlineData("Distribution:Retention:DetailDays", "500")]
    [InlineData("Distribution:Retention:Days", "5")]
    [InlineData("Distribution:Reconciliation:AlarmRuns", "0")]
    [InlineData("Distribution:Reconciliation:AlarmMinutes", "-1")]
    [InlineData("Distribution:Reconciliation:Alarm", "5")]
    public void A_wrong_address_and_a_wrong_retention_are_refused_with_their_names(string setting, string value) =>
        Should.Throw<StartRefusedException>(() => Read((setting, value))).Message.ShouldStartWith($"{setting}: ");

    private static DistributionSettings Read(params (string Name, string Value)[] settings) =>
        DistributionSettings.From(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
            .Build());
}
