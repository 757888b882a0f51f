using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Timeout;

namespace Distribution.Connectors.Http;

internal static class HttpExchangeRegistration
{
    /// <summary>Options, connections, retries and circuit breakers of one connector.</summary>
    /// <param name="connector">The connector's type.</param>
    /// <param name="section">The configuration section of its options.</param>
    public static IServiceCollection AddHttpExchange<TOptions>(this IServiceCollection services, string connector, string section)
        where TOptions : HttpExchangeOptions
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<HttpExchangeClient>();

        // The factory's own loggers would write headers, and so the password, at trace level.
        var http = services.AddHttpClient(connector, client => client.Timeout = Timeout.InfiniteTimeSpan).RemoveAllLoggers();
        http.UseSocketsHttpHandler((handler, provider) => Configure(handler, Options<TOptions>(provider)));
        http.AddResilienceHandler("exchange", (pipeline, context) => Configure(pipeline, Options<TOptions>(context.ServiceProvider)))
            .SelectPipelineBy(_ => HttpExchangeClient.CircuitOf);
        http.AddHttpMessageHandler(provider => new AttemptHandler(Options<TOptions>(provider).MaxAnswerBytes));
        return services;
    }

    private static HttpExchangeOptions Options<TOptions>(IServiceProvider provider)
        where TOptions : HttpExchangeOptions => provider.GetRequiredService<IOptions<TOptions>>().Value;

    private static void Configure(SocketsHttpHandler handler, HttpExchangeOptions options)
    {
        handler.AllowAutoRedirect = false;
        handler.UseProxy = false;
        handler.UseCookies = false;
        handler.AutomaticDecompression = DecompressionMethods.None;
        handler.ConnectTimeout = options.ConnectTimeout;
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        handler.MaxConnectionsPerServer = 16;
    }

    private static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, HttpExchangeOptions options)
    {
        pipeline.AddTimeout(new TimeoutStrategyOptions { Name = "total", Timeout = options.TotalTimeout });
        if (options.Retries > 0)
        {
            pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                ShouldHandle = attempt => ValueTask.FromResult(MayPass(attempt.Outcome, options.MaxRetryDelay)),
            });
        }

        pipeline.AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
        {
            MinimumThroughput = options.BreakerThreshold,
            FailureRatio = 0.5,
            SamplingDuration = options.BreakerWindow,
            BreakDuration = options.BreakDuration,
        });
        pipeline.AddTimeout(new TimeoutStrategyOptions { Name = "attempt", Timeout = options.AttemptTimeout });
    }

    /// <summary>Whether the same attempt may succeed in a moment. An answer that is too large will be so again.</summary>
    private static bool MayPass(Polly.Outcome<HttpResponseMessage> outcome, TimeSpan longestWait) =>
        HttpClientResiliencePredicates.IsTransient(outcome)
        && outcome.Exception is not HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
        && (outcome.Result?.Headers.RetryAfter?.Delta ?? TimeSpan.Zero) <= longestWait;
}
