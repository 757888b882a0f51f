namespace Distribution.Tests.Fixtures;

/// <summary>Everything that the tests write lies under one folder, which goes away with the test process.</summary>
public static class TestFolder
{
    private static readonly DirectoryInfo Root = Directory.CreateTempSubdirectory("distribution-tests-");
    private static readonly Watchdog Removal = new("rm -rf \"$1\"", Root.FullName);

    private static int _count;

    /// <summary>A new, empty folder.</summary>
    public static string Create()
    {
        GC.KeepAlive(Removal);
        return Root.CreateSubdirectory($"{Interlocked.Increment(ref _count)}").FullName;
    }
}
