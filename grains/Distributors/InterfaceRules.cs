using System.Collections.Immutable;
using System.Net.Mail;
using System.Text.Json;
using Distribution.Connectors;
using Distribution.Primitives;

namespace Distribution.Distributors;

/// <summary>What is wrong with a set-up, all of it at once.</summary>
internal static class InterfaceRules
{
    public const int MaxEmails = 20;

    /// <summary>RFC 5321, section 4.5.3.1.3.</summary>
    private const int MaxEmail = 254;

    /// <param name="kept">What is kept of a secret that was set before.</param>
    public static ImmutableArray<Refusal> Problems(SetUpInterface command, IDistributorConnector connector, Func<SetupField, string?> kept) =>
    [
        .. Enum.GetValues<SetupField>().SelectMany(field => Problems(
            field, command.Value(field), connector.Fields.FirstOrDefault(declared => declared.Field == field), connector.Type, kept(field) is not null)),
        .. Emails(command.Emails),
    ];

    private static IEnumerable<Refusal> Problems(SetupField field, string? value, ConnectorField? declared, string type, bool isKept) => (declared, value) switch
    {
        (null, null) => [],
        (null, _) => [new(RefusalCode.Invalid, Name(field), $"Interfaces of type \"{type}\" have no {Noun(field)}: leave it out.")],
        (_, null) when isKept => [],
        (_, null) => [new(RefusalCode.Invalid, Name(field), $"Interfaces of type \"{type}\" need a {Noun(field)}.")],
        _ => field is SetupField.Url ? Url(value, declared.MaxLength) : Text(field, value, declared.MaxLength),
    };

    /// <summary>As it is called in commands and in the API.</summary>
    private static string Name(SetupField field) => JsonNamingPolicy.CamelCase.ConvertName(field.ToString());

    private static string Noun(SetupField field) => field switch
    {
        SetupField.Url => "URL",
        SetupField.ManagerCode => "manager code",
        _ => Name(field),
    };

    private static IEnumerable<Refusal> Url(string url, int max)
    {
        if (url.Length == 0 || url.Length > max || !Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("https" or "http"))
        {
            yield return new(RefusalCode.Invalid, "url", $"The URL is absolute, starts with https://, such as https://exchange.example.com/api, and has at most {max} characters.");
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

    private static IEnumerable<Refusal> Text(SetupField field, string text, int max)
    {
        if (text.Length == 0 || text.Length > max || text.Any(char.IsControl))
        {
            yield return new(RefusalCode.Invalid, Name(field), $"The {Noun(field)} has 1 to {max} characters, none of them a control character.");
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
