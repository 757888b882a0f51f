using System.Text.Json.Nodes;
using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Demo;

/// <summary>The demo as a newcomer runs it.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task It_ends_with_the_counts_of_the_main_job_and_they_are_the_same_on_both_databases()
    {
        var lines = await Task.WhenAll(LastLine(Dialect.Sqlite), LastLine(Dialect.PostgreSql));

        var orders = JsonNode.Parse(lines[0]).Number("orders");
        orders.ShouldBeGreaterThan(0);
        lines[0].ShouldBe($$"""{"allotted":350,"imported":140,"cancelled":3,"orders":{{orders}},"errors":0}""");
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
