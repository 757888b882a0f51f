using System.Globalization;
using Distribution.Silo;

namespace Distribution.Api.GraphQL.Limits;

/// <summary>
/// All limits of the API, with their defaults and ranges. The largest documents of our own clients stay below a tenth of what a document may have,
/// introspection below a quarter. A document is measured before it is validated, since the library's validation takes more than linear time in most of
/// this: an 858-byte nest of fragments keeps it busy for seconds.
/// </summary>
internal sealed class ApiLimits
{
    private readonly IConfiguration? _settings;
    private readonly List<Limit> _all = [];

    /// <param name="settings">The section <c>Distribution:Limits</c>; null leaves the defaults.</param>
    /// <exception cref="StartRefusedException">A limit is unknown, no number, or out of its range.</exception>
    public ApiLimits(IConfiguration? settings = null)
    {
        _settings = settings;
        DocumentCharacters = Of(nameof(DocumentCharacters), 262_144, 1_024, 4_194_304, "A document has at most {0} characters");
        NameCharacters = Of(nameof(NameCharacters), 200, 32, 1_000, "A name in a document has at most {0} characters");
        Tokens = Of(nameof(Tokens), 10_000, 100, 100_000, "A document has at most {0} tokens");
        Definitions = Of(nameof(Definitions), 50, 1, 1_000, "A document has at most {0} operations");
        Fragments = Of(nameof(Fragments), 100, 0, 1_000, "A document has at most {0} fragments");
        Fields = Of(nameof(Fields), 1_000, 10, 10_000, "A document has at most {0} fields");
        ExpandedFields = Of(nameof(ExpandedFields), 5_000, 10, 50_000, "A document has at most {0} fields once every fragment is put in where it is spread");
        Aliases = Of(nameof(Aliases), 200, 0, 10_000, "A document has at most {0} aliases");
        Directives = Of(nameof(Directives), 200, 0, 10_000, "A document has at most {0} directives");
        Depth = Of(nameof(Depth), 20, 5, 100, "Fields stand at most {0} deep inside fields, fragments put in");
        Nesting = Of(nameof(Nesting), 100, 20, 500, "Anything in a document, values too, stands at most {0} deep inside something");
        Complexity = Of(nameof(Complexity), 200_000, 100, 10_000_000, "An operation asks for at most {0} values, each list counted by its argument first or last, or as 10");

        BodyBytes = Of(nameof(BodyBytes), 33_554_432, 65_536, 268_435_456, "The body of a request has at most {0} bytes");
        BodiesBytes = Of(nameof(BodiesBytes), 134_217_728, 1_048_576, 17_179_869_184, "The bodies of all requests that a process is serving have at most {0} bytes together, each of which takes several in memory");
        BodySeconds = Of(nameof(BodySeconds), 120, 1, 3_600, "The body of a request comes within {0} seconds");
        BodyBytesPerSecond = Of(nameof(BodyBytesPerSecond), 240, 1, 1_000_000, "The body of a request comes with at least {0} bytes a second after the first five");
        HeaderSeconds = Of(nameof(HeaderSeconds), 15, 1, 300, "The headers of a request come within {0} seconds");
        UrlBytes = Of(nameof(UrlBytes), 65_536, 4_096, 1_048_576, "The first line of a request, where a query by GET stands, has at most {0} bytes");
        JsonDepth = Of(nameof(JsonDepth), 64, 8, 256, "Objects and lists in JSON stand at most {0} deep inside one another");
        SocketMessageBytes = Of(nameof(SocketMessageBytes), 1_048_576, 1_024, 16_777_216, "A message on a WebSocket has at most {0} bytes; what is larger goes by POST");
        Files = Of(nameof(Files), 5, 0, 100, "A request brings at most {0} files");
        FileBytes = Of(nameof(FileBytes), 25_165_824, 1_024, 268_435_456, "A file has at most {0} bytes");
        AllFilesBytes = Of(nameof(AllFilesBytes), 1_073_741_824, 1_048_576, 1_099_511_627_776, "The files of all requests that a process is serving have at most {0} bytes together");
        OperationsPartBytes = Of(nameof(OperationsPartBytes), 1_048_576, 1_024, 16_777_216, "The part operations of a form has at most {0} bytes");
        MapPartBytes = Of(nameof(MapPartBytes), 16_384, 256, 1_048_576, "The part map of a form has at most {0} bytes");
        FilePaths = Of(nameof(FilePaths), 20, 1, 1_000, "The files of a request go to at most {0} variables");
        FileNameCharacters = Of(nameof(FileNameCharacters), 200, 16, 1_000, "The keys and paths of a map have at most {0} characters");

        OperationSeconds = Of(nameof(OperationSeconds), 40, 1, 600, "A query or a mutation runs for at most {0} seconds");
        AnswerBytes = Of(nameof(AnswerBytes), 16_777_216, 65_536, 268_435_456, "An answer, and each event of a subscription, has at most {0} bytes");
        AnswerErrors = Of(nameof(AnswerErrors), 100, 1, 10_000, "An answer tells at most {0} errors, the first ones");
        Running = Of(nameof(Running), 1_024, 1, 100_000, "A process runs at most {0} operations at once; others wait, and callers take turns");
        RunningPerCaller = Of(nameof(RunningPerCaller), 512, 1, 100_000, "A caller runs at most {0} operations at once in a process; others wait");
        Waiting = Of(nameof(Waiting), 8_192, 0, 1_000_000, "At most {0} operations wait in a process");
        WaitingPerCaller = Of(nameof(WaitingPerCaller), 2_048, 0, 1_000_000, "At most {0} operations of a caller wait in a process");
        WaitingSeconds = Of(nameof(WaitingSeconds), 5, 1, 60, "An operation waits for its turn for at most {0} seconds");
        CallerRate = Of(nameof(CallerRate), 5_000, 1, 10_000_000, "A caller sends at most {0} requests, or operations on WebSockets, a second in the long run");
        CallerBurst = Of(nameof(CallerBurst), 20_000, 1, 10_000_000, "A caller sends at most {0} requests, or operations on WebSockets, at once after a pause");
        AddressRate = Of(nameof(AddressRate), 500, 1, 10_000_000, "An address sends at most {0} requests without a token a second in the long run");
        AddressBurst = Of(nameof(AddressBurst), 10_000, 1, 10_000_000, "An address sends at most {0} requests without a token at once after a pause");
        LoginsPerMinute = Of(nameof(LoginsPerMinute), 10, 1, 1_000, "An address fails to log in to the dashboard at most {0} times a minute");

        Connections = Of(nameof(Connections), 50_000, 10, 1_000_000, "A process keeps at most {0} connections open");
        Sockets = Of(nameof(Sockets), 20_000, 0, 1_000_000, "A process keeps at most {0} WebSockets open");
        SocketsPerCaller = Of(nameof(SocketsPerCaller), 10_000, 0, 1_000_000, "A caller keeps at most {0} WebSockets open in a process");
        Subscriptions = Of(nameof(Subscriptions), 40_000, 0, 1_000_000, "A process serves at most {0} subscriptions");
        SubscriptionsPerCaller = Of(nameof(SubscriptionsPerCaller), 20_000, 0, 1_000_000, "A caller follows at most {0} subscriptions in a process");
        OperationsPerSocket = Of(nameof(OperationsPerSocket), 100, 1, 10_000, "A WebSocket runs at most {0} operations at once");
        InitSeconds = Of(nameof(InitSeconds), 10, 1, 300, "A WebSocket sends connection_init within {0} seconds");
        UnreadSeconds = Of(nameof(UnreadSeconds), 30, 1, 600, "A subscriber leaves what was sent unread for at most {0} seconds");
        RefuseUnknown();
    }

