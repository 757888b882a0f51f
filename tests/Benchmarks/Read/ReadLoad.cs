using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Web;

namespace Distribution.Benchmarks.Read;

/// <summary>
/// Reads that arrive at a steady rate, whether or not the ones before were answered: one that had to wait for its connection counts
/// that wait. One that follows the seat map asks for what changed since its last answer.
/// </summary>
internal sealed record ReadLoad(Uri Api, string Token, string Request, int Connections, double PerSecond, double Seconds)
{
    public async Task<ReadTimes> Run()
    {
        var times = new LatencyHistogram();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(at => Task.Run(() => Reader(times, start, at))));
        return new ReadTimes(times.Milliseconds(0.5), times.Milliseconds(0.99), times.Count);
    }

    private async Task Reader(LatencyHistogram times, long start, int at)
    {
        using var connection = new HttpConnection(HttpConnection.EndPointOf(Api), Token);
        await connection.Connect();
        var interval = Connections / PerSecond;
        var follows = Request.Contains(Requests.Seen, StringComparison.Ordinal);
        var body = BodyAfter(0);
        for (var due = at / PerSecond; due < Seconds; due += interval)
        {
            var dueAt = start + (long)(due * Stopwatch.Frequency);
            var behind = Stopwatch.GetTimestamp() > dueAt;
            while (Stopwatch.GetTimestamp() < dueAt)
            {
                await Task.Delay(TimeSpan.FromTicks(Math.Max(1, Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), dueAt).Ticks)));
            }

            // The generator's own timer may be late: only what the server made late counts from when it was due.
            var from = behind ? dueAt : Stopwatch.GetTimestamp();
            await connection.Ask(body);
            times.Add(Stopwatch.GetTimestamp() - from);
            body = follows ? BodyAfter(VersionIn(connection.Body.Span)) : body;
        }
    }

    private byte[] BodyAfter(long version) =>
        Encoding.UTF8.GetBytes(Request.Replace(Requests.Seen, version.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

    /// <summary>To which version an answer leads.</summary>
    private static long VersionIn(ReadOnlySpan<byte> answer)
    {
        var rest = answer[(answer.IndexOf("\"to\":"u8) + 5)..];
        return Utf8Parser.TryParse(rest, out long version, out _) ? version : throw new InvalidOperationException("An answer does not say to which version it leads.");
    }
}

internal sealed record ReadTimes(double P50, double P99, long Count);
