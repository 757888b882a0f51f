namespace Distribution.Connectors.Http;

/// <summary>The attempts of one request, in order. It travels with the request, and is written by <see cref="AttemptHandler"/> below the retries.</summary>
internal sealed class AttemptLog
{
    private static readonly HttpRequestOptionsKey<AttemptLog> Key = new("Distribution.AttemptLog");
    private readonly List<Attempt> _attempts = [];

    public IReadOnlyList<Attempt> Attempts => _attempts;

    public static AttemptLog StartFor(HttpRequestMessage request)
    {
        var log = new AttemptLog();
        request.Options.Set(Key, log);
        return log;
    }

    public static AttemptLog Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var log) ? log : throw new InvalidOperationException("The request was not started with an attempt log.");

    public void Add(Attempt attempt) => _attempts.Add(attempt);
}
