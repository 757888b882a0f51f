using System.Net;

namespace Distribution.Connectors.Http;

/// <summary>How one attempt of an HTTP exchange ended.</summary>
/// <param name="Status">There if, and only if, it was answered.</param>
internal sealed record Attempt(AttemptEnd End, HttpStatusCode? Status = null);

internal enum AttemptEnd
{
    /// <summary>It failed before the first byte of the message's body was given to the network: nobody can have taken it.</summary>
    NotSent = 1,
    /// <summary>It was sent, at least in part, and no whole answer came.</summary>
    Lost,
    /// <summary>A whole answer came.</summary>
    Answered,
}
