using System.Text.Json;
using Dapper;
using Distribution.Sandbox.AccessControl;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Distribution.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Distribution.Sandbox.Allotments;

/// <summary>Takes the venue's messages: each once, in the order of their versions, whole or not at all.</summary>
internal sealed class AllotmentBook(SandboxDatabase database, FailureSwitches failures, BoxOffice boxOffice)
{
    public TakeOutcome Take(AllotmentChange change) => database.Transact<TakeOutcome>(connection =>
    {
        var content = JsonSerializer.Serialize(change);
        var known = connection.QueryFirstOrDefault<MessageRow>("SELECT content, answer FROM message WHERE id = @id", new { id = change.Id.ToString() });
        if (known is not null)
        {
            return known.Content == content ? new TakeOutcome.Taken(JsonSerializer.Deserialize<AllotmentResult>(known.Answer)!) : new TakeOutcome.Mismatch();
        }

        if (Performances.Find(connection, change.Performance) is not { } performance)
        {
            return new TakeOutcome.UnknownPerformance();
        }

        var lastVersion = connection.ExecuteScalar<long>("SELECT last_version FROM performance WHERE id = @Performance", change);
        if (change.Version <= lastVersion)
        {
            return new TakeOutcome.Superseded(lastVersion);
        }

        SellJustBefore(connection, change);
        var result = Apply(connection, change, performance);
        connection.Execute("UPDATE performance SET last_version = @Version WHERE id = @Performance", change);
        connection.Execute(
            "INSERT INTO message VALUES (@id, @performance, @content, @answer)",
            new { id = change.Id.ToString(), performance = change.Performance, content, answer = JsonSerializer.Serialize(result) });
        return new TakeOutcome.Taken(result);
    });

    /// <summary>A buyer was faster than the withdrawal, when that is switched on.</summary>
    private void SellJustBefore(SqliteConnection connection, AllotmentChange change)
    {
        foreach (var failure in failures.Due(connection, failure => failure.SellsBefore(change)))
        {
            if (failure.Area is { } area)
            {
                boxOffice.SellStanding(connection, change.Performance, area, failure.Count);
            }
            else
            {
                var wanted = failure.Places is null ? change.Withdrawals : [.. change.Withdrawals.Intersect(failure.Places)];
                boxOffice.SellThose(connection, change.Performance, wanted, failure.Places is null ? failure.Count : wanted.Count);
            }
        }
    }

    private AllotmentResult Apply(SqliteConnection connection, AllotmentChange change, PerformanceRegistration performance)
    {
        var refusals = failures.Due(connection, failure => failure.Refuses(change));
        string? Refusal(string name) => refusals.FirstOrDefault(failure => failure.Places!.Contains(name))?.Reason;

        var closed = Closings.IsClosed(connection, change.Performance) ? Closings.Closed : null;
        var places = new List<PlaceResult>(change.Additions.Count + change.Withdrawals.Count);
        foreach (var addition in change.Additions)
        {
            var reason = Refusal(addition.Place)
                ?? closed
                ?? NotKnown("block", addition.Block, performance.Blocks)
                ?? NotKnown("category", addition.Category, performance.Categories);
            places.Add(reason is null ? Add(connection, change.Performance, addition) : new PlaceResult(addition.Place, "refused", reason));
        }

        foreach (var place in change.Withdrawals)
        {
            places.Add(Refusal(place) is { } reason ? new PlaceResult(place, "refused", reason) : Withdraw(connection, change.Performance, place));
        }

        var areas = change.Areas.Select(area => SetArea(
            connection,
            change.Performance,
            area,
            Refusal(area.Key) ?? Grown(connection, change.Performance, area, closed) ?? NotKnown("area", area.Area, performance.Areas) ?? NotKnown("category", area.Category, performance.Categories)));
        return new AllotmentResult(places, [.. areas]);
    }

    /// <summary>A closed performance gives places back, but takes none.</summary>
    private static string? Grown(SqliteConnection connection, string performance, AreaAllotment area, string? closed) =>
        closed is not null && area.Allotted > connection.ExecuteScalar<long>(
            "SELECT coalesce(sum(allotted), 0) FROM area WHERE performance = @performance AND area = @Area", new { performance, area.Area })
            ? closed
            : null;

    private static string? NotKnown(string noun, string id, IReadOnlyList<string>? known) =>
        known is null || known.Contains(id) ? null : $"The {noun} “{id}” is not known for this performance.";

    private static PlaceResult Add(SqliteConnection connection, string performance, Addition addition)
    {
        connection.Execute(
            """
            INSERT INTO place (performance, place, block, row, seat, category) VALUES (@performance, @Place, @Block, @Row, @Seat, @Category)
            ON CONFLICT (performance, place) DO UPDATE SET block = excluded.block, row = excluded.row, seat = excluded.seat, category = excluded.category
            """,
            new { performance, addition.Place, addition.Block, addition.Row, addition.Seat, addition.Category });
        return new PlaceResult(addition.Place, "accepted");
    }

    private static PlaceResult Withdraw(SqliteConnection connection, string performance, string place)
    {
        connection.Execute("DELETE FROM place WHERE performance = @performance AND place = @place AND ticket IS NULL", new { performance, place });
        var sold = connection.ExecuteScalar<bool>(
            "SELECT EXISTS (SELECT 1 FROM place WHERE performance = @performance AND place = @place)", new { performance, place });
        return new PlaceResult(place, sold ? "already_sold" : "accepted");
    }

    private static AreaResult SetArea(SqliteConnection connection, string performance, AreaAllotment area, string? refusal)
    {
        var key = new { performance, area.Area };
        var (allotted, sold) = connection.QueryFirstOrDefault<(long Allotted, long Sold)>(
            "SELECT allotted, sold FROM area WHERE performance = @performance AND area = @Area", key);
        if (refusal is not null)
        {
            return new AreaResult(area.Key, (int)allotted, (int)sold, refusal);
        }

        var now = Math.Max(area.Allotted, sold);
        connection.Execute(
            """
            INSERT INTO area (performance, area, category, allotted, sold) VALUES (@performance, @Area, @Category, @now, 0)
            ON CONFLICT (performance, area) DO UPDATE SET category = excluded.category, allotted = excluded.allotted
            """,
            new { performance, area.Area, area.Category, now });
        return new AreaResult(area.Key, (int)now, (int)sold, now == area.Allotted ? null : $"{sold} are sold.");
    }

    private sealed record MessageRow(string Content, string Answer);
}
