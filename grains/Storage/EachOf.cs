using Dapper;

namespace Distribution.Storage;

/// <summary>The same short read for each of some ids, in one statement: each has an order and a limit of its own, and finds its rows by their index.</summary>
internal static class EachOf
{
    /// <summary>Ids in one statement; SQLite takes 500.</summary>
    public const int Max = 200;

    /// <param name="ids">At most <see cref="Max"/>; they are parameters then.</param>
    /// <param name="select">What is read for an id, with <c>@Of</c> where it stands.</param>
    public static string AddEach(this DynamicParameters parameters, IEnumerable<Guid> ids, string select) => string.Join(" UNION ALL ", ids.Select((id, at) =>
    {
        parameters.Add($"Of{at}", id);
        return $"SELECT * FROM ({select.Replace("@Of", $"@Of{at}", StringComparison.Ordinal)}) AS part{at}";
    }));
}
