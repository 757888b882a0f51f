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
    private readonly PartitionedRateLimiter<Sender> _rates = PartitionedRateLimiter.Create<Sender, Sender>(sender => RateLimitPartition.GetTokenBucketLimiter(
        sender, key => key.Caller is null ? Bucket(limits.AddressRate, limits.AddressBurst) : Bucket(limits.CallerRate, limits.CallerBurst)));

    private readonly PartitionedRateLimiter<IPAddress> _failedLogins = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(
            address, _ => new FixedWindowRateLimiterOptions { PermitLimit = limits.LoginsPerMinute.Count, Window = TimeSpan.FromMinutes(1) }));

    public void Set(RateLimiterOptions options)
    {
        options.GlobalLimiter = _rates.WithTranslatedKey<HttpContext>(http => SenderOf(http), leaveOpen: true);
        options.OnRejected = async (rejected, _) =>
            await Refuse(rejected.HttpContext, SenderOf(rejected.HttpContext).Caller is null ? limits.AddressRate : limits.CallerRate, WaitOf(rejected.Lease));
    }

    /// <summary>Whether an address may try to log in; where it has failed too often, it was told so. A login that succeeds is not counted.</summary>
    public Task<bool> MayLogIn(HttpContext http) => CountLogin(http, failures: 0);

    /// <summary>Counts a login that failed; false where that was one too many, and it was told so.</summary>
    public Task<bool> LoginFailed(HttpContext http) => CountLogin(http, failures: 1);

    /// <summary>Null where the caller may send one more request now; otherwise how long to wait.</summary>
    public TimeSpan? WaitOf(Caller caller)
    {
        using var lease = _rates.AttemptAcquire(new Sender(caller.Name, null));
        return lease.IsAcquired ? null : WaitOf(lease);
    }

    /// <summary>Tells a caller who has to wait.</summary>
    public Task Refuse(HttpContext http, TimeSpan wait) => Refuse(http, limits.CallerRate, wait);

    /// <summary>Null where the caller may run one more operation now; otherwise why not.</summary>
    public ApiError? Refusal(Caller caller) => WaitOf(caller) is { } wait ? Error(limits.CallerRate, wait) : null;

    public void Dispose()
    {
        _rates.Dispose();
        _failedLogins.Dispose();
    }

    private async Task<bool> CountLogin(HttpContext http, int failures)
    {
        using var lease = _failedLogins.AttemptAcquire(http.Connection.RemoteIpAddress ?? IPAddress.None, failures);
        if (!lease.IsAcquired)
        {
            await Refuse(http, limits.LoginsPerMinute, WaitOf(lease));
        }

        return lease.IsAcquired;
    }

    private static Task Refuse(HttpContext http, Limit limit, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
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
