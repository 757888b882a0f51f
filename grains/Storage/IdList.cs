using Dapper;

namespace Distribution.Storage;

/// <summary>Ids for an <c>IN (…)</c>, one parameter each: a list that Dapper unfolds by itself does not become what an id is on SQLite.</summary>
internal static class IdList
{
    /// <summary>What stands in the brackets; the ids are parameters then.</summary>
    public static string AddIds(this DynamicParameters parameters, IEnumerable<Guid> ids)
    {
        var names = ids.Select((id, at) =>
        {
            parameters.Add($"Id{at}", id);
            return $"@Id{at}";
        }).ToList();

        // PostgreSQL takes no empty list; nothing is equal to NULL.
        return names.Count == 0 ? "NULL" : string.Join(", ", names);
    }
}
