using Distribution.Demo;
using Distribution.Silo;

var once = args.Contains("--once", StringComparer.Ordinal);
var exitCode = 1;
var started = await DistributionHost.Run(async () =>
{
    await using var surroundings = await Surroundings.Start(once, [.. args.Where(arg => arg != "--once")]);
    try
    {
        exitCode = await MainJob.Run(surroundings);
    }
    catch (Exception problem) when (problem is InvalidOperationException or HttpRequestException or TaskCanceledException)
    {
        Console.Error.WriteLine($"  ✗ {problem.Message}");
    }

    if (!once)
    {
        await surroundings.StayUp();
    }
});
return started == 0 ? exitCode : started;
