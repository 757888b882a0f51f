using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace Distribution.Silo;

/// <summary>Finds out before anything is started, and in a sentence, what Kestrel would report last and with a stack trace.</summary>
internal static class ListeningAddresses
{
    public const string Setting = "ASPNETCORE_URLS";

    private const string Certificate = "Kestrel:Certificates:Default";

    /// <summary>Marks the certificate that <c>dotnet dev-certs</c> makes, which Kestrel takes where no other is configured.</summary>
    private const string DevelopmentCertificate = "1.3.6.1.4.1.311.84.1.1";

    /// <exception cref="StartRefusedException">An address is malformed, or taken, or has no certificate.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var url in (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = Parse(url);
            if (address.Scheme == "https" && !HasCertificate(configuration))
            {
                throw new StartRefusedException(Setting, $"{url} needs a certificate: set {Certificate}:Path and {Certificate}:Password.");
            }

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

    private static bool HasCertificate(IConfiguration configuration)
    {
        if (configuration.GetSection(Certificate).Exists())
        {
            return true;
        }

        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser, OpenFlags.ReadOnly);
        return store.Certificates.Any(certificate => certificate.Extensions[DevelopmentCertificate] is not null);
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
