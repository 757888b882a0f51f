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

    /// <summary>Those of these ids that there are.</summary>
    public async Task<ImmutableArray<SaleConflict>> Find(IReadOnlyCollection<ConflictId> ids)
    {
        var parameters = new DynamicParameters();
        return [.. (await List($"{ConflictRow.Select} WHERE id IN ({parameters.AddIds(ids.Select(id => id.Value))})", parameters)).Select(row => row.View)];
    }

    /// <summary>The oldest first.</summary>
    /// <param name="after">The last of the page before.</param>
    public async Task<SaleConflictPage> Page(ConflictFilter filter, ConflictId? after, int first)
    {
        first = Math.Clamp(first, 1, MaxPage);
        var parameters = new DynamicParameters(new { filter.Venue, filter.Interface, filter.Performance, State = (int?)filter.State, After = after, Limit = first + 1 });
        string?[] conditions =
        [
            filter.Venues is { } venues ? $"venue_id IN ({parameters.AddIds(venues.Select(venue => venue.Value))})" : null,
            filter.Venue is null ? null : "venue_id = @Venue",
            filter.Interface is null ? null : "interface_id = @Interface",
            filter.Performance is null ? null : "performance_id = @Performance",
            filter.State is null ? null : "state = @State",
            after is null ? null : "(opened_at, id) > (SELECT opened_at, id FROM sale_conflict WHERE id = @After)",
        ];
        var where = string.Join(" AND ", conditions.Where(condition => condition is not null));
        var found = await List($"{ConflictRow.Select} {(where.Length == 0 ? "" : "WHERE")} {where} ORDER BY opened_at, id LIMIT @Limit", parameters);
        return found.Length > first
            ? new SaleConflictPage([.. found[..first].Select(row => row.View)], found[first - 1].View.Id)
            : new SaleConflictPage([.. found.Select(row => row.View)], null);
    }

    /// <summary>False where the command's id was used before for another list.</summary>
    internal Task<bool> IsFirstOrSame(DecideConflicts command) => database.Write(async (connection, transaction) =>
    {
        var row = new { Command = command.Context.Id, command.Fingerprint };
        await connection.ExecuteAsync(
            "INSERT INTO conflict_list (command_id, fingerprint) VALUES (@Command, @Fingerprint) ON CONFLICT (command_id) DO NOTHING", row, transaction);
        return await connection.ExecuteScalarAsync<string>("SELECT fingerprint FROM conflict_list WHERE command_id = @Command", row, transaction) == command.Fingerprint;
    });

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
    /// <param name="now">Who has the place by now; null: nobody looked.</param>
    internal Task Release(StoredConflict conflict, ConflictFound? now) => database.Write(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(
            "UPDATE sale_conflict SET state = 1, resolution_command = NULL, fingerprint = NULL, resolution = NULL, holder = COALESCE(@Holder, holder) WHERE id = @Id AND state = 2",
            new { conflict.View.Id, Holder = now?.Written },
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
