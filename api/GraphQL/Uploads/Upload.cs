namespace Distribution.Api.GraphQL.Uploads;

/// <summary>A file that came with a request. It lies in a temporary file, which goes when the request has been answered.</summary>
public sealed class Upload : IAsyncDisposable
{
    private readonly string _path;

    private Upload(string name, string path)
    {
        Name = name;
        _path = path;
    }

    /// <summary>As the client calls it, without folders: at most 200 characters, for people only.</summary>
    public string Name { get; }

    public Stream Open() => new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 * 1024, useAsync: true);

    /// <summary>Takes the content up to its end, however long.</summary>
    internal static async Task<Upload> Receive(string name, Stream content, CancellationToken cancellationToken)
    {
        var upload = new Upload(name, Path.Combine(Path.GetTempPath(), $"distribution-upload-{Path.GetRandomFileName()}"));
        try
        {
            await using var file = new FileStream(upload._path, Options());
            await content.CopyToAsync(file, cancellationToken);
            return upload;
        }
        catch
        {
            await upload.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(_path);
        return ValueTask.CompletedTask;
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
