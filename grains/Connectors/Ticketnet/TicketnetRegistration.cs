using System.Net;
using Distribution.Connectors.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Timeout;

namespace Distribution.Connectors.Ticketnet;

internal static class TicketnetRegistration
{
    public static IServiceCollection AddTicketnet(this IServiceCollection services)
    {
        services.AddOptions<TicketnetOptions>().BindConfiguration(TicketnetOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TicketnetClient>().AddSingleton<IDistributorConnector, TicketnetConnector>();

        // The factory's own loggers would write headers, and so the password, at trace level.
        var http = services.AddHttpClient(TicketnetClient.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan).RemoveAllLoggers();
        http.UseSocketsHttpHandler((handler, provider) => Configure(handler, Options(provider)));
        http.AddResilienceHandler("exchange", (pipeline, context) => Configure(pipeline, context.ServiceProvider))
            .SelectPipelineBy(_ => TicketnetClient.CircuitOf);
        http.AddHttpMessageHandler(provider => new AttemptHandler(Options(provider).MaxAnswerBytes));
        return services;
    }

    private static TicketnetOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<TicketnetOptions>>().Value;

    private static void Configure(SocketsHttpHandler handler, TicketnetOptions options)
    {
        handler.AllowAutoRedirect = false;
        handler.UseProxy = false;
        handler.UseCookies = false;
        handler.AutomaticDecompression = DecompressionMethods.None;
        handler.ConnectTimeout = options.ConnectTimeout;
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        handler.MaxConnectionsPerServer = 16;
    }

    private static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, IServiceProvider provider)
    {
        var options = Options(provider);
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
