namespace Distribution.Connectors.Sftp;

/// <summary>The keys by which servers were known the first time. A server whose key is another one later may be somebody else's.</summary>
public interface IKnownHosts
{
    /// <summary>The fingerprint that was trusted, or null before the first time.</summary>
    /// <param name="server">Such as <c>sftp.example.com:22</c>.</param>
    Task<string?> KeyOf(string server);

    /// <summary>Remembers the key, unless one is known.</summary>
    Task Trust(string server, string fingerprint);
}
