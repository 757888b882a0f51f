namespace Distribution.Connectors.Sftp;

/// <summary>A folder that files are fetched from and laid into: on an SFTP server, or on a disk. Paths are relative to it, with slashes.</summary>
/// <remarks>Whatever goes wrong is a <see cref="DropException"/>.</remarks>
internal interface IFileDrop : IAsyncDisposable
{
    /// <summary>The files of a folder, without those of its folders; a folder that is not there has none.</summary>
    Task<IReadOnlyList<DroppedFile>> List(string folder, int most, CancellationToken cancellationToken);

    /// <summary>At most that many bytes, and one more where the file has more.</summary>
    Task<byte[]> Read(string path, int most, CancellationToken cancellationToken);

    Task<DroppedFile?> Find(string path, CancellationToken cancellationToken);

    /// <summary>Never onto a file that is there.</summary>
    Task Move(string path, string to, CancellationToken cancellationToken);

    /// <summary>Whole or not at all: under another name first.</summary>
    Task Write(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);
}

/// <param name="Name">Without folders, as the place has it: not to be trusted.</param>
public sealed record DroppedFile(string Name, long Size, DateTimeOffset ModifiedAt);

/// <summary>Files can't be fetched or laid down; the error is for people. It never leaves the connectors.</summary>
internal sealed class DropException(ExchangeError error) : Exception(error.Message)
{
    public ExchangeError Error => error;

    /// <summary>The file or folder is there and may not be touched, or is not there.</summary>
    public bool IsOfOneFile { get; init; }
}
