using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Transport;
using Distribution.Api.Security;
using Microsoft.AspNetCore.RateLimiting;

namespace Distribution.Api.GraphQL.Limits;

/// <summary>
/// How often somebody may ask: each caller by name, who has no token by address. Behind a proxy all clients share an address, so that rate is generous;
/// tokens have too many bits to be guessed at any rate.
/// </summary>
internal sealed class RequestRates(ApiLimits limits) : IDisposable
{
    /// <summary>The policy of the login form.</summary>
    public const string Logins = "logins";

    private readonly PartitionedRateLimiter<Sender> _rates = PartitionedRateLimiter.Create<Sender, Sender>(sender => RateLimitPartition.GetTokenBucketLimiter(
        sender, key => key.Caller is null ? Bucket(limits.AddressRate, limits.AddressBurst) : Bucket(limits.CallerRate, limits.CallerBurst)));

    public void Set(RateLimiterOptions options)
    {
        options.GlobalLimiter = _rates.WithTranslatedKey<HttpContext>(http => SenderOf(http), leaveOpen: true);
        options.AddPolicy(Logins, http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress ?? IPAddress.None,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = limits.LoginsPerMinute.Count, Window = TimeSpan.FromMinutes(1) }));
        options.OnRejected = async (rejected, _) => await Refuse(rejected.HttpContext, WaitOf(rejected.Lease));
    }

    /// <summary>Null where the caller may run one more operation now; otherwise why not.</summary>
    public ApiError? Refusal(Caller caller)
    {
        using var lease = _rates.AttemptAcquire(new Sender(caller.Name, null));
        return lease.IsAcquired ? null : Error(limits.CallerRate, WaitOf(lease));
    }

    public void Dispose() => _rates.Dispose();

    private Task Refuse(HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var limit = http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName is Logins ? limits.LoginsPerMinute
            : SenderOf(http).Caller is null ? limits.AddressRate
            : limits.CallerRate;
        return http.RequestServices.GetRequiredService<ResponseWriter>().WriteError(
            http.Response,
            Error(limit, wait),
            StatusCodes.Status429TooManyRequests,
            Acceptance.Of(http.Request) is ResponseKind.GraphQLResponse ? ResponseKind.GraphQLResponse : ResponseKind.Json);
    }

    private static ApiError Error(Limit limit, TimeSpan wait) => new(ErrorCodes.RateLimited, limit.Text, subject: limit.Name, retry: true, retryAfter: wait);

    private static TimeSpan WaitOf(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1);

    private static Sender SenderOf(HttpContext http) =>
        Caller.Of(http.User) is { } caller ? new Sender(caller.Name, null) : new Sender(null, http.Connection.RemoteIpAddress ?? IPAddress.None);

    /// <summary>It fills up ten times a second, or less often where that would be less than one at a time.</summary>
    private static TokenBucketRateLimiterOptions Bucket(Limit rate, Limit burst)
    {
        var atOnce = Math.Max(1, rate.Count / 10);
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(atOnce, burst.Count),
            TokensPerPeriod = atOnce,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)atOnce / rate.Count),
        };
    }

    /// <summary>Either a caller or an address.</summary>
    private sealed record Sender(string? Caller, IPAddress? Address);
}
