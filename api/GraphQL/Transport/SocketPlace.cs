using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Limits;
using Distribution.Api.Security;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>Whose WebSocket it counts as: nobody's, until the caller is known.</summary>
internal sealed class SocketPlace(Headcount sockets) : IDisposable
{
    private const string Nobody = "";

    private IDisposable? _entry;
    private string? _name;

    /// <exception cref="ApiError">There are too many.</exception>
    public void Take(Caller? caller)
    {
        var name = caller?.Name ?? Nobody;
        if (name == _name)
        {
            return;
        }

        _entry?.Dispose();
        _entry = null;
        _entry = sockets.Enter(name);
        _name = name;
    }

    public void Dispose() => _entry?.Dispose();
}
