using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api;

/// <summary>
/// The real process under everything that is made to keep it busy: all of it is refused quickly, memory stays bounded, and it still answers. What was
/// measured is kept as <c>tests/TestResults/abuse.txt</c>.
/// </summary>
public sealed class AbuseTests : IAsyncLifetime
{
    private static readonly TimeSpan Quickly = TimeSpan.FromSeconds(3);

    private readonly List<string> _measured = [];
    private TestDatabase _database = null!;
    private ServerProcess _process = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        _process = await ServerProcess.Start(
            "api", _database.Setting, ApiClient.Setting, new("Distribution__Limits__BodySeconds", "5"), new("Distribution__Limits__HeaderSeconds", "3"), new("Distribution__Limits__InitSeconds", "3"));
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 200 }) { BaseAddress = _process.Url };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiClient.AdministratorToken);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Abuse_is_refused_quickly_in_bounded_memory_and_the_process_still_answers()
    {
        await Answers();
        var before = Memory("VmRSS");
        foreach (var (name, body) in Documents().Concat(Bodies()))
        {
            await Refused(name, body);
        }

        await TogetherAndLarge();
        await Slow();
        await Answers();

        var peak = Memory("VmHWM");
        _measured.Add($"memory: {before} MiB before, {peak} MiB at most");
        await Keep();
        peak.ShouldBeLessThan(before + 1_000);
    }

    /// <summary>Documents that are made of the test's schema are none of this one, which changes nothing for what comes before validation.</summary>
    private static IEnumerable<(string Name, byte[] Body)> Documents() =>
        DocumentLimitTests.Abuses.Select(abuse => ((string)abuse[0], TestApi.Json(new { query = ((string)abuse[1]).Replace("hello", "version", StringComparison.Ordinal) }).ReadAsByteArrayAsync().Result));

    private static IEnumerable<(string Name, byte[] Body)> Bodies()
    {
        static byte[] Variables(string json) => Encoding.UTF8.GetBytes($"{{\"query\":\"query($v: ID!) {{ venue(id: $v) {{ version }} }}\",\"variables\":{json}}}");
        var deep = string.Concat(Enumerable.Repeat("{\"v\":", 200_000)) + "1" + new string('}', 200_000);
        yield return ("variables nested two hundred thousand deep", Variables(deep));
        yield return ("lists nested two hundred thousand deep", Variables($"{{\"v\":{new string('[', 200_000)}{new string(']', 200_000)}}}"));
        yield return ("a number of ten million digits", Variables($"{{\"v\":{new string('7', 10_000_000)}}}"));
        yield return ("a number with an exponent of a million digits", Variables($"{{\"v\":1e{new string('9', 1_000_000)}}}"));
        yield return ("three hundred thousand variables without the one", Variables($"{{{string.Join(',', Enumerable.Range(0, 300_000).Select(i => $"\"x{i}\":{i}"))}}}"));
        yield return ("a list of a million items for an id", Variables($"{{\"v\":[{string.Join(',', Enumerable.Repeat("0", 1_000_000))}]}}"));
        yield return ("an id of ten megabytes", Variables($"{{\"v\":\"{new string('x', 10_000_000)}\"}}"));
        yield return ("broken UTF-8", [.. "{\"query\":\"{ version "u8, 0xC3, 0x28, 0xFF, .. "}\"}"u8]);
        yield return ("half a surrogate", "{\"query\":\"{ a(b: \\\"\\ud800\\\") }\"}"u8.ToArray());
        yield return ("a thousand requests in one", Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("{\"query\":\"{ version }\"}", 1_000))}]"));
        yield return ("a key ten thousand times", Encoding.UTF8.GetBytes($"{{{string.Join(',', Enumerable.Repeat("\"query\":\"{ nothing }\"", 10_000))}}}"));
    }

    private async Task Refused(string name, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var took = Stopwatch.StartNew();

        using var response = await _client.PostAsync("/graphql", content);
        var answer = await response.Content.ReadAsStringAsync();

        _measured.Add($"{took.ElapsedMilliseconds,6} ms {(int)response.StatusCode} {name}");
        took.Elapsed.ShouldBeLessThan(Quickly, name);
        ((int)response.StatusCode).ShouldBeLessThan(500, name);
        answer.ShouldContain("\"errors\"", Case.Sensitive, name);
        answer.ShouldNotContain("\"data\":{", Case.Sensitive, name);
        answer.Length.ShouldBeLessThan(50_000, name);
    }

    /// <summary>More at once than there may be: what is over the budget is told to come again, what is within is read and refused.</summary>
    private async Task TogetherAndLarge()
    {
        var document = TestApi.Json(new { query = "{ version } #" + new string('x', 10_000_000) }).ReadAsByteArrayAsync().Result;
        var took = Stopwatch.StartNew();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            var content = new ByteArrayContent(document);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            try
            {
                using var response = await _client.PostAsync("/graphql", content);
                return (int)response.StatusCode;
            }
            catch (HttpRequestException)
            {
                // Refused and closed while it was still sent.
                return 503;
            }
        }));
        _measured.Add($"{took.ElapsedMilliseconds,6} ms forty documents of ten megabytes at once: {statuses.Count(status => status == 200)} read and refused, {statuses.Count(status => status == 503)} told to come again");
        // A busy machine may not get all of a body across in time.
        statuses.ShouldAllBe(status => status == 200 || status == 503 || status == 408);
    }

    private async Task Slow()
    {
        var took = Stopwatch.StartNew();
        var headers = Enumerable.Range(0, 100).Select(_ => Ends("POST /graphql HTTP/1.1\r\nHost: x\r\nX-A: "));
        var bodies = Enumerable.Range(0, 100).Select(_ => Ends(
            $"POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ApiClient.AdministratorToken}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{{"));
        var sockets = Enumerable.Range(0, 100).Select(_ => Silent());

        await Task.WhenAll([.. headers, .. bodies, .. sockets]);

        _measured.Add($"{took.ElapsedMilliseconds,6} ms until three hundred connections with slow headers, slow bodies or no introduction were closed");
        took.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    /// <summary>Sends a start and then nothing, until the server closes.</summary>
    private async Task Ends(string start)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(_process.Url.Host, _process.Url.Port);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(start));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var answer = new byte[1024];
        while (await connection.GetStream().ReadAsync(answer, deadline.Token) > 0)
        {
        }
    }

    private async Task Silent()
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new UriBuilder(_process.Url) { Scheme = "ws", Path = "/graphql" }.Uri, CancellationToken.None);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await socket.ReceiveAsync(new byte[1024], deadline.Token);
        ((int?)socket.CloseStatus).ShouldBe(4408);
    }

    private async Task Answers()
    {
        using var client = new ApiClient(_process.Url);
        var took = Stopwatch.StartNew();
        (await client.Ask("{ version }")).Text("version").ShouldNotBeNullOrEmpty();
        _measured.Add($"{took.ElapsedMilliseconds,6} ms for an ordinary query");
    }

    /// <summary>In MiB, as the kernel counts.</summary>
    private int Memory(string field)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").Single(line => line.StartsWith(field, StringComparison.Ordinal));
        return int.Parse(new string([.. line.Where(char.IsAsciiDigit)]), CultureInfo.InvariantCulture) / 1024;
    }

    private Task Keep() =>
        File.WriteAllLinesAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, "tests", "TestResults")).FullName, "abuse.txt"), _measured);
}
