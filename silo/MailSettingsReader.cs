using System.Globalization;
using System.Net;
using System.Net.Mail;
using Distribution.Alerts;

namespace Distribution.Silo;

/// <summary>Reads and checks <c>Distribution:Mail</c> and <c>Distribution:PublicUrl</c>.</summary>
internal static class MailSettingsReader
{
    private const int MaxText = 500;

    private static readonly string[] Known = ["Host", "Port", "User", "Password", "From", "Tls", "Language", "TimeoutSeconds"];

    /// <exception cref="StartRefusedException">A setting is wrong or unknown, or one is missing that the others need.</exception>
    public static MailSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(DistributionSettings.MailSection);
        foreach (var setting in section.GetChildren())
        {
            if (!Known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new StartRefusedException(setting.Path, $"there is no such setting; there are {string.Join(", ", Known)}.");
            }
        }

        var publicUrl = PublicUrl(DistributionSettings.Text(configuration, DistributionSettings.PublicUrlSetting));
        if (Text(configuration, "Host") is not { } host)
        {
            var alone = section.GetChildren().FirstOrDefault(setting => !string.IsNullOrWhiteSpace(setting.Value) && !setting.Key.Equals("Language", StringComparison.OrdinalIgnoreCase));
            return alone is null
                ? MailSettings.Off with { PublicUrl = publicUrl, Language = Language(Text(configuration, "Language")) }
                : throw new StartRefusedException(alone.Path, $"it means nothing without {Name("Host")}, the SMTP server.");
        }

        var (tls, user, password) = (Tls(Text(configuration, "Tls")), Text(configuration, "User"), Text(configuration, "Password"));
        return new MailSettings(
            Host(host, tls),
            Number(configuration, "Port", tls is MailTls.Implicit ? 465 : 587, 1, IPEndPoint.MaxPort),
            user,
            (user is null) == (password is null)
                ? password
                : throw new StartRefusedException(Name(user is null ? "User" : "Password"), "set user and password both, or neither."),
            From(Text(configuration, "From")),
            tls,
            Language(Text(configuration, "Language")),
            publicUrl,
            TimeSpan.FromSeconds(Number(configuration, "TimeoutSeconds", 30, 1, 300)));
    }

    private static string Name(string setting) => $"{DistributionSettings.MailSection}:{setting}";

    private static string? Text(IConfiguration configuration, string setting) => DistributionSettings.Text(configuration, Name(setting)) is not { } text ? null
        : text.Length <= MaxText && !text.Any(char.IsControl) ? text
        : throw new StartRefusedException(Name(setting), $"it has at most {MaxText} characters and no control characters.");

    private static string Host(string host, MailTls tls) =>
        Uri.CheckHostName(host) is UriHostNameType.Unknown ? throw new StartRefusedException(Name("Host"), $"\"{host}\" is not the name of a host.")
        : tls is MailTls.None && !IsThisMachine(host) ? throw new StartRefusedException(Name("Tls"), "only a server on this machine may be spoken to in clear; use StartTls or Implicit.")
        : host;

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static int Number(IConfiguration configuration, string setting, int otherwise, int min, int max) => Text(configuration, setting) switch
    {
        null => otherwise,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max => number,
        var text => throw new StartRefusedException(Name(setting), $"\"{text}\" is not a number from {min} to {max}."),
    };

    private static string From(string? from) => from is not null && MailAddress.TryCreate(from, out var address) && address.Address == from
        ? from
        : throw new StartRefusedException(Name("From"), from is null ? "say which address e-mails come from, such as distribution@example.com." : $"\"{from}\" is not a bare e-mail address.");

    private static MailTls Tls(string? text) => text?.ToUpperInvariant() switch
    {
        null or "STARTTLS" => MailTls.StartTls,
        "IMPLICIT" => MailTls.Implicit,
        "NONE" => MailTls.None,
        _ => throw new StartRefusedException(Name("Tls"), $"\"{text}\" is none of StartTls, Implicit and None."),
    };

    private static MailLanguage Language(string? text) => text?.ToUpperInvariant() switch
    {
        null or "FR" => MailLanguage.French,
        "EN" => MailLanguage.English,
        _ => throw new StartRefusedException(Name("Language"), $"\"{text}\" is neither fr nor en."),
    };

    private static Uri? PublicUrl(string? text) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0 ? url
        : throw new StartRefusedException(DistributionSettings.PublicUrlSetting, $"\"{text}\" is not an address that begins with https:// (or http://) and has no user and nothing after ? or #.");
}
