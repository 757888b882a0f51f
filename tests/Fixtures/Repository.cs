namespace Distribution.Tests.Fixtures;

/// <summary>The source tree these tests were built in, and the programs that were built beside them.</summary>
public static class Repository
{
    // Such as tests/bin/Debug/net10.0
    private static readonly DirectoryInfo Here = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    public static string Root { get; } = Find(Here).FullName;

    /// <param name="project">Its folder, such as <c>api</c> or <c>deploy/demo</c>.</param>
    public static string Program(string project)
    {
        var name = Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(Path.Combine(Root, project), "*.csproj").Single());
        return Path.Combine(Root, project, "bin", Here.Parent!.Name, Here.Name, $"{name}.dll");
    }
    private static DirectoryInfo Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "Distribution.sln")) ? folder : Find(folder.Parent!);
}
