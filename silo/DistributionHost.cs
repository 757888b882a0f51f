using System.Net.Sockets;
using Distribution.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration.Memory;
using Npgsql;
using Orleans.Runtime;

namespace Distribution.Silo;

/// <summary>How a process of this system starts, and how it says that it can't.</summary>
public static class DistributionHost
{
    private static readonly Dictionary<string, string?> QuietLogs = new(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        // It opens an activity and a scope of the log for each request, whether anybody reads them or not.
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
        ["Logging:LogLevel:Orleans"] = "Warning",
        // It takes the time since the machine started for the time since its own start, and warns of every first check.
        ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",
        ["Logging:LogLevel:Polly"] = "Warning",
        ["Logging:LogLevel:System.Net.Http"] = "Warning",
        // That a key in the database is not encrypted once more is a decision; see grains/Storage/README.md.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        // A host that fails to start is reported by Run, in one line.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
    };

    /// <summary>Runs a program to its end. When it can't start as it is configured, it says so in one line on stderr.</summary>
    /// <returns>The exit code: 0, also when it was asked to end before it had started; 1 when the start was refused.</returns>
    public static async Task<int> Run(Func<Task> program)
    {
        try
        {
            await program();
            return 0;
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync(string.Join(' ', refused.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
            return 1;
        }
        catch (EndedBeforeStartException)
        {
            return 0;
        }
    }

    /// <summary>
    /// A builder whose configuration is read once. To see changes of it .NET would watch the whole working directory, where each write of the database in
    /// it wakes the watcher.
    /// </summary>
    public static WebApplicationBuilder Builder(string[] args) => WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);

    /// <summary>Defaults that ordinary configuration overrides: where to listen, and a log that a person can read.</summary>
    public static WebApplicationBuilder UseDistributionDefaults(this WebApplicationBuilder builder, string url)
    {
        var defaults = new Dictionary<string, string?>(QuietLogs, StringComparer.Ordinal);
        if (builder.Configuration["http_ports"] is null && builder.Configuration["https_ports"] is null)
        {
            defaults["urls"] = url;
        }

        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
        return builder;
    }

    /// <summary>Checks the addresses, migrates the database, then runs until the process is asked to end.</summary>
    /// <exception cref="StartRefusedException">It can't start as it is configured.</exception>
    public static async Task RunDistribution(this WebApplication app, DistributionSettings settings)
    {
        await app.StartDistribution(settings);
        await app.WaitForShutdownAsync();
    }

    /// <summary>As <see cref="RunDistribution"/>, but returns once it answers requests.</summary>
    /// <exception cref="StartRefusedException">It can't start as it is configured. The application is then disposed.</exception>
    public static async Task StartDistribution(this WebApplication app, DistributionSettings settings)
    {
        try
        {
            ListeningAddresses.Check(app.Configuration);
            await app.Services.PrepareStorage();
            await app.StartAsync();
        }
        catch (Exception problem)
        {
            var ending = app.Lifetime.ApplicationStopping.IsCancellationRequested;
            await app.DisposeAsync();
            if (problem is OperationCanceledException && ending)
            {
                throw new EndedBeforeStartException(problem);
            }

            if (Refusal(problem, settings) is { } refusal)
            {
                throw refusal;
            }

            throw;
        }
    }

    /// <summary>What an operator can mend becomes a line; anything else is a bug and keeps its stack trace.</summary>
    private static StartRefusedException? Refusal(Exception problem, DistributionSettings settings) => problem switch
    {
        StorageUnavailableException => new(
            settings.IsCluster ? DistributionSettings.ConnectionStringSetting : DistributionSettings.DataDirectorySetting, problem.Message, problem),
        SiloUnavailableException => new(
            DistributionSettings.ConnectionStringSetting,
            $"no silo answered on this database within {SiloPatience.Limit.TotalSeconds} s; start one with: dotnet run --project silo",
            problem),
        IOException { InnerException: AddressInUseException } => new(ListeningAddresses.Setting, problem.Message, problem),
        NpgsqlException => new(DistributionSettings.ConnectionStringSetting, $"the database stopped answering during the start: {problem.Message}", problem),
        SocketException => new(
            settings.SiloPort != 0 || settings.GatewayPort != 0
                ? $"{DistributionSettings.SiloPortSetting} or {DistributionSettings.GatewayPortSetting}"
                : DistributionSettings.AdvertisedAddressSetting,
            $"the silo can't listen at {settings.AdvertisedAddress}: {problem.Message}",
            problem),
        _ => null,
    };

    private sealed class EndedBeforeStartException(Exception inner) : Exception("The process was asked to end before it had started.", inner);
}
