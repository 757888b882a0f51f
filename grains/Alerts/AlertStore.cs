using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Alerts;

/// <summary>What was told, and the e-mails that tell it, as rows. Both change in one transaction: what counts as told is on its way, whatever ends in between.</summary>
public sealed class AlertStore(Database database)
{
    /// <summary>E-mails in one page.</summary>
    public const int MaxPage = 1_000;

    private const string Columns =
        "id, interface_id, kind, recipient, subject, text, html, created_at, next_attempt, attempts, sent_at, given_up_at, problem";

    /// <summary>The newest first; none after an unknown one.</summary>
    /// <param name="interface">Null: of every interface.</param>
    /// <param name="venues">Only of these, whatever else is asked for; null: of every venue.</param>
    /// <param name="after">The last of the page before.</param>
    /// <param name="first">1 to <see cref="MaxPage"/>; what is beyond is brought to the nearest.</param>
    public async Task<MailPage> Page(DistributorInterfaceId? @interface, IReadOnlyCollection<VenueId>? venues, MailId? after, int first)
    {
        first = Math.Clamp(first, 1, MaxPage);
        var parameters = new DynamicParameters(new { @interface, after, limit = first + 1 });
        string?[] conditions =
        [
            @interface is null ? null : "interface_id = @interface",
            venues is null ? null : $"interface_id IN (SELECT id FROM catalog_entry WHERE venue_id IN ({parameters.AddIds(venues.Select(venue => venue.Value))}))",
            after is null ? null : "(created_at, id) < (SELECT created_at, id FROM mail WHERE id = @after)",
        ];
        var where = string.Join(" AND ", conditions.OfType<string>());
        var found = await List(
            $"SELECT {Columns} FROM mail {(where.Length == 0 ? "" : $"WHERE {where}")} ORDER BY created_at DESC, id DESC LIMIT @limit",
            parameters);
        return found.Length > first ? new MailPage(found[..first], found[first - 1].Id) : new MailPage(found, null);
    }

    internal async Task<AlertState> StateOf(DistributorInterfaceId distributor) => await database.Read(async connection =>
    {
        var found = await connection.QuerySingleOrDefaultAsync<string?>("SELECT state FROM alert_state WHERE interface_id = @distributor", new { distributor });
        return found is null ? AlertState.Well : JsonSerializer.Deserialize<AlertState>(found)!;
    });

    /// <summary>False, and nothing is changed, when somebody else was first.</summary>
    /// <param name="state">Its version is one more than that of what it was made from.</param>
    internal async Task<bool> Save(DistributorInterfaceId distributor, AlertState state, IEnumerable<AlertMail> mails)
    {
        try
        {
            await database.Write(async (connection, transaction) =>
            {
                var sql = state.Version == 1
                    ? "INSERT INTO alert_state (interface_id, state, version) VALUES (@distributor, @State, @Version) ON CONFLICT DO NOTHING"
                    : "UPDATE alert_state SET state = @State, version = @Version WHERE interface_id = @distributor AND version = @Version - 1";
                if (await connection.ExecuteAsync(sql, new { distributor, State = JsonSerializer.Serialize(state), state.Version }, transaction) != 1)
                {
                    throw new SupersededException();
                }

                await Insert(connection, transaction, mails);
            });
            return true;
        }
        catch (SupersededException)
        {
            return false;
        }
    }

    /// <summary>What is to be sent now, the oldest first.</summary>
    internal Task<ImmutableArray<AlertMail>> Due(DateTimeOffset now, int first) =>
        List($"SELECT {Columns} FROM mail WHERE next_attempt <= @now ORDER BY next_attempt, id LIMIT @first", new { now, first });

    /// <summary>How an attempt ended.</summary>
    internal Task Keep(AlertMail mail) => database.Write((connection, transaction) => connection.ExecuteAsync(
        """
        UPDATE mail SET next_attempt = @NextAttempt, attempts = @Attempts, sent_at = @SentAt, given_up_at = @GivenUpAt, problem = @Problem
        WHERE id = @Id AND sent_at IS NULL
        """,
        Row(mail),
        transaction));

    private static Task Insert(DbConnection connection, DbTransaction transaction, IEnumerable<AlertMail> mails) => connection.ExecuteAsync(
        """
        INSERT INTO mail (id, interface_id, kind, recipient, subject, text, html, created_at, next_attempt, attempts)
        VALUES (@Id, @Interface, @Kind, @Recipient, @Subject, @Text, @Html, @CreatedAt, @NextAttempt, 0) ON CONFLICT (id) DO NOTHING
        """,
        mails.Select(Row),
        transaction);

    private static object Row(AlertMail mail) => new
    {
        mail.Id,
        mail.Interface,
        Kind = (int)mail.Kind,
        mail.Recipient,
        mail.Subject,
        mail.Text,
        mail.Html,
        mail.CreatedAt,
        mail.NextAttempt,
        mail.Attempts,
        mail.SentAt,
        mail.GivenUpAt,
        mail.Problem,
    };

    private Task<ImmutableArray<AlertMail>> List(string sql, object parameters) => database.Read(async connection =>
    {
        var found = ImmutableArray.CreateBuilder<AlertMail>();
        await using var reader = await connection.ExecuteReaderAsync(sql, parameters);
        while (await reader.ReadAsync())
        {
            found.Add(Read(reader));
        }

        return found.DrainToImmutable();
    });

    private static AlertMail Read(DbDataReader row) => new(
        new MailId(row.GetGuid(0)),
        new DistributorInterfaceId(row.GetGuid(1)),
        (AlertKind)row.GetInt32(2),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        row.GetString(6),
        Moment(row, 7)!.Value,
        Moment(row, 8),
        row.GetInt32(9),
        Moment(row, 10),
        Moment(row, 11),
        row.IsDBNull(12) ? null : row.GetString(12));

    private static DateTimeOffset? Moment(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    /// <summary>Undoes the transaction; it never leaves this class.</summary>
    private sealed class SupersededException : Exception;
}
