namespace Distribution.Connectors.Http;

/// <summary>
/// One attempt: sends, reads the whole answer up to a limit, and notes how it ended. It stands below the retries, so that a slow or cut answer
/// counts as a failed attempt, and above the network.
/// </summary>
/// <param name="maxAnswerBytes">A larger answer fails with <see cref="HttpRequestError.ConfigurationLimitExceeded"/>.</param>
internal sealed class AttemptHandler(int maxAnswerBytes) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var log = AttemptLog.Of(request);
        var content = request.Content as WatchedContent;
        content?.StartAgain();
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(maxAnswerBytes, cancellationToken);
            log.Add(new Attempt(AttemptEnd.Answered, response.StatusCode));
            return response;
        }
        catch (Exception exception)
        {
            log.Add(new Attempt(content is { Begun: false } ? AttemptEnd.NotSent : AttemptEnd.Lost));
            response?.Dispose();

            // A connection that took too long to open is reported as a cancellation that nobody asked for.
            if (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new HttpRequestException(HttpRequestError.ConnectionError, "The connection took too long to open.", exception);
            }

            throw;
        }
    }
}
