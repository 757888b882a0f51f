using System.Globalization;
using System.Net;
using Distribution.Alerts;
using Distribution.Distributors.Executions;
using Distribution.Distributors.Reconciling;
using Distribution.Storage;
using Npgsql;

namespace Distribution.Silo;

/// <summary>What an operator can set, read once and checked. Each is ordinary .NET configuration: <c>Distribution:DataDirectory</c> is <c>Distribution__DataDirectory</c> in the environment.</summary>
public sealed record DistributionSettings
{
    public const string ConnectionStringSetting = "ConnectionStrings:Distribution";
    public const string DataDirectorySetting = "Distribution:DataDirectory";
    public const string AdministratorTokenSetting = "Distribution:AdministratorToken";
    public const string SiloPortSetting = "Distribution:SiloPort";
    public const string GatewayPortSetting = "Distribution:GatewayPort";
    public const string AdvertisedAddressSetting = "Distribution:AdvertisedAddress";

    public const string IntrospectionSetting = "Distribution:Introspection";
    public const string TrustedDocumentsSetting = "Distribution:TrustedDocuments";
    public const string OnlyTrustedDocumentsSetting = "Distribution:OnlyTrustedDocuments";

    /// <summary>Options of the connectors; each documents its own.</summary>
    public const string ConnectorsSection = "Distribution:Connectors";

    /// <summary>How e-mail is sent; see <see cref="MailSettingsReader"/>.</summary>
    public const string MailSection = "Distribution:Mail";

    /// <summary>How long what runs leave behind is kept; see <see cref="RetentionSettingsReader"/>.</summary>
    public const string RetentionSection = "Distribution:Retention";

    /// <summary>When people are told that books differ; see <see cref="ReconciliationSettingsReader"/>.</summary>
    public const string ReconciliationSection = "Distribution:Reconciliation";

    public const string PublicUrlSetting = "Distribution:PublicUrl";

    /// <summary>What the API takes from clients; it documents them itself.</summary>
    public const string LimitsSection = "Distribution:Limits";

    /// <summary>Whose tokens the API takes besides its own; it documents them itself.</summary>
    public const string IssuersSection = "Distribution:Issuers";

    public const int MinTokenLength = 16;
    public const int MaxTokenLength = 4096;

    private static readonly string[] Known =
        [DataDirectorySetting, AdministratorTokenSetting, SiloPortSetting, GatewayPortSetting, AdvertisedAddressSetting, IntrospectionSetting, PublicUrlSetting, TrustedDocumentsSetting, OnlyTrustedDocumentsSetting];

    private static readonly string[] Sections = [ConnectorsSection, LimitsSection, IssuersSection, MailSection, RetentionSection, ReconciliationSection];

    private DistributionSettings()
    {
    }

    /// <summary>Null: everything is embedded in one process, on SQLite in <see cref="DataDirectory"/>.</summary>
    public string? PostgreSql { get; private init; }

    public bool IsCluster => PostgreSql is not null;

    /// <summary>Default <c>./data</c>.</summary>
    public string DataDirectory { get; private init; } = "";

    /// <summary>Null: the program makes one and prints it once.</summary>
    public string? AdministratorToken { get; private init; }

    /// <summary>Whether the API tells its schema, and shows GraphiQL; null leaves it to where it runs.</summary>
    public bool? Introspection { get; private init; }

    public MailSettings Mail { get; private init; } = MailSettings.Off;

    public RetentionSettings Retention { get; private init; } = RetentionSettings.Default;

    public ReconciliationSettings Reconciliation { get; private init; } = ReconciliationSettings.Default;

    /// <summary>A folder or file of documents that the API answers by their ids; null: there are none.</summary>
    public string? TrustedDocuments { get; private init; }

    /// <summary>Whether the API answers no other documents.</summary>
    public bool OnlyTrustedDocuments { get; private init; }

    /// <summary>0, the default, takes a free port.</summary>
    public int SiloPort { get; private init; }

    /// <summary>0, the default, takes a free port.</summary>
    public int GatewayPort { get; private init; }

    /// <summary>Where the other silos and the API processes reach this silo; default 127.0.0.1. It also listens there.</summary>
    public IPAddress AdvertisedAddress { get; private init; } = IPAddress.Loopback;

