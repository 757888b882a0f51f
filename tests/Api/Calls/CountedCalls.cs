using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using Orleans;

namespace Distribution.Tests.Api.Calls;

/// <summary>What an operation costs behind the API: the SQL statements on one database, by all that runs in this process, and the calls of grains.</summary>
internal sealed class CountedCalls : IIncomingGrainCallFilter, IDisposable
{
    private readonly ConcurrentQueue<string> _statements = new();
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly ActivityListener _listener;

    /// <param name="connection">To the database.</param>
    public CountedCalls(string connection)
    {
        var database = new NpgsqlConnectionStringBuilder(connection).Database;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem("db.namespace") ?? activity.GetTagItem("db.name"), database) && Statement(activity) is { } statement)
                {
                    _statements.Enqueue(statement);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Clear()
    {
        _statements.Clear();
        _calls.Clear();
    }

    /// <summary>Each kind of call, with how often there was one.</summary>
    public IReadOnlyDictionary<string, int> Taken() =>
        _statements.Select(statement => $"SQL {statement}").Concat(_calls.Select(call => $"grain {call}")).CountBy(call => call).ToDictionary();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod.DeclaringType is { } type && type.Namespace?.StartsWith("Distribution.", StringComparison.Ordinal) is true)
        {
            _calls.Enqueue($"{type.Name}.{context.MethodName}");
        }

        await context.Invoke();
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Its beginning, up to what differs with the number of keys. Those of Orleans' own tables are not the API's.</summary>
    private static string? Statement(Activity activity)
    {
        var text = (activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) as string;
        return text is null || text.Contains("orleans", StringComparison.OrdinalIgnoreCase) ? null : string.Join(' ', text.Split(" IN (", 2)[0].Split(" UNION ALL ", 2)[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
