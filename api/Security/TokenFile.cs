using Distribution.Silo;

namespace Distribution.Api.Security;

/// <summary>The administrator token beside the embedded database, readable by its owner only, so that it can be found again. A cluster has no such place.</summary>
internal sealed class TokenFile
{
    private TokenFile(string path)
    {
        Path = path;
    }

    public string Path { get; }

    public bool Exists => File.Exists(Path);

    public static TokenFile? Of(DistributionSettings settings) =>
        settings.IsCluster ? null : new TokenFile(System.IO.Path.Combine(System.IO.Path.GetFullPath(settings.DataDirectory), "administrator-token"));

    public string ReadOrWrite(Func<string> make)
    {
        if (Exists && File.ReadAllText(Path).Trim() is { Length: >= DistributionSettings.MinTokenLength } kept)
        {
            return kept;
        }

        var token = make();
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(Path, options);
        file.WriteLine(token);
        return token;
    }
}
