using System.Text.Json.Nodes;
using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Demo;

/// <summary>The demo as a newcomer runs it.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task It_ends_with_the_counts_of_every_distributor_and_they_are_the_same_on_both_databases()
    {
        var lines = await Task.WhenAll(LastLine(Dialect.Sqlite), LastLine(Dialect.PostgreSql));

        var orders = JsonNode.Parse(lines[0]).Number("orders");
        orders.ShouldBeGreaterThan(0);
        lines[0].ShouldBe(
            $$"""{"allotted":350,"imported":140,"cancelled":3,"orders":{{orders}},"errors":0,"distributors":"""
            + """{"ticketnet":{"allotted":350,"sold":140,"imported":140,"conflicts":0,"differences":0}"""
            + ""","fnac":{"allotted":240,"sold":95,"imported":95,"conflicts":0,"differences":0}"""
            + ""","digitick":{"allotted":120,"sold":55,"imported":55,"conflicts":0,"differences":0}"""
            + ""","file":{"allotted":80,"sold":30,"imported":30,"conflicts":0,"differences":0}}}""");
        lines[1].ShouldBe(lines[0]);
    }

    private static async Task<string> LastLine(Dialect dialect)
    {
        await using var database = await TestDatabase.CreateEmpty(dialect);
        var (exitCode, output, errors) = await ServerProcess.RunToEnd(new Launch("deploy/demo", null, "--once"), database.Setting);
        exitCode.ShouldBe(0, $"{output}\n{errors}");
        errors.ShouldBe("");
        return output.Split('\n')[^1];
    }
}
