using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Distributors;

public sealed class UnknownInterfaceTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_interface_that_there_is_not_is_not_found_however_many_ask_at_once(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var stranger = venue.Cluster.Client.GetGrain<IDistributorInterfaceGrain>(NewId.Guid());

        foreach (var view in await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => stranger.Get())))
        {
            view.ShouldBeRefused(RefusalCode.NotFound);
        }

        (await stranger.SetUp(venue.SetUp())).ShouldBeRefused(RefusalCode.NotFound);
        (await stranger.Map(LinkedVenue.Context(), venue.AllMappings)).ShouldBeRefused(RefusalCode.NotFound);
        (await stranger.Run(new RunFunction(LinkedVenue.Context(), DistributorFunction.SalesImport))).ShouldBeRefused(RefusalCode.NotFound);
        (await stranger.WaitFor(NewId.Of<ExecutionId>(), TimeSpan.Zero)).ShouldBeRefused(RefusalCode.NotFound);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_interface_that_was_asked_for_too_early_is_there_once_it_is_created(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var asked = venue.Cluster.Client.GetGrain<IDistributorInterfaceGrain>(NewId.Guid());
        (await asked.Get()).ShouldBeRefused(RefusalCode.NotFound);

        var (contingent, _) = await venue.AddDistributor("Fnac", asked.GetPrimaryKey());

        (await asked.Get()).Done().Id.Value.ShouldBe(asked.GetPrimaryKey());
        (await venue.ContingentGrain(contingent).Get()).Done().Name.ShouldBe("Fnac");
    }
}
