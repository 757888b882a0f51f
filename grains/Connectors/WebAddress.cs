namespace Distribution.Connectors;

internal static class WebAddress
{
    /// <summary>What is wrong with an address over which passwords and sales are to go; null when nothing is.</summary>
    public static string? Problem(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("https" or "http"))
        {
            return "The URL is absolute and starts with https://, such as https://exchange.example.com/api.";
        }

        return parsed.UserInfo.Length > 0 ? "The URL carries no user and password; they have fields of their own, where the password is encrypted."
            : parsed.Query.Length > 0 || parsed.Fragment.Length > 0 ? "The URL is the address alone, with nothing after \"?\" or \"#\"."
            : parsed.Scheme == "http" && !parsed.IsLoopback ? "Over http the password could be read on the way: use https. Only a server on this machine may use http."
            : null;
    }
}
