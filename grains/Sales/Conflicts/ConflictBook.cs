using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Sales.Conflicts;

/// <summary>Every conflict there ever was, as rows.</summary>
public sealed class ConflictBook(Database database)
{
    /// <summary>Conflicts in one page.</summary>
    public const int MaxPage = 1_000;

    public async Task<SaleConflict?> Find(ConflictId id) => (await Load(id))?.View;

    /// <summary>The oldest first. Null filters nothing.</summary>
    /// <param name="after">The last of the page before.</param>
    public async Task<SaleConflictPage> Page(
        VenueId? venue, DistributorInterfaceId? distributor, PerformanceId? performance, ConflictState? state, ConflictId? after, int first)
    {
        first = Math.Clamp(first, 1, MaxPage);
        var filters = new List<string>();
        Filter(venue is not null, "venue_id = @Venue");
        Filter(distributor is not null, "interface_id = @Interface");
        Filter(performance is not null, "performance_id = @Performance");
        Filter(state is not null, "state = @State");
        Filter(after is not null, "(opened_at, id) > (SELECT opened_at, id FROM sale_conflict WHERE id = @After)");
        var where = filters.Count == 0 ? "" : $"WHERE {string.Join(" AND ", filters)}";
        var found = await List(
            $"{ConflictRow.Select} {where} ORDER BY opened_at, id LIMIT @Limit",
            new { Venue = venue, Interface = distributor, Performance = performance, State = (int?)state, After = after, Limit = first + 1 });
        return found.Length > first
            ? new SaleConflictPage([.. found[..first].Select(row => row.View)], found[first - 1].View.Id)
            : new SaleConflictPage([.. found.Select(row => row.View)], null);

        void Filter(bool given, string sql)
        {
            if (given)
            {
                filters.Add(sql);
            }
        }
    }

    public Task<int> CountOpen(DistributorInterfaceId distributor) => database.Read(connection => connection.ExecuteScalarAsync<int>(
        "SELECT count(*) FROM sale_conflict WHERE interface_id = @Interface AND state = 1", new { Interface = distributor }));

    internal async Task<StoredConflict?> Load(ConflictId id) => (await List($"{ConflictRow.Select} WHERE id = @Id", new { Id = id })).SingleOrDefault();

    /// <summary>Those of which a decision was being carried out when it was cut off.</summary>
    internal Task<ImmutableArray<StoredConflict>> Resolving(DistributorInterfaceId distributor) =>
        List($"{ConflictRow.Select} WHERE interface_id = @Interface AND state = 2 ORDER BY opened_at, id", new { Interface = distributor });

    /// <summary>Whether a command decided another conflict.</summary>
    internal async Task<bool> IsOfAnother(CommandId command, ConflictId conflict) => await database.Read(connection => connection.ExecuteScalarAsync<int>(
        "SELECT count(*) FROM sale_conflict WHERE resolution_command = @Command AND id <> @Id", new { Command = command, Id = conflict })) > 0;

    /// <summary>From now on no import takes the line, and nobody else decides the conflict. False where somebody was first.</summary>
    internal Task<bool> Claim(StoredConflict conflict, ResolveConflict command, DateTimeOffset at) => database.Write(async (connection, transaction) =>
    {
        var resolution = new StoredResolution(
            command.Remedy, command.Context.Id.Value, command.Context.Who, at, command.Reason, command.Place?.Value, command.Area?.Value, null, null);
        var claimed = await connection.ExecuteAsync(
            """
            UPDATE sale_conflict SET state = 2, resolution_command = @Command, fingerprint = @Fingerprint, resolution = @Resolution
            WHERE id = @Id AND state = 1
            """,
            new { conflict.View.Id, Command = command.Context.Id, command.Fingerprint, Resolution = JsonSerializer.Serialize(resolution) },
            transaction);
        var held = await connection.ExecuteAsync(
            "UPDATE sale_line SET state = 3 WHERE interface_id = @Interface AND reference = @Line AND state = 1",
            new { conflict.View.Claim.Interface, conflict.View.Claim.Line },
            transaction);
        if (claimed != held)
        {
            throw new InvalidOperationException($"Conflict {conflict.View.Id} and its line {conflict.View.Claim.Line} are not in one state.");
        }

        return claimed == 1;
    });

    /// <summary>What was decided can't be: the conflict is open again, and its line waits.</summary>
    internal Task Release(StoredConflict conflict) => database.Write(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(
            "UPDATE sale_conflict SET state = 1, resolution_command = NULL, fingerprint = NULL, resolution = NULL WHERE id = @Id AND state = 2",
            new { conflict.View.Id },
            transaction);
        await connection.ExecuteAsync(
            "UPDATE sale_line SET state = 1 WHERE interface_id = @Interface AND reference = @Line AND state = 3",
            new { conflict.View.Claim.Interface, conflict.View.Claim.Line },
            transaction);
    });

    /// <summary>The sale is refused for good.</summary>
    internal Task Refuse(StoredConflict conflict) => database.Write(async (connection, transaction) =>
    {
        await Resolve(connection, transaction, conflict, null, "The distributor has to refund the sale.");
        await connection.ExecuteAsync(
            "UPDATE sale_line SET state = 4, error = NULL WHERE interface_id = @Interface AND reference = @Line AND state = 3",
            new { conflict.View.Claim.Interface, conflict.View.Claim.Line },
            transaction);
    });

    /// <summary>In the transaction that makes it true.</summary>
    internal static Task Resolve(DbConnection connection, DbTransaction transaction, StoredConflict conflict, string? seat, string? notice)
    {
        var decided = conflict.View.Resolution!;
        var resolution = new StoredResolution(
            decided.Remedy, decided.Command.Value, decided.Who, decided.At, decided.Reason, conflict.Chosen?.Value, conflict.ChosenArea?.Value, seat, notice);
        return connection.ExecuteAsync(
            "UPDATE sale_conflict SET state = 3, resolution = @Resolution WHERE id = @Id AND state = 2",
            new { conflict.View.Id, Resolution = JsonSerializer.Serialize(resolution) },
            transaction);
    }

    /// <summary>In the transaction that keeps the errors of their lines. The holder is told anew each time.</summary>
    internal static Task Open(DbConnection connection, DbTransaction transaction, IEnumerable<NewConflict> conflicts) => ConflictRow.New.Insert(connection, transaction, conflicts);

    /// <summary>In the transaction in which their lines end, or wait for something else.</summary>
    internal static Task<int> End(DbConnection connection, DbTransaction transaction, DistributorInterfaceId distributor, params IEnumerable<string> lines)
    {
        var parameters = new DynamicParameters(new { Interface = distributor });
        var these = parameters.AddKeys(connection, lines);
        return connection.ExecuteAsync(
            $"UPDATE sale_conflict SET state = 4 WHERE interface_id = @Interface AND state = 1 AND reference IN (SELECT key FROM {these})", parameters, transaction);
    }

    private Task<ImmutableArray<StoredConflict>> List(string sql, object parameters) => database.Read(async connection =>
        (await connection.QueryAsync<ConflictRow>(sql, parameters)).Select(row => row.Read()).ToImmutableArray());
}
