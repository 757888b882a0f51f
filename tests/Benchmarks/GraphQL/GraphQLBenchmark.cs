using System.Text.Json.Nodes;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Read;
using Distribution.Benchmarks.Stage;
using Distribution.Benchmarks.Web;
using Distribution.Tests.Fixtures;

namespace Distribution.Benchmarks.GraphQL;

/// <summary>
/// The API in one process on SQLite, against a minimal API in a process of its own that answers the same JSON out of objects. A third
/// process sends both the same requests.
/// </summary>
internal sealed class GraphQLBenchmark : IBenchmark
{
    private const int Connections = 64;

    /// <summary>Holds are measured until the performances of a round are sold out, if that is sooner.</summary>
    private const int PerformancesInRound = 3;

    public string Name => "graphql";

    public string Title => "one field, 200 objects of 10 fields, and a hold, as shares of what a bare endpoint does with the same JSON";

    public async Task<JsonObject> Run(Pace pace)
    {
        var start = await EmbeddedApi.MedianStart(pace.Rounds);
        Report.Line($"  {start.TotalMilliseconds:0} ms from the start of the process to its first answer");
        await using var api = await EmbeddedApi.Start();
        await using var bare = await ServerProcess.Start(new Launch("tests/Benchmarks", null, BareEndpoint.Argument));
        await using var load = await LoadProcess.Start(cores: null);
        var hall = await ShopHall.Create(api);
        var kinds = new[] { Kind.Field, Kind.List, Kind.Hold };
        var sides = new List<Side>();
        foreach (var kind in kinds)
        {
            sides.Add(new Side(kind, api, bare, load, hall));
            await sides[^1].Teach();
        }

        foreach (var side in sides)
        {
            await side.WarmUp(pace.Rounds == 1 ? pace.WarmUp : TimeSpan.FromSeconds(15));
        }

        var figures = new JsonObject();
        foreach (var side in sides)
        {
            await side.Measure(pace, figures);
        }

        figures["start_ms"] = Report.Figure(start.TotalMilliseconds);
        return figures;
    }

    internal enum Kind
    {
        Field,
        List,
        Hold,
    }

    /// <summary>One kind of request, with the three that answer it: the API, the minimal API out of objects, and the same with recorded bytes.</summary>
    private sealed class Side(Kind kind, EmbeddedApi api, ServerProcess bare, LoadProcess load, ShopHall hall)
    {
        private static readonly TimeSpan Forever = TimeSpan.FromMinutes(1);

        private readonly string _name = kind.ToString().ToLowerInvariant();

        /// <summary>Gives the bare endpoint a real answer.</summary>
        public async Task Teach()
        {
            var request = (await Load(api.Url, Graph.Path, EmbeddedApi.Token, TimeSpan.Zero)).Example();
            var answer = await api.Ask(request);
            using var http = new HttpClient { BaseAddress = bare.Url };
            await Put($"/{_name}", answer);
            await Put($"/objects/{_name}", answer);
            using var content = BareEndpoint.Json(request);
            var same = await (await http.PostAsync($"/objects/{_name}", content)).Content.ReadAsByteArrayAsync();
            if (!JsonNode.DeepEquals(JsonNode.Parse(answer), JsonNode.Parse(same)))
            {
                throw new InvalidOperationException($"The bare endpoint answers other JSON to {_name}.");
            }

            async Task Put(string path, byte[] json)
            {
                using var taught = BareEndpoint.Json(json);
                (await http.PutAsync(path, taught)).EnsureSuccessStatusCode();
            }
        }

        public async Task WarmUp(TimeSpan time)
        {
            for (var spent = TimeSpan.Zero; spent < time; spent += time / 3)
            {
                await Ours(time / 3);
                await Objects(time / 3);
                await Bytes(time / 6);
            }
        }

        public async Task Measure(Pace pace, JsonObject figures)
        {
            var (ours, objects, bytes) = (new List<AskTimes>(), new List<AskTimes>(), new List<AskTimes>());
            for (var round = 0; round < pace.Rounds; round++)
            {
                ours.Add(await Ours(pace.Round));
                objects.Add(await Objects(pace.Round));
                bytes.Add(await Bytes(pace.Round));
            }

            var (our, their, recorded) = (Median(ours), Median(objects), Median(bytes));
            Report.Line($"  {_name}: {our}; objects {their}: {our.PerSecond / their.PerSecond:0.0%}; bytes {recorded}: {our.PerSecond / recorded.PerSecond:0.0%}");
            figures[$"{_name}_share"] = Report.Figure(our.PerSecond / their.PerSecond);
            figures[$"{_name}_share_of_bytes"] = Report.Figure(our.PerSecond / recorded.PerSecond);
            figures[$"{_name}_per_s"] = Report.Figure(our.PerSecond);
        }

        private static AskTimes Median(List<AskTimes> rounds) => Rounds.Median(rounds, times => times.PerSecond);

        private async Task<AskTimes> Ours(TimeSpan time) => await load.Ask(await Load(api.Url, Graph.Path, EmbeddedApi.Token, time));

        private async Task<AskTimes> Objects(TimeSpan time) => await load.Ask(await Load(bare.Url, $"/objects/{_name}", null, time));

        private async Task<AskTimes> Bytes(TimeSpan time) => await load.Ask(await Load(bare.Url, $"/{_name}", null, time));

        private async Task<AskLoad> Load(Uri server, string path, string? token, TimeSpan time)
        {
            var asked = new AskLoad(server, path, token, Connections, time == TimeSpan.Zero ? Forever.TotalSeconds : time.TotalSeconds);
            return kind switch
            {
                Kind.Field => asked with { Request = ShopHall.VersionRequest },
                Kind.List => asked with { Request = hall.PlacesRequest },
                _ when token is null => asked with { Performances = [hall.Performance], HoldsInEach = int.MaxValue },
                _ => asked with { Performances = await hall.Performances(time == TimeSpan.Zero ? 1 : PerformancesInRound), HoldsInEach = ShopHall.Holds },
            };
        }
    }
}
