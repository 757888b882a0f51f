using Distribution.Connectors;
using Distribution.Connectors.Ticketnet;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Distribution.Tests.Connectors;

public class ConnectorRegistrationTests
{
    [Fact]
    public void A_connector_is_found_by_its_type()
    {
        using var provider = Provider();

        var catalog = provider.GetRequiredService<ConnectorCatalog>();

        catalog.Types.ShouldContain("ticketnet");
        catalog.Find("ticketnet")!.Type.ShouldBe("ticketnet");
        catalog.Find("nobody").ShouldBeNull();
    }

    [Theory]
    [InlineData("AttemptTimeout", "00:06:00")]
    [InlineData("TotalTimeout", "00:00:01")]
    [InlineData("Retries", "11")]
    [InlineData("MaxRetryDelay", "00:00:00.001")]
    [InlineData("PageSize", "0")]
    [InlineData("MaxAnswerBytes", "10")]
    [InlineData("BreakerThreshold", "1")]
    public void A_setting_out_of_its_range_is_named(string name, string value)
    {
        using var provider = Provider((name, value));

        var options = provider.GetRequiredService<IOptions<TicketnetOptions>>();

        Should.Throw<OptionsValidationException>(() => options.Value).Message.ShouldContain(name);
    }

    private static ServiceProvider Provider(params (string Name, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"{TicketnetOptions.Section}:{setting.Name}", (string?)setting.Value)))
            .Build())
        .AddLogging()
        .AddConnectors()
        .BuildServiceProvider();
}
