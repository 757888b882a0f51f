namespace Distribution.Api.Security;

internal static class SameOrigin
{
    /// <summary>
    /// Whether a request comes from a page of this server, or from no page at all. The scheme is left out of account: behind
    /// a proxy that ends TLS it differs.
    /// </summary>
    public static bool Of(HttpRequest request) => request.Headers.Origin switch
    {
        [] => true,
        [{ } origin] => Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && page.Authority.Equals(new Uri($"{page.Scheme}://{request.Host}").Authority, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
