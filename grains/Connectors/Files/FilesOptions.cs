namespace Distribution.Connectors.Files;

/// <summary>Where folders may be that files are exchanged in.</summary>
public sealed class FilesOptions
{
    public const string Section = "Distribution";

    /// <summary>An absolute folder of this machine, the same for every process; interfaces name folders below it. Empty by default: no interface may use a folder.</summary>
    public string FilesDirectory { get; set; } = "";
}
