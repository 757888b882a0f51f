using Dapper;
using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.Storage;
using Distribution.Tests.Fixtures;
using Distribution.Tests.Rules.SeatingPlans;

namespace Distribution.Tests.Cluster.Catalog;

/// <summary>A new venue in a running cluster.</summary>
internal sealed record VenueFixture(TestCluster Cluster, VenueId Id)
{
    public IVenueGrain Grain => Cluster.Client.GetGrain<IVenueGrain>(Id.Value);

    public CatalogDirectory Directory => Cluster.Service<CatalogDirectory>();

    public CatalogStore Store => Cluster.Service<CatalogStore>();

    public static async Task<VenueFixture> On(Dialect dialect) => await On(await SharedCluster.On(dialect));

    public static async Task<VenueFixture> On(TestCluster cluster, string name = "Riethsporthalle")
    {
        var command = new CreateVenue(Context(), name);
        var venue = (await cluster.Client.GetGrain<IVenueGrain>(command.Context.Id.Value).CreateVenue(command)).Done();
        return new VenueFixture(cluster, venue.Id);
    }

    public static CommandContext Context() => new(NewId.Of<CommandId>(), "marie");

    public static ImportSeatingPlan Hall(string name = "Handball") =>
        new(Context(), name, SeatingPlanFormat.PretixJson, Plans.RealHall(), Plans.Standing);

    public async Task<Performance> Performance()
    {
        var derby = (await Grain.CreateEvent(new CreateEvent(Context(), "Derby"))).Done();
        var hall = (await Grain.ImportSeatingPlan(Hall())).Done();
        var startsAt = new DateTimeOffset(2027, 3, 6, 19, 30, 0, TimeSpan.FromHours(1));
        return (await Grain.CreatePerformance(new CreatePerformance(Context(), derby.Id, hall.Id, "Samstag", startsAt, "Europe/Berlin"))).Done();
    }

    public async Task<SalesChannel> ExternalChannel(string name = "Ticketnet") =>
        (await Grain.CreateSalesChannel(new CreateSalesChannel(Context(), name, SalesChannelType.External))).Done();
}

internal static class Answers
{
    public static T Done<T>(this Outcome<T> outcome) =>
        outcome.Match(value => value, refusals => throw new InvalidOperationException(string.Join(Environment.NewLine, refusals)));

    public static Task Execute(this TestCluster cluster, string sql) =>
        cluster.Database.Write((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction));

    public static void ShouldBeRefused<T>(this Outcome<T> outcome, RefusalCode code) =>
        outcome.ShouldBeOfType<Outcome<T>.Refused>().First.Code.ShouldBe(code);
}
