using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Distribution.Tests.Fixtures;

/// <summary>An SMTP server on loopback that takes e-mails as RFC 5321 says, and fails in one way for as many conversations as it is told.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentBag<Task> _conversations = [];
    private readonly Task _listening;
    private SmtpFailure _failure;
    private int _times;

    public SmtpServer()
    {
        _listener.Start();
        _listening = Listen();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every message that was received whole, in order, whether it was acknowledged or not.</summary>
    public ConcurrentQueue<ReceivedMail> Mails { get; } = new();

    /// <summary>The credentials of each login, as <c>user:password</c>.</summary>
    public ConcurrentQueue<string> Logins { get; } = new();

    public void FailWith(SmtpFailure failure, int times = int.MaxValue) => (_failure, _times) = (failure, times);

    public void Heal() => _times = 0;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await Task.WhenAll([_listening, .. _conversations]);
        _ending.Dispose();
    }

    private async Task Listen()
    {
        while (!_ending.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_ending.Token);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            _conversations.Add(Converse(client));
        }
    }

    private async Task Converse(TcpClient client)
    {
        using (client)
        {
            try
            {
                var failure = _times > 0 ? _failure : SmtpFailure.None;
                _times -= _times > 0 ? 1 : 0;
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
                await Converse(reader, writer, failure);
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException or SocketException)
            {
                // The other side has gone, or the test has.
            }
        }
    }

    private async Task Converse(StreamReader reader, StreamWriter writer, SmtpFailure failure)
    {
        switch (failure)
        {
            case SmtpFailure.Drop:
                return;
            case SmtpFailure.Slow:
                // It never greets; whoever waits has to give up.
                await reader.ReadLineAsync(_ending.Token);
                return;
            case SmtpFailure.Refuse:
                await writer.WriteLineAsync("421 not now");
                return;
        }

        var (from, recipients) = ("", new List<string>());
        await writer.WriteLineAsync("220 loopback ESMTP");
        while (await reader.ReadLineAsync(_ending.Token) is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await writer.WriteLineAsync("250-loopback");
                    await writer.WriteLineAsync("250-AUTH PLAIN");
                    await writer.WriteLineAsync("250 8BITMIME");
                    break;
                case "AUTH":
                    Logins.Enqueue(string.Join(':', Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])).Split('\0')[1..]));
                    await writer.WriteLineAsync(failure is SmtpFailure.BadLogin ? "535 no" : "235 welcome");
                    break;
                case "MAIL":
                    (from, recipients) = (Address(line), []);
                    await writer.WriteLineAsync("250 fine");
                    break;
                case "RCPT":
                    recipients.Add(Address(line));
                    await writer.WriteLineAsync(failure is SmtpFailure.UnknownRecipient ? "550 nobody of that name" : "250 fine");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var data = await Data(reader);
                    if (failure is SmtpFailure.Temporary)
                    {
                        await writer.WriteLineAsync("451 try again later");
                        break;
                    }

                    Mails.Enqueue(new ReceivedMail(from, [.. recipients], data));
                    if (failure is SmtpFailure.DropAfterData)
                    {
                        return;
                    }

                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 good-bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 fine");
                    break;
            }
        }
    }

    private async Task<string> Data(StreamReader reader)
    {
        var data = new StringBuilder();
        while (await reader.ReadLineAsync(_ending.Token) is { } line && line != ".")
        {
            data.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return data.ToString();
    }

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}

public enum SmtpFailure
{
    None,
    /// <summary>Breaks the connection at once.</summary>
    Drop,
    /// <summary>Never says a word.</summary>
    Slow,
    /// <summary>Greets with 421.</summary>
    Refuse,
    /// <summary>Takes the message and answers 451.</summary>
    Temporary,
    /// <summary>Takes the message and breaks the connection before it says so.</summary>
    DropAfterData,
    /// <summary>Answers 550 to the recipient.</summary>
    UnknownRecipient,
    BadLogin,
}

/// <param name="Data">Headers and body as they came.</param>
internal sealed record ReceivedMail(string From, IReadOnlyList<string> Recipients, string Data)
{
    public MimeKit.MimeMessage Message => MimeKit.MimeMessage.Load(new MemoryStream(Encoding.Latin1.GetBytes(Data)));
}
