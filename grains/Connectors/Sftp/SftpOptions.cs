using System.ComponentModel.DataAnnotations;

namespace Distribution.Connectors.Sftp;

/// <summary>How patient links over SFTP are. A value out of its range stops the start.</summary>
public sealed class SftpOptions
{
    public const string Section = "Distribution:Connectors:Sftp";

    /// <summary>For opening a connection, with the keys and the login. 15 s by default; 100 ms to 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:02:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>For one answer of the server. 30 s by default; 100 ms to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For everything of one run. 10 minutes by default; 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(10);
}
