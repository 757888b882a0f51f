using System.Data.Common;
using Dapper;

namespace Distribution.Storage;

/// <summary>The same short read for each of many ids, in one statement: each has an order and a limit of its own, and finds its rows by their index.</summary>
internal static class EachOf
{
    /// <summary>Ids in one statement; SQLite takes 500.</summary>
    private const int Max = 200;

    /// <param name="select">What is read for an id, with <c>@Of</c> where it stands.</param>
    /// <param name="with">Its other parameters.</param>
    /// <param name="read">Makes something of a row; null: what Dapper makes of it.</param>
    /// <returns>What was found for each id, in the order that the select says.</returns>
    public static async Task<ILookup<Guid, T>> ReadEach<T>(this Database database, IEnumerable<Guid> ids, string select, object with, Func<DbDataReader, T>? read = null)
    {
        var found = new List<(Guid Of, T Entry)>();
        foreach (var some in ids.Chunk(Max))
        {
            await database.Read(async connection =>
            {
                var parameters = new DynamicParameters(with);
                await using var reader = await connection.ExecuteReaderAsync(parameters.AddEach(some, select), parameters);
                read ??= reader.GetRowParser<T>();
                while (await reader.ReadAsync())
                {
                    found.Add((some[reader.GetInt32(reader.FieldCount - 1)], read(reader)));
                }

                return found.Count;
            });
        }

        return found.ToLookup(row => row.Of, row => row.Entry);
    }

    /// <summary>The selects in one, each row with the number of its id behind it.</summary>
    private static string AddEach(this DynamicParameters parameters, IEnumerable<Guid> ids, string select) => string.Join(" UNION ALL ", ids.Select((id, at) =>
    {
        parameters.Add($"Of{at}", id);
        return $"SELECT part{at}.*, {at} FROM ({select.Replace("@Of", $"@Of{at}", StringComparison.Ordinal)}) AS part{at}";
    }));
}
