using Distribution.Distributors;

namespace Distribution.Connectors.Sftp;

/// <summary>A folder of this machine, below the one that the operator allowed. Links that lead out of it are not followed.</summary>
internal sealed class FolderDrop : IFileDrop
{
    private readonly string _root;

    /// <param name="root">Absolute, and there.</param>
    /// <param name="folder">Relative, with slashes.</param>
    public FolderDrop(string root, string folder)
    {
        var real = new DirectoryInfo(root).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(root);
        _root = Inside(real, folder);
    }

    public Task<IReadOnlyList<DroppedFile>> List(string folder, int most, CancellationToken cancellationToken) => Do<IReadOnlyList<DroppedFile>>(folder, () =>
        Directory.Exists(PathOf(folder))
            ? [.. new DirectoryInfo(PathOf(folder)).EnumerateFiles().Where(file => file.LinkTarget is null).Take(most).Select(Of)]
            : []);

    public Task<byte[]> Read(string path, int most, CancellationToken cancellationToken) => Do(path, () =>
    {
        using var stream = new FileStream(PathOf(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Math.Min(stream.Length, most + 1L)];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    });

    public Task<DroppedFile?> Find(string path, CancellationToken cancellationToken) => Do(path, () =>
        new FileInfo(PathOf(path)) is { Exists: true } file ? Of(file) : null);

    public Task Move(string path, string to, CancellationToken cancellationToken) => Do(path, () =>
    {
        File.Move(PathOf(path), PathOf(to), overwrite: false);
        return true;
    });

    public Task Write(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => Do(path, () =>
    {
        var whole = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        using (var stream = new FileStream($"{whole}.part", FileMode.Create, FileAccess.Write))
        {
            stream.Write(content.Span);
            stream.Flush(flushToDisk: true);
        }

        File.Move($"{whole}.part", whole, overwrite: true);
        return true;
    });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static DroppedFile Of(FileInfo file) => new(file.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));

    private static Task<T> Do<T>(string path, Func<T> work)
    {
        try
        {
            return Task.FromResult(work());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DropException(new ExchangeError(
                ErrorKind.Technical,
                $"“{Text.Quoted(path)}” in the interface's folder can't be used: {(exception is UnauthorizedAccessException ? "this program has no right to it" : "the disk refused it")}.",
                "Give the program the right to the folder, or correct it in the interface's set-up; then run it again.")) { IsOfOneFile = true };
        }
    }

    private string PathOf(string path) => Inside(_root, path);

    /// <summary>Wherever the parts lead, by dots or by links: never out of the root.</summary>
    private static string Inside(string root, string path)
    {
        var whole = Path.GetFullPath(Path.Combine(root, path));
        if (whole != root && !whole.StartsWith(root.EndsWith(Path.DirectorySeparatorChar) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw Outside(path);
        }

        for (var part = whole; part.Length > root.Length; part = Path.GetDirectoryName(part)!)
        {
            if ((File.Exists(part) || Directory.Exists(part)) && new FileInfo(part).LinkTarget is not null)
            {
                throw Outside(path);
            }
        }

        return whole;
    }

    private static DropException Outside(string path) => new(new ExchangeError(
        ErrorKind.Technical, $"“{Text.Quoted(path)}” leads out of the folder for files.", "Correct the folder in the interface's set-up; links are not followed."));
}
