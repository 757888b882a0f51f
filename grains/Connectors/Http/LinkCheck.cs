using Distribution.Distributors;

namespace Distribution.Connectors.Http;

/// <summary>What must be right about an address before anything is sent over it.</summary>
internal static class LinkCheck
{
    private const string Correct = "Correct the address in the interface's set-up, then run it again.";

    /// <summary>What is wrong with the address; null when nothing is.</summary>
    public static ExchangeError? Problem(Uri url)
    {
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

        return null;
    }

    /// <summary>Credentials that the wire can't bear.</summary>
    public static ExchangeError Credentials(string problem) => Technical(
        $"The interface's {problem}, so nothing was sent.", "Correct it in the interface's set-up, then run it again.");

    private static ExchangeError Technical(string message, string whatToDo) => new(ErrorKind.Technical, message, whatToDo);
}
