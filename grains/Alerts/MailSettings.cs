using MailKit.Security;

namespace Distribution.Alerts;

/// <summary>How e-mail leaves this installation, and what its links begin with.</summary>
/// <param name="Host">Of the SMTP server; null: no e-mail is sent, and none is kept to be sent.</param>
/// <param name="User">Null: the server asks for none.</param>
/// <param name="From">A bare address.</param>
/// <param name="PublicUrl">Where people reach the API, without a slash at its end; null: e-mails have no links.</param>
/// <param name="Timeout">For each step of the conversation with the server.</param>
public sealed record MailSettings(
    string? Host, int Port, string? User, string? Password, string From, MailTls Tls, MailLanguage Language, Uri? PublicUrl, TimeSpan Timeout)
{
    public static readonly MailSettings Off = new(null, 587, null, null, "", MailTls.StartTls, MailLanguage.French, null, TimeSpan.FromSeconds(30));

    internal SecureSocketOptions SocketOptions => Tls switch
    {
        MailTls.None => SecureSocketOptions.None,
        MailTls.Implicit => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    public override string ToString() => $"{nameof(MailSettings)} {{ {Host}:{Port}, {User}, {From}, {Tls}, {Language} }}";
}

public enum MailTls
{
    /// <summary>In clear; only for a server on this machine.</summary>
    None = 1,
    /// <summary>It begins in clear and must then change to TLS.</summary>
    StartTls,
    /// <summary>TLS from the first byte, as on port 465.</summary>
    Implicit,
}

/// <summary>Of all e-mails of an installation. What a distributor said, and what to do about it, stands in them as it stands in the API.</summary>
public enum MailLanguage
{
    French = 1,
    English,
}
