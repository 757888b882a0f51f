using System.Collections.Immutable;
using Dapper;
using Distribution.Connectors;
using Distribution.Connectors.Sftp;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Sales.Files;

/// <summary>The files of sales of every interface. A file is durable, with its content, before anybody is told that it was taken; the content goes once its lines are kept.</summary>
public sealed class SalesFileStore(Database database)
{
    private const string Columns = "id, name, size, hash, fetched_from, who, received_at, state, execution_id, lines, unreadable, problem";

    /// <summary>Keeps a new file, or answers the one that is known under this id.</summary>
    /// <param name="state">Whether imports take it, or a dry run looks at it.</param>
    internal Task<ReceivedSalesFile> Keep(
        DistributorInterfaceId distributor, SalesFileId id, SalesFile file, string sha256, Origin origin, SalesFileState state = SalesFileState.Waiting) =>
        database.Write(async (connection, transaction) =>
        {
            var row = new
            {
                Id = id.Value,
                Interface = distributor.Value,
                file.Name,
                Size = (long)file.Content.Length,
                Hash = sha256,
                ModifiedAt = origin.ModifiedAt?.ToUnixTimeMilliseconds(),
                FetchedFrom = origin.Address,
                origin.Who,
                At = origin.At.ToUnixTimeMilliseconds(),
                State = (int)state,
                Content = file.Content.ToArray(),
            };
            await connection.ExecuteAsync(
                """
                INSERT INTO sales_file (id, interface_id, name, size, hash, modified_at, fetched_from, who, received_at, state, lines, unreadable, content)
                VALUES (@Id, @Interface, @Name, @Size, @Hash, @ModifiedAt, @FetchedFrom, @Who, @At, @State, 0, 0, @Content)
                ON CONFLICT (id) DO UPDATE SET modified_at = excluded.modified_at
                """,
                row,
                transaction);
            return (await connection.QuerySingleAsync<FileRow>($"SELECT {Columns} FROM sales_file WHERE id = @Id", row, transaction)).File();
        });

    /// <summary>Whether a file of this name, size and time was fetched there before.</summary>
    internal Task<bool> IsKnown(DistributorInterfaceId distributor, string address, DroppedFile file) => database.Read(async connection =>
        await connection.ExecuteScalarAsync<long>(
            """
            SELECT count(*) FROM sales_file
            WHERE interface_id = @Interface AND fetched_from = @address AND name = @Name AND size = @Size AND modified_at = @ModifiedAt
            """,
            new { Interface = distributor.Value, address, file.Name, file.Size, ModifiedAt = file.ModifiedAt.ToUnixTimeMilliseconds() }) > 0);

    /// <summary>The oldest file that waits, with its content; null when none does.</summary>
    /// <param name="after">Only those after this one.</param>
    internal Task<(ReceivedSalesFile File, SalesFile Content)?> NextWaiting(DistributorInterfaceId distributor, SalesFileId? after = null) => database.Read(async connection =>
    {
        var beyond = after is null ? "" : "AND (received_at, id) > (SELECT received_at, id FROM sales_file WHERE id = @After)";
        var row = await connection.QuerySingleOrDefaultAsync<FileRow>(
            $"SELECT {Columns}, content FROM sales_file WHERE interface_id = @Interface AND state = 1 {beyond} ORDER BY received_at, id LIMIT 1",
            new { Interface = distributor.Value, After = after?.Value });
        return row is null ? ((ReceivedSalesFile, SalesFile)?)null : (row.File(), new SalesFile(row.Name, row.Content!));
    });

    /// <summary>What came for a dry run; null where that has looked at it.</summary>
    internal Task<SalesFile?> ForDryRun(SalesFileId id) => database.Read(async connection =>
        await connection.QuerySingleOrDefaultAsync<FileRow>($"SELECT {Columns}, content FROM sales_file WHERE id = @id AND content IS NOT NULL", new { id }) is { } row
            ? new SalesFile(row.Name, row.Content!)
            : null);

    /// <summary>It is as if it had never come.</summary>
    internal Task Forget(SalesFileId id) => database.Write((connection, transaction) => connection.ExecuteAsync("DELETE FROM sales_file WHERE id = @id", new { id }, transaction));

    /// <summary>Its lines are kept or were looked at, or it is unusable: it waits no more.</summary>
    internal Task Settle(SalesFileId id, ExecutionId execution, SalesFileState state, int lines, int unreadable, string? problem) =>
        database.Write((connection, transaction) => connection.ExecuteAsync(
            """
            UPDATE sales_file SET state = @State, execution_id = @Execution, lines = @Lines, unreadable = @Unreadable, problem = @Problem, content = NULL
            WHERE id = @Id
            """,
            new { State = (int)state, Execution = execution.Value, Lines = lines, Unreadable = unreadable, Problem = problem, Id = id.Value },
            transaction));

    /// <summary>The venue of its interface; null where there is no such file.</summary>
    public Task<VenueId?> VenueOf(SalesFileId id) => database.Read(async connection =>
    {
        await using var reader = await connection.ExecuteReaderAsync("SELECT entry.venue_id FROM sales_file JOIN catalog_entry entry ON entry.id = sales_file.interface_id WHERE sales_file.id = @id", new { id });
        return await reader.ReadAsync() ? new VenueId(reader.GetGuid(0)) : (VenueId?)null;
    });

    /// <summary>The same part of the files of each of these interfaces, the newest first.</summary>
    /// <param name="after">The last of the page before.</param>
    public async Task<IReadOnlyDictionary<DistributorInterfaceId, SalesFilePage>> Pages(IReadOnlyCollection<DistributorInterfaceId> interfaces, SalesFileId? after, int first)
    {
        first = Math.Clamp(first, 1, ExecutionLog.MaxPage);
        var beyond = after is null ? "" : "AND (received_at, id) < (SELECT received_at, id FROM sales_file WHERE id = @after)";
        var found = await database.ReadEach<FileRow>(
            interfaces.Select(id => id.Value),
            $"SELECT {Columns} FROM sales_file WHERE interface_id = @Of {beyond} ORDER BY received_at DESC, id DESC LIMIT @limit",
            new { after, limit = first + 1 });
        return interfaces.ToDictionary(id => id, id => PageOf([.. found[id.Value].Select(row => row.File())], first));
    }

    private static SalesFilePage PageOf(ImmutableArray<ReceivedSalesFile> files, int first) =>
        files.Length > first ? new SalesFilePage(files[..first], files[first - 1].Id) : new SalesFilePage(files, null);

    private sealed class FileRow
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public long Size { get; init; }

        public string Hash { get; init; } = "";

        public string? Fetched_from { get; init; }

        public string Who { get; init; } = "";

        public long Received_at { get; init; }

        public long State { get; init; }

        public Guid? Execution_id { get; init; }

        public long Lines { get; init; }

        public long Unreadable { get; init; }

        public string? Problem { get; init; }

        public byte[]? Content { get; init; }

        public ReceivedSalesFile File() => new(
            new SalesFileId(Id),
            Name,
            Size,
            Hash,
            Fetched_from,
            Who,
            DateTimeOffset.FromUnixTimeMilliseconds(Received_at),
            (SalesFileState)State,
            Execution_id is { } execution ? new ExecutionId(execution) : null,
            (int)Lines,
            (int)Unreadable,
            Problem);
    }
}

/// <summary>Where a file came from.</summary>
/// <param name="Address">Null: by hand.</param>
internal sealed record Origin(string Who, DateTimeOffset At, string? Address = null, DateTimeOffset? ModifiedAt = null);
