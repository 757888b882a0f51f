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

    private static DistributionSettings Read(params (string Name, string Value)[] settings) =>
        DistributionSettings.From(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
            .Build());
}
