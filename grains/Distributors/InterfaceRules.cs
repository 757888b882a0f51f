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
            field, command.Value(field), connector.Fields.FirstOrDefault(declared => declared.Field == field), connector, kept(field) is not null)),
        .. Emails(command.Emails),
    ];

    private static IEnumerable<Refusal> Problems(SetupField field, string? value, ConnectorField? declared, IDistributorConnector connector, bool isKept) => (declared, value) switch
    {
        (null, null) => [],
        (null, _) => [new(RefusalCode.Invalid, Name(field), $"Interfaces of type \"{connector.Type}\" have no {Noun(field)}: leave it out.")],
        (_, null) when isKept || declared.IsOptional => [],
        (_, null) => [new(RefusalCode.Invalid, Name(field), $"Interfaces of type \"{connector.Type}\" need a {Noun(field)}.")],
        _ => Text(field, value, connector, declared) is { } problem ? [problem] : [],
    };

    /// <summary>As it is called in commands and in the API.</summary>
    private static string Name(SetupField field) => JsonNamingPolicy.CamelCase.ConvertName(field.ToString());

    private static string Noun(SetupField field) => field switch
    {
        SetupField.Url => "URL",
        SetupField.ManagerCode => "manager code",
        SetupField.HostKey => "host key",
        SetupField.DoneFolder => "folder for read files",
        SetupField.FileFormat => "file format",
        _ => Name(field),
    };

    private static Refusal? Text(SetupField field, string text, IDistributorConnector connector, ConnectorField declared)
    {
        var isMeant = text.Length > 0 && text.Length <= declared.MaxLength && !text.Any(letter => char.IsControl(letter) && !(declared.IsMultiLine && letter is '\r' or '\n'));
        return !isMeant ? new(RefusalCode.Invalid, Name(field), $"The {Noun(field)} has 1 to {declared.MaxLength} characters, none of them a control character.")
            : connector.SetupProblem(field, text) is { } problem ? new(RefusalCode.Invalid, Name(field), problem)
            : null;
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
