namespace Distribution.Tests.Fixtures;

/// <summary>Everything that the tests write lies under one folder, which goes away with the test process.</summary>
public static class TestFolder
{
    private static readonly Lazy<DirectoryInfo> Root = new(() =>
    {
        var root = Directory.CreateTempSubdirectory("distribution-tests-");
        // The database server of the tests runs as another user and must reach its folder.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(root.FullName, File.GetUnixFileMode(root.FullName) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete(root);
        return root;
    });

    private static int _count;

    /// <summary>A new, empty folder.</summary>
    public static string Create() => Root.Value.CreateSubdirectory($"{Interlocked.Increment(ref _count)}").FullName;

    private static void Delete(DirectoryInfo root)
    {
        try
        {
            root.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A process that is still ending may write one last file; the folder is temporary anyway.
        }
    }
}
