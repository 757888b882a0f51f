namespace Distribution.Tests.Api.Limits;

/// <summary>A server whose limits are low.</summary>
internal sealed record LimitedServer(TestApi Api) : IAsyncDisposable
{
    public static async Task<LimitedServer> Start(IEnumerable<(string Name, string Value)> limits, bool introspection = true)
    {
        var api = new TestApi(limits.ToDictionary(limit => limit.Name, limit => (string?)limit.Value), introspection);
        await api.InitializeAsync();
        return new LimitedServer(api);
    }

    public async ValueTask DisposeAsync() => await Api.DisposeAsync();
}
