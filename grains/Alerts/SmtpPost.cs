using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Distribution.Alerts;

/// <summary>What became of an attempt to send one e-mail.</summary>
/// <param name="Problem">Null: the server has taken it.</param>
/// <param name="IsFinal">It said that trying again can't help.</param>
internal readonly record struct Posted(string? Problem, bool IsFinal);

/// <summary>Hands e-mails to the SMTP server, over one connection as long as it lasts.</summary>
internal sealed class SmtpPost(MailSettings settings) : IAsyncDisposable
{
    private readonly SmtpClient _client = new() { Timeout = (int)settings.Timeout.TotalMilliseconds };

    public async Task<Posted> Send(AlertMail mail, CancellationToken cancellationToken)
    {
        // The time-out of the library is for each read, and a server may drip.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(settings.Timeout);
        try
        {
            await Connect(patience.Token);
            await _client.SendAsync(Message(mail, settings), patience.Token);
            return default;
        }
        catch (SmtpCommandException refused)
        {
            return new Posted($"{(int)refused.StatusCode} {refused.Message}", (int)refused.StatusCode >= 500);
        }
        catch (AuthenticationException refused)
        {
            // The set-up is wrong, not the e-mail: it leaves once somebody has mended that.
            return new Posted($"The server refused the login: {refused.Message}", false);
        }
        catch (Exception lost) when (lost is IOException or System.Net.Sockets.SocketException or ProtocolException or SslHandshakeException or ServiceNotConnectedException
            or ServiceNotAuthenticatedException or NotSupportedException or TimeoutException)
        {
            return new Posted(lost.Message, false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await Disconnect();
            return new Posted($"The server did not answer within {settings.Timeout.TotalSeconds:0.#} s.", false);
        }
    }

    public static MimeMessage Message(AlertMail mail, MailSettings settings)
    {
        var from = MailboxAddress.Parse(settings.From);
        var message = new MimeMessage
        {
            MessageId = $"{mail.Id}@{from.Domain}",
            Date = mail.CreatedAt,
            Subject = MailText.OneLine(mail.Subject, 200),
            Body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody(),
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress(null, mail.Recipient));
        // RFC 3834: nobody's holiday notice is to answer.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }

    public async ValueTask DisposeAsync()
    {
        await Disconnect();
        _client.Dispose();
    }

    private async Task Connect(CancellationToken cancellationToken)
    {
        if (_client.IsConnected && !_client.IsAuthenticated && settings.User is not null)
        {
            await Disconnect();
        }

        if (!_client.IsConnected)
        {
            await _client.ConnectAsync(settings.Host!, settings.Port, settings.SocketOptions, cancellationToken);
        }

        if (settings.User is { } user && !_client.IsAuthenticated)
        {
            await _client.AuthenticateAsync(user, settings.Password ?? "", cancellationToken);
        }
    }

    private async Task Disconnect()
    {
        try
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await _client.DisconnectAsync(_client.IsConnected, soon.Token);
        }
#pragma warning disable CA1031 // It is the end of the conversation, however it ends.
        catch (Exception)
#pragma warning restore CA1031
        {
            // What was taken was taken; nothing hangs on a good-bye.
        }
    }
}
