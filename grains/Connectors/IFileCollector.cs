using Distribution.Connectors.Sftp;

namespace Distribution.Connectors;

/// <summary>Takes the files that a connector fetches.</summary>
public interface IFileCollector
{
    /// <summary>Whether this very file was taken before.</summary>
    Task<bool> IsKnown(DroppedFile file);

    /// <summary>Makes the file durable here; then it may be moved away.</summary>
    Task Take(DroppedFile file, SalesFile content);

    /// <summary>A file stays where it is; the others are fetched all the same.</summary>
    void Report(string name, ExchangeError error);
}
