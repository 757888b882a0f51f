namespace Distribution.Connectors.Sftp;

internal static class SftpAddress
{
    /// <summary>What is wrong with an address of an SFTP server; null when nothing is.</summary>
    public static string? Problem(string url) =>
        !Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme != "sftp" || parsed.IdnHost.Length == 0
            ? "The address is that of an SFTP server and a folder, such as sftp://sftp.example.com/ventes."
            : parsed.UserInfo.Length > 0 ? "The address carries no user and password; they have fields of their own, where the password is encrypted."
            : parsed.Query.Length > 0 || parsed.Fragment.Length > 0 ? "The address is server and folder alone, with nothing after \"?\" or \"#\"."
            : null;

    /// <summary>What is wrong with the fingerprint of a server's key.</summary>
    public static string? KeyProblem(string key) =>
        key.StartsWith("SHA256:", StringComparison.Ordinal) && Convert.TryFromBase64String(key[7..].TrimEnd('=') + "=", new byte[33], out var length) && length == 32
            ? null
            : "The host key is written as ssh-keygen -l shows it, such as SHA256:ldyiXa1JQakitNU5tErauu8DvWQ1dZ7aXu+rm7KQuog.";

    /// <summary>What is wrong with a folder beside the files.</summary>
    public static string? FolderProblem(string folder) =>
        folder.Split('/').All(part => part.Length > 0 && part is not ("." or "..") && !part.Contains('\\', StringComparison.Ordinal))
            ? null
            : "The folder is named from the folder of the files on, such as done or archive/read, without dots.";
}
