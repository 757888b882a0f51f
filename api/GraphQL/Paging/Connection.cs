using Distribution.Api.GraphQL.Fields;

namespace Distribution.Api.GraphQL.Paging;

/// <summary>A part of a list, as the specification of GraphQL cursor connections has it.</summary>
/// <param name="Nodes">The entries of this part, without their cursors.</param>
/// <param name="PageInfo">Whether there is more, and from where to ask on.</param>
/// <param name="TotalCount">How many entries the whole list has; null where counting them would cost more than reading this part.</param>
public record Connection<T>(IReadOnlyList<T> Nodes, PageInfo PageInfo, int? TotalCount, [property: Hidden] Func<int, string> CursorAt) where T : notnull
{
    /// <summary>The entries of this part, each with its cursor.</summary>
    public IReadOnlyList<Edge<T>> Edges => [.. Nodes.Select((node, at) => new Edge<T>(CursorAt(at), node))];
}

/// <summary>An entry of a list, with where it stands in it.</summary>
/// <param name="Cursor">Give it as <c>after</c> for what comes behind this entry.</param>
/// <param name="Node">The entry itself.</param>
public sealed record Edge<T>(string Cursor, T Node) where T : notnull;

/// <summary>Where a part of a list ends, and whether there is more.</summary>
/// <param name="HasNextPage">Whether there are entries behind this part.</param>
/// <param name="HasPreviousPage">Whether there are entries before this part.</param>
/// <param name="StartCursor">Of the first entry; null for a part without entries.</param>
/// <param name="EndCursor">Of the last entry, for the <c>after</c> of the next part; null for a part without entries.</param>
public sealed record PageInfo(bool HasNextPage, bool HasPreviousPage, string? StartCursor, string? EndCursor);
