using Distribution.Connectors;
using Distribution.Connectors.Sftp;
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

        catalog.Types.ShouldBe(["digitick", "files", "fnac", "ticketnet"]);
        catalog.Find("ticketnet")!.Type.ShouldBe("ticketnet");
        catalog.Find("fnac")!.Type.ShouldBe("fnac");
        catalog.Find("nobody").ShouldBeNull();
    }

    [Fact]
    public async Task What_a_connector_does_not_declare_it_does_not_do_and_every_set_up_has_an_address()
    {
        await using var provider = Provider();
        var catalog = provider.GetRequiredService<ConnectorCatalog>();
        var link = new ConnectorLink(new Uri("https://distributor.example"), "user", "password", "code");
        foreach (var connector in catalog.Types.Select(type => catalog.Find(type)!))
        {
            connector.Fields.Select(field => field.Field).ShouldBeUnique();
            connector.Fields.ShouldContain(field => field.Field == SetupField.Url);
            if (!connector.Capabilities.AccessControl)
            {
                (await Should.ThrowAsync<NotSupportedException>(async () => await connector.PrepareAccessControl(link, "P", CancellationToken.None)))
                    .Message.ShouldContain(connector.Type);
            }
        }
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
        .AddSingleton<IKnownHosts>(new MemoryHosts())
        .AddConnectors()
        .BuildServiceProvider();
}
