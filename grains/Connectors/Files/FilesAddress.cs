using Distribution.Connectors.Sftp;

namespace Distribution.Connectors.Files;

/// <summary>Where files are exchanged: on an SFTP server, in a folder of this machine, or by hand alone.</summary>
internal static class FilesAddress
{
    public static bool IsByHand(Uri url) => url.Scheme == "upload";

    public static bool IsFolder(Uri url) => url.Scheme == "folder";

    /// <summary>Below the operator's directory, with slashes.</summary>
    public static string FolderOf(Uri url) => Uri.UnescapeDataString(url.AbsolutePath);

    public static string? Problem(string url)
    {
        if (url == "upload:")
        {
            return null;
        }

        return url.StartsWith("folder:", StringComparison.Ordinal)
            ? FolderProblem(url)
            : SftpAddress.Problem(url) is { } problem ? $"{problem} Or folder:name for a folder of this system, or upload: when files come and go by hand alone." : null;
    }

    private static string? FolderProblem(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed is { Query: "", Fragment: "" } && SftpAddress.FolderProblem(FolderOf(parsed)) is null
            ? null
            : "A folder is named from the directory on that the operator of this system allowed, such as folder:fnac-lyon, without dots.";
}
