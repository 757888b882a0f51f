using System.Collections.Immutable;
using System.Net.Mail;
using Distribution.Primitives;

namespace Distribution.Distributors;

/// <summary>What is wrong with a set-up, all of it at once.</summary>
internal static class InterfaceRules
{
    public const int MaxEmails = 20;

    /// <summary>RFC 5321, section 4.5.3.1.3.</summary>
    private const int MaxEmail = 254;

    private const int MaxUser = 200;
    private const int MaxPassword = 1_000;
    private const int MaxUrl = 2_000;

    public static ImmutableArray<Refusal> Problems(SetUpInterface command, bool hasPassword) =>
    [
        .. Url(command.Url),
        .. Text("user", command.User, MaxUser),
        .. command.Password is null && hasPassword ? [] : Text("password", command.Password, MaxPassword),
        .. Emails(command.Emails),
    ];

    private static IEnumerable<Refusal> Url(string? url)
    {
        if (url is not { Length: > 0 and <= MaxUrl } || !Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("https" or "http"))
        {
            yield return new(RefusalCode.Invalid, "url", "The URL is absolute and starts with https://, such as https://exchange.example.com/api.");
        }
        else if (parsed.UserInfo.Length > 0)
        {
            yield return new(RefusalCode.Invalid, "url", "The URL carries no user and password; they have fields of their own, where the password is encrypted.");
        }
        else if (parsed.Query.Length > 0 || parsed.Fragment.Length > 0)
        {
            yield return new(RefusalCode.Invalid, "url", "The URL is the address alone, with nothing after \"?\" or \"#\".");
        }
        else if (parsed.Scheme == "http" && !parsed.IsLoopback)
        {
            yield return new(RefusalCode.Invalid, "url", "Over http the password could be read on the way: use https. Only a server on this machine may use http.");
        }
    }

    private static IEnumerable<Refusal> Text(string field, string? text, int max)
    {
        if (text is not { Length: > 0 } || text.Length > max || text.Any(char.IsControl))
        {
            yield return new(RefusalCode.Invalid, field, $"The {field} has 1 to {max} characters, none of them a control character.");
        }
    }

    private static IEnumerable<Refusal> Emails(ImmutableArray<string> emails)
    {
        if (emails.IsDefault || emails.Length > MaxEmails)
        {
            yield return new(RefusalCode.LimitExceeded, "emails", $"An interface has at most {MaxEmails} e-mail addresses.");
            yield break;
        }

        for (var i = 0; i < emails.Length; i++)
        {
            if (emails[i] is not { Length: <= MaxEmail } || !MailAddress.TryCreate(emails[i], out var address) || address.Address != emails[i])
            {
                yield return new(RefusalCode.Invalid, $"emails[{i}]", $"\"{emails[i]}\" is not an e-mail address.");
            }
        }
    }
}
