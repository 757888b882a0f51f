using Distribution.Connectors.Http;

namespace Distribution.Connectors.Ticketnet;

/// <summary>What must be right about a link before anything is sent over it.</summary>
internal static class TicketnetLink
{
    /// <summary>What is wrong with the link; null when nothing is.</summary>
    public static ExchangeError? Problem(ConnectorLink link) =>
        LinkCheck.Problem(link.Url)
        ?? (link.User.Length == 0 || link.User.Contains(':', StringComparison.Ordinal) || link.User.Any(char.IsControl)
            ? LinkCheck.Credentials("user is empty, or has a colon or a control character")
            : link.Password.Any(char.IsControl) ? LinkCheck.Credentials("password has a control character") : null);
}
