using System.Net.Sockets;
using Distribution.Distributors;
using Renci.SshNet.Common;

namespace Distribution.Connectors.Sftp;

/// <summary>What the manager of a box office is told when files can't be fetched.</summary>
internal static class SftpWords
{
    private const string Later = "Run it again later; if it keeps failing, tell support. A file of sales can be imported by hand meanwhile.";

    public static ExchangeError NotOpened(string server, Exception exception) => exception switch
    {
        SshAuthenticationException => new(
            ErrorKind.Technical, $"The SFTP server {server} refused the user, password or key of the interface.", "Correct them in the interface's set-up, then run it again."),
        SshOperationTimeoutException => new(ErrorKind.Technical, $"The SFTP server {server} did not answer in time.", Later),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => new(
            ErrorKind.Technical, $"No machine is known by the name of the SFTP server {server}.", "Check the address in the interface's set-up; if it is right, tell support."),
        SocketException => new(
            ErrorKind.Technical, $"The SFTP server {server} could not be reached: nothing answers there.", $"Check the address in the interface's set-up. {Later}"),
        _ => new(ErrorKind.Technical, $"No session could be opened with the SFTP server {server}.", Later),
    };

    public static ExchangeError Broke(string server, string path, Exception exception) => exception switch
    {
        SftpPermissionDeniedException => new(
            ErrorKind.Technical, $"The SFTP server {server} does not let the interface at “{Text.Quoted(path)}”.", "Ask the distributor for the right to it, then run it again."),
        SftpPathNotFoundException => new(
            ErrorKind.Technical, $"The SFTP server {server} has no “{Text.Quoted(path)}”.", "Check the folder in the interface's set-up, or ask the distributor for it; then run it again."),
        SshOperationTimeoutException => new(ErrorKind.Technical, $"The SFTP server {server} did not answer in time.", Later),
        _ => new(ErrorKind.Technical, $"The connection to the SFTP server {server} broke off.", Later),
    };
}
