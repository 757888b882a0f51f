using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Primitives;
using Distribution.Sales.Prices;

namespace Distribution.Distributors;

/// <summary>
/// How an interface reaches its distributor, and in whose name it sells. The interface's connector declares which of address, user, password and
/// manager code it needs; the others are null. A secret that is null stays as it is set.
/// </summary>
/// <param name="Url">Absolute, https (http only on this machine).</param>
/// <param name="Password">Stored encrypted and never given out.</param>
/// <param name="Contact">The contact that all orders and tickets of this interface bear.</param>
/// <param name="Emails">Who is told about errors; at most 20.</param>
/// <param name="ManagerCode">Stored encrypted and never given out.</param>
/// <param name="HostKey">Of an SFTP server; null trusts the first one seen.</param>
/// <param name="DoneFolder">Where files go that were read; null leaves them.</param>
/// <param name="Columns">Which column of a file of sales says what; null: as the connector says.</param>
/// <param name="FileFormat">csv or xlsx; null: csv.</param>
[GenerateSerializer, Immutable, Alias("SetUpInterface")]
public sealed record SetUpInterface(
    CommandContext Context,
    string? Url,
    string? User,
    string? Password,
    ContactId Contact,
    ImmutableArray<string> Emails,
    string? ManagerCode = null,
    string? HostKey = null,
    string? DoneFolder = null,
    string? Columns = null,
    string? FileFormat = null)
{
    public string? Value(SetupField field) => field switch
    {
        SetupField.Url => Url,
        SetupField.User => User,
        SetupField.Password => Password,
        SetupField.ManagerCode => ManagerCode,
        SetupField.HostKey => HostKey,
        SetupField.DoneFolder => DoneFolder,
        SetupField.Columns => Columns,
        SetupField.FileFormat => FileFormat,
        _ => null,
    };

    public override string ToString() => $"{nameof(SetUpInterface)} {{ {Url}, {User} }}";
}

/// <summary>The set-up as others may see it.</summary>
/// <param name="User">Null where the distributor needs none.</param>
/// <param name="Emails">Who is told about errors.</param>
/// <param name="HasManagerCode">Whether a manager code is stored.</param>
/// <param name="HasPassword">Whether a password is stored.</param>
/// <param name="Url">Where the distributor is reached.</param>
/// <param name="HostKey">The fingerprint of the SFTP server's key; null: that of the first session is kept.</param>
/// <param name="DoneFolder">Where files go that were read; null: they stay, and are remembered.</param>
/// <param name="Columns">Which column of a file of sales says what; null where the format knows.</param>
/// <param name="FileFormat">Of files that are written: csv or xlsx; null where none are.</param>
[GenerateSerializer, Immutable, Alias("InterfaceSetup")]
public sealed record InterfaceSetup(
    string Url,
    string? User,
    bool HasPassword,
    ContactId Contact,
    ImmutableArray<string> Emails,
    bool HasManagerCode = false,
    string? HostKey = null,
    string? DoneFolder = null,
    string? Columns = null,
    string? FileFormat = null);

/// <summary>A distributor interface: its set-up, its mappings, and what it is doing.</summary>
/// <param name="Mappings">Its mappings as they are now.</param>
/// <param name="Running">What runs just now, at most one execution of each function.</param>
/// <param name="Setup">How it reaches its distributor; null until it is set up.</param>
/// <param name="SaleRules">What it makes of prices that are not ours.</param>
[GenerateSerializer, Immutable, Alias("InterfaceView")]
public sealed record InterfaceView(DistributorInterfaceId Id, InterfaceSetup? Setup, MappingSet Mappings, ImmutableArray<Execution> Running, SaleRules? SaleRules = null);
