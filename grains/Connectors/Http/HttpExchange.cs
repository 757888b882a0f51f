using System.Net;

namespace Distribution.Connectors.Http;

/// <summary>One request with all its attempts.</summary>
internal abstract record HttpExchange(IReadOnlyList<Attempt> Attempts)
{
    /// <summary>The last attempt was answered, with any status.</summary>
    public sealed record Answered(HttpStatusCode Status, ReadOnlyMemory<byte> Body, IReadOnlyList<Attempt> Attempts) : HttpExchange(Attempts);

    /// <summary>No attempt was answered in the end; without attempts, the circuit was open.</summary>
    public sealed record Failed(Exception Cause, IReadOnlyList<Attempt> Attempts) : HttpExchange(Attempts);
}
