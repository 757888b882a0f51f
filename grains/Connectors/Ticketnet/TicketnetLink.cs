using Distribution.Distributors;

namespace Distribution.Connectors.Ticketnet;

/// <summary>What must be right about a link before anything is sent over it.</summary>
internal static class TicketnetLink
{
    private const string Correct = "Correct the address in the interface's set-up, then run it again.";

    /// <summary>What is wrong with the link; null when nothing is.</summary>
    public static ExchangeError? Problem(ConnectorLink link)
    {
        var url = link.Url;
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            return Technical("The interface's address is not a web address (https://…).", Correct);
        }

        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            return Technical(
                $"The interface's address at {url.Host} holds more than an address: a user, a password, or something after “?” or “#”.",
                "Enter the address alone in the interface's set-up, the user and the password in their own fields, then run it again.");
        }

        if (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback)
        {
            return Technical(
                $"The interface's address {url} begins with http://. Over it the password and the sales could be read on the way, so nothing was sent.",
                "Enter the address with https:// in the interface's set-up, then run it again.");
        }

        return link.User.Length == 0 || link.User.Contains(':', StringComparison.Ordinal) || link.User.Any(char.IsControl) || link.Password.Any(char.IsControl)
            ? Technical(
                "The interface's user or password can't be sent: the user is empty or has a colon, or one of them has a control character.",
                "Correct them in the interface's set-up, then run it again.")
            : null;
    }

    private static ExchangeError Technical(string message, string whatToDo) => new(ErrorKind.Technical, message, whatToDo);
}
