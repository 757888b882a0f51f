namespace Distribution.Silo;

/// <summary>Waits for the first silo: the processes of a cluster start in any order.</summary>
internal sealed partial class SiloPatience(ILogger<SiloPatience> logger) : IClientConnectionRetryFilter
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly long _since = TimeProvider.System.GetTimestamp();

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (TimeProvider.System.GetElapsedTime(_since) > Limit)
        {
            return false;
        }

        NoSiloYet(Pause.TotalSeconds, Limit.TotalSeconds);
        await Task.Delay(Pause, cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No silo answers on this database yet; trying again in {Pause} s, for {Limit} s in all.")]
    private partial void NoSiloYet(double pause, double limit);
}
