using System.Collections.Concurrent;
using System.Diagnostics;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api;

/// <summary>Runs the scripts of a folder with a <c>package.json</c>, by default <c>tests/Api/clients</c>. Its packages are fetched when they are first needed.</summary>
internal static class NodeClients
{
    private const string Clients = "tests/Api/clients";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static readonly ConcurrentDictionary<string, Lazy<Task>> Packages = new(StringComparer.Ordinal);

    /// <summary>What the script printed.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static Task<string> Run(string script, params string[] arguments) => RunIn(Clients, "node", [script, .. arguments]);

    /// <summary>What a program printed.</summary>
    /// <param name="folder">From the root of the repository.</param>
    /// <param name="program">On the path, or from the folder.</param>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task<string> RunIn(string folder, string program, params string[] arguments)
    {
        await Packages.GetOrAdd(folder, static folder => new(() => Install(folder))).Value;
        return await Start(folder, program.Contains('/', StringComparison.Ordinal) ? Path.Combine(Repository.Root, folder, program) : program, arguments);
    }

    /// <summary>A script of <c>tests/Api/clients</c> that says how far it is, one line each time, and goes on while the test does its part.</summary>
    public static async Task<NodeScript> Open(string script, params string[] arguments)
    {
        await Packages.GetOrAdd(Clients, static folder => new(() => Install(folder))).Value;
        return new NodeScript(Path.Combine(Repository.Root, Clients), [script, .. arguments]);
    }

    /// <summary>A package file that is newer than the packages asks for others.</summary>
    private static Task Install(string folder)
    {
        var (wanted, had) = (Path.Combine(Repository.Root, folder, "package.json"), Path.Combine(Repository.Root, folder, "node_modules", ".package-lock.json"));
        return File.Exists(had) && File.GetLastWriteTimeUtc(had) >= File.GetLastWriteTimeUtc(wanted) ? Task.CompletedTask : Start(folder, "npm", ["install", "--no-fund", "--no-audit"]);
    }

    private static async Task<string> Start(string folder, string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Path.Combine(Repository.Root, folder),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var deadline = new CancellationTokenSource(Limit);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {arguments[0]} ended with {process.ExitCode}: {output}\n{await errors}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
