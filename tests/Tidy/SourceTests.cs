using System.Text.RegularExpressions;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Tidy;

/// <summary>What a reviewer would otherwise have to say again and again.</summary>
public sealed partial class SourceTests
{
    private const int MaxLines = 400;
    private const int MaxMedianLines = 80;

    private static readonly string[] Ours = ["grains", "silo", "api", "deploy", "tests"];
    private static readonly string[] Generated = ["bin", "obj", "node_modules", "dist"];

    private static readonly IReadOnlyList<SourceFile> Sources =
        [.. Ours.SelectMany(folder => Files(Path.Combine(Repository.Root, folder))).Select(path => new SourceFile(Path.GetRelativePath(Repository.Root, path), File.ReadAllLines(path)))];

    private static IEnumerable<SourceFile> CSharp => Sources.Where(file => file.Name.EndsWith(".cs", StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_left_to_do() => Lines(Sources, Unfinished()).ShouldBeEmpty();

    [Fact]
    public void No_test_is_skipped_and_none_sleeps() => Lines(CSharp.Where(file => file.IsIn("tests")), SkipsOrSleeps()).ShouldBeEmpty();

    [Fact]
    public void The_engine_knows_no_wall_clock_and_invents_no_ids() => Lines(CSharp.Where(file => file.IsIn("grains")), ClockOrRandom()).ShouldBeEmpty();

    [Fact]
    public void No_exception_is_swallowed_without_a_word() => Lines(CSharp, EmptyCatch()).ShouldBeEmpty();

    [Fact]
    public void Files_are_short()
    {
        CSharp.Where(file => file.Lines.Length > MaxLines).Select(file => $"{file.Name}: {file.Lines.Length} lines").ShouldBeEmpty();
        var lengths = CSharp.Select(file => file.Lines.Length).Order().ToList();
        lengths[lengths.Count / 2].ShouldBeLessThanOrEqualTo(MaxMedianLines);
    }

    [Fact]
    public void Folders_are_nouns_of_the_domain() => Sources
        .SelectMany(file => (Path.GetDirectoryName(file.Name) ?? "").Split(Path.DirectorySeparatorChar))
        .Where(folder => folder is "Helpers" or "Utils" or "Common" or "Services" or "Interfaces" or "Misc" or "Shared")
        .ShouldBeEmpty();

    /// <summary>So another server library could take over the schema.</summary>
    [Fact]
    public void Only_the_folder_made_for_it_knows_the_GraphQL_library() => Lines(
        CSharp.Where(file => (file.IsIn("api") || file.IsIn("grains") || file.IsIn("silo")) && !file.IsIn(Path.Combine("api", "GraphQL"))), GraphQLLibrary()).ShouldBeEmpty();

    [Fact]
    public void Namespaces_follow_folders() => CSharp
        .Where(file => file.IsIn("grains") && file.Lines.Any(line => line.StartsWith("namespace ", StringComparison.Ordinal)))
        .Where(file => !file.Lines.Contains($"namespace {Namespace(file)};"))
        .Select(file => file.Name)
        .ShouldBeEmpty();

    private static string Namespace(SourceFile file) =>
        string.Join('.', ["Distribution", .. Path.GetDirectoryName(file.Name)!.Split(Path.DirectorySeparatorChar).Skip(1)]);

    private static IEnumerable<string> Lines(IEnumerable<SourceFile> files, Regex pattern) =>
        from file in files
        where !file.Name.EndsWith($"{nameof(SourceTests)}.cs", StringComparison.Ordinal)
        from line in file.Lines.Index()
        where pattern.IsMatch(line.Item)
        select $"{file.Name}:{line.Index + 1}: {line.Item.Trim()}";

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder)
        .Where(file => Path.GetExtension(file) is ".cs" or ".ts" or ".tsx" or ".js" or ".mjs" or ".sql" || Path.GetExtension(file).Length == 0)
        .Concat(Directory.EnumerateDirectories(folder).Where(inner => !Generated.Contains(Path.GetFileName(inner))).SelectMany(Files));

    [GeneratedRegex("\\busing (static )?GraphQL(Parser)?\\b|global::GraphQL", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex GraphQLLibrary();

    [GeneratedRegex("TODO|FIXME|HACK|NotImplementedException", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Unfinished();

    [GeneratedRegex("Skip *= *\"|Thread\\.Sleep|Task\\.Delay\\((TimeSpan\\.From(Seconds|Milliseconds)|[0-9])", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex SkipsOrSleeps();

    [GeneratedRegex("DateTime(Offset)?\\.(Utc)?Now|Guid\\.NewGuid|Random\\.Shared", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ClockOrRandom();

    [GeneratedRegex("catch *(\\([^)]*\\))? *\\{ *\\}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex EmptyCatch();

    private sealed record SourceFile(string Name, string[] Lines)
    {
        public bool IsIn(string folder) => Name.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }
}
