namespace Distribution.Connectors;

/// <summary>One thing that the set-up of an interface says about how to reach its distributor.</summary>
/// <param name="MaxLength">It has 1 to that many characters, none of them a control character.</param>
/// <param name="Field">What it is.</param>
/// <param name="IsOptional">It may be left out.</param>
/// <param name="IsMultiLine">It may have line breaks, as a private key has.</param>
[GenerateSerializer, Immutable, Alias("ConnectorField")]
public sealed record ConnectorField(SetupField Field, int MaxLength, bool IsOptional = false, bool IsMultiLine = false)
{
    /// <summary>It is stored encrypted, never given out and never logged.</summary>
    public bool IsSecret => Field is SetupField.Password or SetupField.ManagerCode;
}

/// <summary>Everything that a distributor may need of a set-up.</summary>
public enum SetupField
{
    /// <summary>Where the distributor is reached.</summary>
    Url = 1,
    /// <summary>The login that the distributor gave.</summary>
    User,
    /// <summary>The user's password.</summary>
    Password,
    /// <summary>The distributor's code for who manages the venue's sales.</summary>
    ManagerCode,
    /// <summary>The fingerprint of the SFTP server's key, such as <c>SHA256:…</c>; without one the key of the first session is kept.</summary>
    HostKey,
    /// <summary>Where files go that were read; without one they stay, and are remembered.</summary>
    DoneFolder,
    /// <summary>Which column of a file of sales says what.</summary>
    Columns,
    /// <summary>Of files that are written: csv or xlsx.</summary>
    FileFormat,
}
