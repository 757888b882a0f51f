using Distribution.Distributors;
using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Crash;

/// <summary>Silos that really die, by the real clock: it takes the minute or two that a reminder needs.</summary>
public sealed class KilledSiloTests
{
    [Fact]
    public async Task A_schedule_whose_silo_was_killed_before_it_was_due_is_run_by_the_other()
    {
        await using var database = await TestDatabase.CreateEmpty(Dialect.PostgreSql);
        await using var ticketnet = await DistributorServer.Start();
        await using var first = await ServerProcess.Start("silo", database.Setting);
        await using var api = await ServerProcess.Start("api", database.Setting, ApiClient.Setting);
        using var client = new ApiClient(api.Url);
        var venue = await ApiVenue.Create(client, ticketnet);
        await venue.SellEverything();
        var schedule = NewId.Guid();
        await client.Do(
            "createSchedule", new { commandId = schedule, @interface = venue.Interface, function = DistributorFunction.SalesImport, plan = new { timeZone = "UTC", period = 60 } });
        // All grains are on the first silo, and so is the reminder.
        await using var second = await ServerProcess.Start("silo", database.Setting);
        await client.Do("resumeSchedule", new { @interface = venue.Interface, schedule });

        await first.Kill();

        // Only rows are read, which wakes no grain up.
        await Eventually.True(
            async () => (await client.Ask("query($id: ID!) { schedule(id: $id) { lastExecution { trigger state } } }", new { id = schedule }))["schedule"]!["lastExecution"]?.ToJsonString()
                == """{"trigger":"SCHEDULE","state":"SUCCEEDED"}""",
            TimeSpan.FromMinutes(4));
    }
}
