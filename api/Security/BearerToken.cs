namespace Distribution.Api.Security;

/// <summary>Where a token may stand.</summary>
internal static class BearerToken
{
    private const string Prefix = "Bearer ";

    private const string KeyHeader = "X-API-Key";

    /// <summary>In the header <c>Authorization</c>, or <c>X-API-Key</c>.</summary>
    public static string? In(HttpRequest request) => request.Headers.Authorization is [{ } header] ? Text(header)
        : request.Headers[KeyHeader] is [{ Length: > 0 } key] ? key.Trim()
        : null;

    /// <summary>In the payload of <c>connection_init</c>: as <c>{"Authorization": "Bearer …"}</c>, whatever the case, or <c>{"token": "…"}</c>.</summary>
    public static string? In(object? payload)
    {
        foreach (var (name, value) in payload as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>(StringComparer.Ordinal))
        {
            if (value is not string text)
            {
                continue;
            }

            if (name.Equals("authorization", StringComparison.OrdinalIgnoreCase))
            {
                return Text(text) ?? "";
            }

            if (name.Equals("token", StringComparison.OrdinalIgnoreCase))
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>What stands in a header <c>Authorization</c>; empty where that is no bearer token.</summary>
    public static ReadOnlySpan<char> Of(string header) => header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header.AsSpan(Prefix.Length).Trim() : [];

    private static string? Text(string header) => header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? Of(header).ToString() : null;
}
