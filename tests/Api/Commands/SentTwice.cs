using System.Text.Json.Nodes;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Commands;

/// <summary>Gives each command twice under one id: it answers the same, and what there is stays as the first one left it.</summary>
internal sealed class SentTwice(ApiClient api)
{
    private readonly HashSet<string> _mutations = new(StringComparer.Ordinal);

    /// <summary>Those that were sent.</summary>
    public IReadOnlySet<string> Mutations => _mutations;

    /// <param name="arguments">Made with the command's id.</param>
    /// <param name="selection">What does not go on by itself.</param>
    /// <param name="until">Waited for between the two.</param>
    /// <returns>What the command made.</returns>
    public async Task<JsonNode> Send(
        ApiVenue venue, string mutation, Func<Guid, object> arguments, string selection, byte[]? file = null, Func<Guid, Task>? until = null)
    {
        var id = NewId.Guid();
        var first = await Answer(mutation, arguments(id), selection, file);
        first["errors"].ShouldBeNull($"{mutation}: {first.ToJsonString()}");
        await (until?.Invoke(id) ?? Task.CompletedTask);
        var between = await Settled(venue);

        var second = await Answer(mutation, arguments(id), selection, file);

        second.ToJsonString().ShouldBe(first.ToJsonString(), mutation);
        (await Settled(venue)).ShouldBe(between, mutation);
        _mutations.Add(mutation);
        return first["data"]![mutation]!;
    }

    private async Task<JsonNode> Answer(string mutation, object arguments, string selection, byte[]? file) =>
        file is null ? await api.Attempt(mutation, arguments, selection) : await api.Upload(mutation, arguments, "file.csv", file, selection);

    /// <summary>Everything, once nothing runs.</summary>
    private static async Task<string> Settled(ApiVenue venue)
    {
        var last = "";
        await Eventually.True(async () =>
        {
            var now = await Everything(venue);
            var isQuiet = now == last && (await venue.OfInterface("state { running { id } }"))["state"]!["running"]!.AsArray().Count == 0;
            last = now;
            return isQuiet;
        });
        return last;
    }

    /// <summary>All that a command could do once more.</summary>
    private static async Task<string> Everything(ApiVenue venue)
    {
        var more = await venue.Api.Ask(
            """
            query($venue: ID!, $interface: ID!, $performance: ID!) {
              schedules(venue: $venue) { nodes { id state plan { period cron } skipped lastExecution { id } } }
              saleConflicts(venue: $venue) { nodes { id state resolution { remedy seat } } }
              skippedItems(interface: $interface) { nodes { id endedBy } }
              apiKeys(first: 1000) { id revokedAt }
              distributorInterface(id: $interface) {
                executions(first: 1000) { nodes { id function state againOfId } } salesFiles { nodes { id } } allotmentSheets(performance: $performance) { version word { agreedWith } }
                waitingLines { nodes { reference } } orders { nodes { id tickets { id placeName cancelledAt } } } mappingVersions { nodes { version } }
              }
              performance(id: $performance) { auditLog(first: 1000) { nodes { version } } }
            }
            """,
            new { venue = venue.Id, @interface = venue.Interface, performance = venue.Performance });
        return $"{await ProductApi.Everything(venue)}\n{more.ToJsonString()}";
    }
}
