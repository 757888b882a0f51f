using System.ComponentModel.DataAnnotations;

namespace Distribution.Connectors.Http;

/// <summary>How patient a connector that speaks HTTP is, and how much it reads. A value out of its range stops the start.</summary>
public abstract class HttpExchangeOptions : IValidatableObject
{
    /// <summary>Such as <c>Distribution:Connectors:Ticketnet</c>.</summary>
    public abstract string ConfigurationSection { get; }

    /// <summary>For opening a connection. 5 s by default; 10 ms to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>For one attempt, from the connection to the last byte of the answer. 20 s by default; 10 ms to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>For all attempts and the waits between them. 90 s by default; at least <see cref="AttemptTimeout"/>, up to 30 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:30:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>How often a failed attempt is made again. 3 by default; 0 to 10.</summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 3;

    /// <summary>Before the first retry; it doubles each time, with jitter. 500 ms by default; 1 ms to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// The longest wait before a retry; when the distributor asks for a longer one, there is no retry. 10 s by default; at least
    /// <see cref="RetryDelay"/>, up to 10 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The largest answer that is read, in bytes. 16 MiB by default, enough for the plain answer on 160,000 places with the longest names; 1 KiB
    /// to 256 MiB.
    /// </summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxAnswerBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Lines asked for in one page of sales. 500 by default; 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int PageSize { get; set; } = 500;

    /// <summary>How many attempts in <see cref="BreakerWindow"/>, at least half of them failed, open the circuit. 8 by default; 2 to 1,000.</summary>
    [Range(2, 1000)]
    public int BreakerThreshold { get; set; } = 8;

    /// <summary>2 minutes by default; 500 ms to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long an open circuit lets nothing through, before one attempt tries it again. 30 s by default; 500 ms to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TotalTimeout < AttemptTimeout)
        {
            yield return new ValidationResult($"{ConfigurationSection}:{nameof(TotalTimeout)} is shorter than {nameof(AttemptTimeout)}.", [nameof(TotalTimeout)]);
        }

        if (MaxRetryDelay < RetryDelay)
        {
            yield return new ValidationResult($"{ConfigurationSection}:{nameof(MaxRetryDelay)} is shorter than {nameof(RetryDelay)}.", [nameof(MaxRetryDelay)]);
        }
    }
}
