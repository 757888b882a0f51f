using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Distribution.Tests.Api;

/// <summary>Runs the scripts of <c>tests/Api/clients</c>. Their packages are fetched once, by <c>tests/run</c> or here.</summary>
internal static class NodeClients
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static readonly Lazy<Task> Packages = new(Install);

    /// <summary>What the script printed.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task<string> Run(string script, params string[] arguments)
    {
        await Packages.Value;
        return await Start("node", [script, .. arguments]);
    }

    private static Task Install() =>
        Directory.Exists(Path.Combine(Folder(), "node_modules", "eslint")) ? Task.CompletedTask : Start("npm", ["install", "--no-fund", "--no-audit"]);

    private static async Task<string> Start(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder(),
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

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "clients");
}