    /// <exception cref="StartRefusedException">A setting is wrong or unknown.</exception>
    public static DistributionSettings From(IConfiguration configuration)
    {
        RefuseUnknown(configuration);
        return new DistributionSettings
        {
            PostgreSql = ReadPostgreSql(Text(configuration, ConnectionStringSetting)),
            DataDirectory = Text(configuration, DataDirectorySetting) ?? "./data",
            AdministratorToken = ReadToken(Text(configuration, AdministratorTokenSetting)),
            Introspection = ReadSwitch(configuration, IntrospectionSetting),
            Mail = MailSettingsReader.Read(configuration),
            Retention = RetentionSettingsReader.Read(configuration),
            Reconciliation = ReconciliationSettingsReader.Read(configuration),
            TrustedDocuments = Text(configuration, TrustedDocumentsSetting),
            OnlyTrustedDocuments = ReadOnlyTrusted(configuration),
            SiloPort = ReadPort(configuration, SiloPortSetting),
            GatewayPort = ReadPort(configuration, GatewayPortSetting),
            AdvertisedAddress = ReadAddress(Text(configuration, AdvertisedAddressSetting)),
        };
    }

    /// <summary>A blank one is refused: it is most often a secret that was never filled in, and a default would hide that.</summary>
    internal static string? Text(IConfiguration configuration, string setting) => configuration[setting] switch
    {
        { } text when string.IsNullOrWhiteSpace(text) => throw new StartRefusedException(setting, "it is set, but blank; give it a value, or unset it."),
        var text => text,
    };

    /// <summary>A misspelt setting would otherwise silently fall back to its default.</summary>
    private static void RefuseUnknown(IConfiguration configuration)
    {
        foreach (var section in configuration.GetSection("Distribution").GetChildren())
        {
            if (!Known.Contains(section.Path, StringComparer.OrdinalIgnoreCase) && !Sections.Contains(section.Path, StringComparer.OrdinalIgnoreCase))
            {
                throw new StartRefusedException(section.Path, $"there is no such setting; there are {string.Join(", ", Known)}.");
            }
        }
    }

    private static string? ReadPostgreSql(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            var parts = new NpgsqlConnectionStringBuilder(text);
            return parts is { Host.Length: > 0, Database.Length: > 0 }
                ? text
                : throw new StartRefusedException(ConnectionStringSetting, "it needs Host and Database, such as Host=localhost;Database=distribution;Username=distribution;Password=…");
        }
        catch (ArgumentException problem)
        {
            throw new StartRefusedException(ConnectionStringSetting, $"it is not a PostgreSQL connection string: {problem.Message}", problem);
        }
    }

    private static string? ReadToken(string? text) => text switch
    {
        null => null,
        { Length: < MinTokenLength } => throw new StartRefusedException(AdministratorTokenSetting, $"a token has at least {MinTokenLength} characters."),
        { Length: > MaxTokenLength } => throw new StartRefusedException(AdministratorTokenSetting, $"a token has at most {MaxTokenLength} characters."),
        _ when text.Any(c => c is <= ' ' or > '~') => throw new StartRefusedException(AdministratorTokenSetting, "a token has printable ASCII characters only, and no spaces."),
        _ => text,
    };

    private static int ReadPort(IConfiguration configuration, string setting) => Text(configuration, setting) switch
    {
        null => 0,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort => port,
        var text => throw new StartRefusedException(setting, $"\"{text}\" is not a port; it is 1 to {IPEndPoint.MaxPort}, or 0 for a free one."),
    };

    private static bool? ReadSwitch(IConfiguration configuration, string setting) => Text(configuration, setting) switch
    {
        null => null,
        var text when bool.TryParse(text, out var on) => on,
        var text => throw new StartRefusedException(setting, $"\"{text}\" is neither true nor false."),
    };

    private static bool ReadOnlyTrusted(IConfiguration configuration) =>
        ReadSwitch(configuration, OnlyTrustedDocumentsSetting) is true
        && (Text(configuration, TrustedDocumentsSetting) is not null ? true : throw new StartRefusedException(OnlyTrustedDocumentsSetting, $"there are none: {TrustedDocumentsSetting} says where they are."));

    private static IPAddress ReadAddress(string? text) => text switch
    {
        null => IPAddress.Loopback,
        _ when IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) => address,
        _ => throw new StartRefusedException(AdvertisedAddressSetting, $"\"{text}\" is not an IP address that others can reach."),
    };
}
