using System.Net;
using System.Net.Sockets;

namespace Distribution.Silo;

internal static class FreePort
{
    /// <summary>The configured port, or for 0 one that is free now. Orleans must know its port before it listens.</summary>
    public static int Or(int configured, IPAddress address)
    {
        if (configured != 0)
        {
            return configured;
        }

        using var probe = new TcpListener(address, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
