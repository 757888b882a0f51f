namespace Distribution.Storage;

/// <summary>
/// The folder of the embedded database, held by one process at a time: SQLite grain storage has no clustering, and two
/// silos on the same file would each believe to be the only one. The hold ends with the process, however it ends.
/// </summary>
public sealed class DataDirectory : IDisposable
{
    public const string DatabaseFile = "distribution.db";

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _hold;

    private DataDirectory(string path, FileStream hold)
    {
        Path = path;
        _hold = hold;
    }

    public string Path { get; }

    /// <summary>Makes the folder if it is missing, and holds it until disposal.</summary>
    /// <exception cref="StorageUnavailableException">It can't be made or written, or another process holds it.</exception>
    public static DataDirectory Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            CreatePrivate(full);
            KeepPrivate(System.IO.Path.Combine(full, DatabaseFile));
            return new DataDirectory(full, File.Open(System.IO.Path.Combine(full, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException problem)
        {
            throw new StorageUnavailableException($"the directory {full} can't be written: {problem.Message}", problem);
        }
        catch (IOException problem)
        {
            throw new StorageUnavailableException(
                File.Exists(System.IO.Path.Combine(full, "lock"))
                    ? $"the directory {full} is in use by another process."
                    : $"the directory {full} can't be written: {problem.Message}",
                problem);
        }
    }

    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
        }
    }

    /// <summary>
    /// The encryption keys lie in the database: nobody but the user of the process may read it, also in a folder that was there before and that others may look into.
    /// The files that SQLite makes beside it get the rights that it has.
    /// </summary>
    private static void KeepPrivate(string database)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.Open(database, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = Owner }).Dispose();
        foreach (var file in new[] { database, $"{database}-wal", $"{database}-shm" })
        {
            if (File.Exists(file) && (File.GetUnixFileMode(file) | Owner) != Owner)
            {
                File.SetUnixFileMode(file, Owner);
            }
        }
    }

    public Database OpenDatabase() => Database.Sqlite(System.IO.Path.Combine(Path, DatabaseFile));

    public void Dispose() => _hold.Dispose();
}
