using System.Collections.Immutable;
using CsCheck;
using Distribution.Connectors;
using Distribution.Storage;
using Distribution.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Tests.Cluster.Sales.AnyOrder;

/// <summary>
/// What a distributor tells may come in any order, more than once, by its service and in files, where lines have other references: in the end there are
/// the same tickets, orders and places. A failure is shrunk to few steps and few lines.
/// </summary>
public sealed class AnyOrderTests
{
    private const int Samples = 50;

    /// <summary>A line that waits for another may take an import of its own; a buyer exchanges as often as there are steps.</summary>
    private const int MostImports = 14;

    private static readonly Gen<FeedStep> Step = Gen.Select(
        Gen.OneOf(
            FeedStepKind.Sell, FeedStepKind.Sell, FeedStepKind.Sell, FeedStepKind.Cancel, FeedStepKind.Exchange, FeedStepKind.Exchange, FeedStepKind.Reserve,
            FeedStepKind.Pay, FeedStepKind.Pass),
        Gen.Int[0, 9],
        Gen.Int[0, 11],
        (kind, place, which) => new FeedStep(kind, place, which));

    private static readonly Gen<Telling> Tellings = Gen.Select(
        Step.Array[1, 16], Gen.Int[0, 999].Array[1, 24], Gen.Int[0, 2].Array[1, 12], Gen.Int[1, 8], Gen.Bool.Array[1, 6], (steps, order, repeats, size, files) =>
            new Telling(steps, order, repeats, size, files));

    [Fact]
    public async Task Any_order_and_repetition_by_service_and_file_makes_the_same_tickets_orders_and_places()
    {
        var (cluster, distributor) = await Start();
        await using (cluster)
        {
            await Tellings.SampleAsync(async telling => await Check(cluster, distributor, telling), iter: Samples, threads: 1);
        }
    }

    [Fact]
    public async Task Two_buyers_swap_places_by_way_of_a_third_place_that_is_sold_again_before_we_hear_of_it()
    {
        FeedStep[] steps =
        [
            new(FeedStepKind.Sell, 0, 0), new(FeedStepKind.Sell, 2, 1),
            new(FeedStepKind.Exchange, 4, 1), new(FeedStepKind.Exchange, 2, 0), new(FeedStepKind.Exchange, 0, 0), new(FeedStepKind.Sell, 4, 2),
        ];
        Feed.Of(steps).Tickets.Values.Where(ticket => ticket.CancelledAt is null).Select(ticket => ticket.Where).ShouldBe(["P-1-2", "P-1-1", "P-1-3"]);
        var (cluster, distributor) = await Start();
        await using (cluster)
        {
            await Check(cluster, distributor, new Telling(steps, Order: [0, 1, 3, 4, 5, 2], Repeats: [0], Size: 3, Files: [false]));
        }
    }

    private static async Task<(TestCluster Cluster, ToldSales Distributor)> Start()
    {
        var distributor = new ToldSales();
        return (await TestCluster.On(Dialect.Sqlite, configure: silo => silo.Services.AddSingleton<IDistributorConnector>(distributor)), distributor);
    }

    private static async Task Check(TestCluster cluster, ToldSales distributor, Telling telling)
    {
        var feed = Feed.Of(telling.Steps);
        var venue = await FedVenue.On(cluster, distributor);
        foreach (var (lines, isFile) in telling.Parts(feed))
        {
            await (isFile ? venue.TakeFile(lines) : venue.Pull(lines));
        }

        for (var imports = 0; imports < MostImports && !(await venue.Waiting()).IsEmpty; imports++)
        {
            await venue.Import();
        }

        (await venue.Waiting()).Select(line => line.Error?.Message).ShouldBeEmpty();
        (await venue.Books()).ShouldBe(FedVenue.Books(feed));
        (await venue.Places()).ShouldBe(venue.Places(feed));

        var again = await venue.TakeFile([.. feed.Told.Select(line => line with { Reference = $"again {line.Reference}" })]);
        (again.Counts.Imported, again.Counts.Cancelled, again.Counts.Waiting, again.ErrorCount).ShouldBe((0, 0, 0, 0));
        (await venue.Books()).ShouldBe(FedVenue.Books(feed));
        (await venue.Places()).ShouldBe(venue.Places(feed));
    }

    /// <param name="Order">By which lines come, over and over where there are more lines.</param>
    /// <param name="Repeats">How often lines come besides.</param>
    /// <param name="Size">Lines in each part.</param>
    /// <param name="Files">Which parts are files.</param>
    private sealed record Telling(FeedStep[] Steps, int[] Order, int[] Repeats, int Size, bool[] Files)
    {
        public IEnumerable<(ImmutableArray<SaleLine> Lines, bool IsFile)> Parts(Feed feed)
        {
            var lines = feed.Told.SelectMany((line, at) => Enumerable.Repeat(line, 1 + Repeats[at % Repeats.Length])).ToList();
            var told = lines.Select((line, at) => (Line: line, At: Order[at % Order.Length])).OrderBy(line => line.At).Select(line => line.Line);
            return told.Chunk(Size).Select((part, at) => Files[at % Files.Length]
                ? (part.Select(line => line with { Reference = $"file {line.Reference}" }).ToImmutableArray(), true)
                : (part.ToImmutableArray(), false));
        }

        public override string ToString()
        {
            var feed = Feed.Of(Steps);
            return string.Join(Environment.NewLine, Parts(feed).SelectMany(part => part.Lines.Select(line => $"{(part.IsFile ? "file" : "pull")} {line}").Append("--")));
        }
    }
}
