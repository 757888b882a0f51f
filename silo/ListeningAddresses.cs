using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Distribution.Silo;

/// <summary>Finds out before anything is started, and in a sentence, what Kestrel would report last and with a stack trace.</summary>
internal static class ListeningAddresses
{
    public const string Setting = "ASPNETCORE_URLS";

    /// <exception cref="StartRefusedException">An address is malformed, or taken.</exception>
    public static void Check(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = Parse(url);
            if (address is { IsUnixPipe: false, IsNamedPipe: false, Port: not 0 })
            {
                foreach (var ip in Listening(address.Host))
                {
                    CheckFree(url, new IPEndPoint(ip, address.Port));
                }
            }
        }
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address switch
            {
                { Scheme: not ("http" or "https") } => throw new FormatException("it starts with http:// or https://"),
                { PathBase.Length: > 0 } => throw new FormatException("it has no path"),
                { Port: < 0 or > IPEndPoint.MaxPort } => throw new FormatException($"a port is at most {IPEndPoint.MaxPort}"),
                { Host: "localhost", Port: 0 } => throw new FormatException("for a free port, write http://127.0.0.1:0"),
                _ => address,
            };
        }
        catch (FormatException problem)
        {
            throw new StartRefusedException(Setting, $"\"{url}\" is not an address to listen on: {problem.Message}", problem);
        }
    }

    private static IPAddress[] Listening(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback]
        : IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? [ip]
        : [IPAddress.Any];

    private static void CheckFree(string url, IPEndPoint endpoint)
    {
        try
        {
            using var probe = new TcpListener(endpoint);
            probe.Start();
        }
        catch (SocketException problem)
        {
            var why = problem.SocketErrorCode is SocketError.AddressAlreadyInUse ? "the port is in use by another process." : problem.Message;
            throw new StartRefusedException(Setting, $"can't listen on {url}: {why}", problem);
        }
    }
}
