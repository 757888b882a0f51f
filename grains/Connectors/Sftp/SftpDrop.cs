using System.Net.Sockets;
using Distribution.Distributors;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Distribution.Connectors.Sftp;

/// <summary>One session with an SFTP server whose key is known.</summary>
internal sealed class SftpDrop : IFileDrop
{
    private readonly SftpClient _client;
    private readonly string _root;
    private readonly string _server;

    private SftpDrop(SftpClient client, string root, string server)
    {
        _client = client;
        _root = root;
        _server = server;
    }

    /// <exception cref="DropException">It can't be opened; the error says why.</exception>
    public static async Task<SftpDrop> Open(ConnectorLink link, IKnownHosts hosts, SftpOptions options, CancellationToken cancellationToken)
    {
        var port = link.Url.Port > 0 ? link.Url.Port : 22;
        var server = $"{link.Url.IdnHost}:{port}";
        var known = link.HostKey.Length > 0 ? link.HostKey : await hosts.KeyOf(server);
        var seen = "";
        var client = new SftpClient(new ConnectionInfo(link.Url.IdnHost, port, link.User, Login(link)) { Timeout = options.ConnectTimeout, RetryAttempts = 1 })
        {
            OperationTimeout = options.AnswerTimeout,
        };
        client.HostKeyReceived += (_, key) =>
        {
            seen = $"SHA256:{key.FingerPrintSHA256.TrimEnd('=')}";
            key.CanTrust = known is null || Same(known, seen);
        };
        try
        {
            await client.ConnectAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is SshException or SocketException or InvalidOperationException)
        {
            client.Dispose();
            throw new DropException(known is not null && seen.Length > 0 && !Same(known, seen) ? OtherKey(server, known, seen) : SftpWords.NotOpened(server, exception));
        }

        // Only now is it certain that the one with this key also lets us in.
        if (known is null && !link.IsDry)
        {
            await hosts.Trust(server, seen);
        }

        return new SftpDrop(client, Uri.UnescapeDataString(link.Url.AbsolutePath).TrimEnd('/'), server);
    }

    public Task<IReadOnlyList<DroppedFile>> List(string folder, int most, CancellationToken cancellationToken) => Do<IReadOnlyList<DroppedFile>>(folder, async () =>
    {
        var files = new List<DroppedFile>();
        await foreach (var file in _client.ListDirectoryAsync(PathOf(folder), cancellationToken))
        {
            if (file.IsRegularFile && files.Count < most)
            {
                files.Add(new DroppedFile(file.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero)));
            }
        }

        return files;
    });

    public Task<byte[]> Read(string path, int most, CancellationToken cancellationToken) => Do(path, async () =>
    {
        await using var stream = await _client.OpenAsync(PathOf(path), FileMode.Open, FileAccess.Read, cancellationToken);
        using var content = new MemoryStream();
        var some = new byte[32 * 1024];
        for (int read; content.Length <= most && (read = await stream.ReadAsync(some, cancellationToken)) > 0;)
        {
            content.Write(some, 0, read);
        }

        return content.ToArray();
    });

    public async Task<DroppedFile?> Find(string path, CancellationToken cancellationToken)
    {
        try
        {
            var file = await _client.GetAttributesAsync(PathOf(path), cancellationToken);
            return new DroppedFile(path[(path.LastIndexOf('/') + 1)..], file.Size, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is SshException or SocketException or ObjectDisposedException)
        {
            throw new DropException(SftpWords.Broke(_server, path, exception)) { IsOfOneFile = exception is SftpPermissionDeniedException };
        }
    }

    public Task Move(string path, string to, CancellationToken cancellationToken) => Do(path, async () =>
    {
        await _client.RenameFileAsync(PathOf(path), PathOf(to), cancellationToken);
        return true;
    });

    public Task Write(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => Do(path, async () =>
    {
        var part = PathOf($"{path}.part");
        await using (var stream = await _client.OpenAsync(part, FileMode.Create, FileAccess.Write, cancellationToken))
        {
            await stream.WriteAsync(content, cancellationToken);
        }

        _client.RenameFile(part, PathOf(path), isPosix: true);
        return true;
    });

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<T> Do<T>(string path, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is SshException or SocketException or ObjectDisposedException or IOException)
        {
            throw new DropException(SftpWords.Broke(_server, path, exception)) { IsOfOneFile = exception is SftpPermissionDeniedException or SftpPathNotFoundException };
        }
    }

    private string PathOf(string path) => path.Length == 0 ? (_root.Length == 0 ? "/" : _root) : $"{_root}/{path}";

    private static AuthenticationMethod[] Login(ConnectorLink link)
    {
        if (!link.Password.StartsWith("-----BEGIN ", StringComparison.Ordinal))
        {
            return [new PasswordAuthenticationMethod(link.User, link.Password)];
        }

        try
        {
            return [new PrivateKeyAuthenticationMethod(link.User, new PrivateKeyFile(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(link.Password))))];
        }
        catch (Exception exception) when (exception is SshException or FormatException or ArgumentException)
        {
            throw new DropException(new ExchangeError(
                ErrorKind.Technical, "The interface's private key can't be read.", "Enter it in the set-up as OpenSSH or PEM text, without a passphrase, then run it again."));
        }
    }

    /// <summary>With or without the padding that some programs print.</summary>
    private static bool Same(string fingerprint, string other) => fingerprint.TrimEnd('=').Equals(other.TrimEnd('='), StringComparison.Ordinal);

    private static ExchangeError OtherKey(string server, string known, string seen) => new(
        ErrorKind.Technical,
        $"The SFTP server {server} shows the key {seen}, and it is known by {known}. It may be another machine, so nothing was sent to it, no password either.",
        "Ask the distributor whether its key is a new one. If so, enter the new key as the host key in the interface's set-up, then run it again.");
}