    public IReadOnlyList<Limit> All => _all;

    public Limit DocumentCharacters { get; }

    public Limit NameCharacters { get; }

    public Limit Tokens { get; }

    public Limit Definitions { get; }

    public Limit Fragments { get; }

    public Limit Fields { get; }

    public Limit ExpandedFields { get; }

    public Limit Aliases { get; }

    public Limit Directives { get; }

    public Limit Depth { get; }

    public Limit Nesting { get; }

    public Limit Complexity { get; }

    public Limit BodyBytes { get; }

    public Limit BodiesBytes { get; }

    public Limit BodySeconds { get; }

    public Limit BodyBytesPerSecond { get; }

    public Limit HeaderSeconds { get; }

    public Limit UrlBytes { get; }

    public Limit JsonDepth { get; }

    public Limit SocketMessageBytes { get; }

    public Limit Files { get; }

    public Limit FileBytes { get; }

    public Limit AllFilesBytes { get; }

    public Limit OperationsPartBytes { get; }

    public Limit MapPartBytes { get; }

    public Limit FilePaths { get; }

    public Limit FileNameCharacters { get; }

    public Limit OperationSeconds { get; }

    public Limit AnswerBytes { get; }

    public Limit AnswerErrors { get; }

    public Limit Running { get; }

    public Limit RunningPerCaller { get; }

    public Limit Waiting { get; }

    public Limit WaitingPerCaller { get; }

    public Limit WaitingSeconds { get; }

    public Limit CallerRate { get; }

    public Limit CallerBurst { get; }

    public Limit AddressRate { get; }

    public Limit AddressBurst { get; }

    public Limit LoginsPerMinute { get; }

    public Limit Connections { get; }

    public Limit Sockets { get; }

    public Limit SocketsPerCaller { get; }

    public Limit Subscriptions { get; }

    public Limit SubscriptionsPerCaller { get; }

    public Limit OperationsPerSocket { get; }

    public Limit InitSeconds { get; }

    public Limit UnreadSeconds { get; }

    private Limit Of(string name, long byDefault, long min, long max, string sentence)
    {
        var limit = new Limit(name, byDefault, min, max, sentence);
        if (_settings?[name] is { } text)
        {
            limit = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
                ? limit with { Value = value }
                : throw new StartRefusedException($"{DistributionSettings.LimitsSection}:{name}", $"\"{text}\" is not a whole number from {min} to {max}.");
        }

        _all.Add(limit);
        return limit;
    }

    private void RefuseUnknown()
    {
        foreach (var section in _settings?.GetChildren() ?? [])
        {
            if (!_all.Exists(limit => limit.Name.Equals(section.Key, StringComparison.OrdinalIgnoreCase)))
            {
                throw new StartRefusedException(section.Path, $"there is no such limit; there are {string.Join(", ", _all.Select(limit => limit.Name))}.");
            }
        }
    }
}
