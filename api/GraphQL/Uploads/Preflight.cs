namespace Distribution.Api.GraphQL.Uploads;

/// <summary>
/// A form of another site can send a multipart request without the browser asking this server first. It can't add a header of its own without
/// that question, so one is required.
/// </summary>
internal static class Preflight
{
    /// <summary>Those that clients and servers have agreed on; any of them will do, with any value.</summary>
    public static readonly string[] Headers = ["GraphQL-Require-Preflight", "Apollo-Require-Preflight", "X-Apollo-Operation-Name", "X-Requested-With"];

    public static bool Passed(HttpRequest http) => Headers.Any(header => http.Headers[header].Any(value => !string.IsNullOrEmpty(value)));
}
