using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Storage;
using Distribution.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Tests.Cluster.Sales.AnyOrder;

/// <summary>
/// Sales that go through and sales that are refused, of places that others have, of unknown places and without mappings, in any mixture: in pages of any size, and
/// in one file, they make the same as line by line.
/// </summary>
public sealed class MixedBatchTests
{
    private const int Samples = 25;

    private static readonly ImmutableArray<string> Wheres = [.. Feed.Seats, Feed.Area, "P-9-9", "NOWHERE"];

    private static readonly Gen<MixedStep> Step = Gen.Select(
        Gen.OneOf(MixedKind.Sell, MixedKind.Sell, MixedKind.Sell, MixedKind.Sell, MixedKind.Sell, MixedKind.Cancel, MixedKind.Exchange, MixedKind.UnknownAudience),
        Gen.Int[0, (Wheres.Length * 3) - 1],
        Gen.Int[0, 11],
        (kind, where, which) => new MixedStep(kind, where, which));

    [Fact]
    public async Task Refused_and_accepted_sales_come_out_of_pages_and_of_a_file_as_they_do_one_by_one()
    {
        var distributor = new ToldSales();
        await using var cluster = await TestCluster.On(Dialect.Sqlite, configure: silo => silo.Services.AddSingleton<IDistributorConnector>(distributor));

        await Step.Array[1, 24].SampleAsync(
            async steps =>
            {
                var (lines, isSold) = (Lines(steps), steps.Length % 2 == 0);
                // A line that is known already keeps the one behind it from being taken with its page.
                var oneByOne = await Outcome(cluster, distributor, isSold, venue => venue.Pull(lines.Select((line, at) => at == 0 ? [line] : ImmutableArray.Create(lines[at - 1], line))));
                foreach (var size in new[] { 1, 3, lines.Length })
                {
                    (await Outcome(cluster, distributor, isSold, venue => venue.Pull(lines.Chunk(size).Select(ImmutableArray.Create)))).ShouldBe(oneByOne);
                }

                (await Outcome(cluster, distributor, isSold, venue => venue.TakeFile(lines))).ShouldBe(oneByOne);
            },
            iter: Samples,
            threads: 1);
    }

    [Fact]
    public async Task Another_line_under_the_reference_of_one_that_becomes_a_ticket_in_the_same_page_is_a_line_of_its_own()
    {
        var distributor = new ToldSales();
        await using var cluster = await TestCluster.On(Dialect.Sqlite, configure: silo => silo.Services.AddSingleton<IDistributorConnector>(distributor));
        var venue = await FedVenue.On(cluster, distributor);
        var lines = Lines([new(MixedKind.Sell, 0, 0), new(MixedKind.Sell, 1, 1), new(MixedKind.Cancel, 0, 1)]);

        var import = await venue.Pull([lines[0], lines[1], lines[2] with { Reference = lines[0].Reference }]);

        (import.State, import.Counts).ShouldBe((ExecutionState.Succeeded, new ExecutionCounts { Imported = 2, Cancelled = 1 }));
    }

    [Fact]
    public async Task A_ticket_that_comes_twice_in_one_page_is_the_first_and_the_other_is_an_error()
    {
        var distributor = new ToldSales();
        await using var cluster = await TestCluster.On(Dialect.Sqlite, configure: silo => silo.Services.AddSingleton<IDistributorConnector>(distributor));
        var venue = await FedVenue.On(cluster, distributor);
        var line = (SaleLine.Sold)Lines([new(MixedKind.Sell, 0, 0)])[0];

        var import = await venue.Pull([line, line with { Place = new PlaceKey(Feed.Seats[1]) }]);

        (import.Counts.Imported, import.ErrorCount).ShouldBe((1, 1));
        import.FirstError!.Message.ShouldContain(Feed.Seats[1]);
        import.FirstError.Message.ShouldContain(Feed.Seats[0]);
    }

    /// <summary>All that can be seen of an import, and of the next one, which tries again what waits.</summary>
    private static async Task<IReadOnlyList<string>> Outcome(TestCluster cluster, ToldSales distributor, bool isSold, Func<FedVenue, Task<Execution>> import)
    {
        var venue = await FedVenue.On(cluster, distributor);
        await venue.TakeOwn(Feed.Seats[^1], isSold);
        var seen = new List<string>();
        foreach (var execution in new[] { await import(venue), await venue.Import() })
        {
            seen.Add($"{execution.State} {execution.Counts with { Known = 0 }} {execution.ErrorCount}");
            seen.AddRange(await venue.Everything());
        }

        return seen;
    }

    private static ImmutableArray<SaleLine> Lines(IEnumerable<MixedStep> steps)
    {
        var lines = ImmutableArray.CreateBuilder<SaleLine>();
        foreach (var step in steps)
        {
            var reference = lines.Count.ToString(CultureInfo.InvariantCulture);
            var earlier = lines.OfType<SaleLine.Sold>().ToList();
            var old = earlier.Count == 0 ? null : earlier[step.Which % earlier.Count].Ticket;
            var at = new DateTimeOffset(2027, 1, 4, 10, 0, 0, TimeSpan.Zero).AddMinutes(lines.Count);
            if (step.Kind is MixedKind.Cancel)
            {
                lines.Add(new SaleLine.Cancelled(reference, old ?? "T-unknown", at));
                continue;
            }

            var where = Wheres[step.Where % Wheres.Length];
            var isArea = where is Feed.Area or "NOWHERE";
            lines.Add(new SaleLine.Sold(
                reference,
                $"T{lines.Count}",
                $"S{step.Which % 3}",
                step.Where / Wheres.Length is var performance && performance < Feed.Performances.Length ? Feed.Performances[performance] : "D-unknown",
                isArea ? null : new PlaceKey(where),
                isArea ? where : null,
                "CAT1",
                step.Kind is MixedKind.UnknownAudience ? "CHILD" : "ADULT",
                new Money(4_000 + lines.Count, "EUR"),
                at,
                $"B{lines.Count}",
                step.Kind is MixedKind.Exchange ? old : null));
        }

        return lines.ToImmutable();
    }

    private enum MixedKind
    {
        Sell,
        Cancel,
        Exchange,
        UnknownAudience,
    }

    private readonly record struct MixedStep(MixedKind Kind, int Where, int Which);
}
