using Distribution.Catalog;
using Distribution.Distributors;
using Distribution.Distributors.Preflight;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Distributors;

public sealed class PreflightTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task It_tells_what_is_missing_for_a_performance_and_then_that_nothing_is(Dialect dialect)
    {
        await using var venue = await LinkedVenue.Unmapped(await ImpatientCluster.On(dialect));
        await venue.Assign("P-1-1", "R-1-1");
        await venue.AssignStanding(2);
        var preflight = venue.Cluster.Client.GetGrain<IPreflightGrain>(venue.InterfaceId.Value);
        var scope = new PreflightScope(DistributorFunction.ContingentExport, venue.Performance);

        var before = (await preflight.Check(scope)).Done();
        var run = await venue.Export();
        await Sell(venue, "Kat A", "Kat B", "Steh");
        (await venue.Interface.Map(LinkedVenue.Context(), venue.AllMappings)).Done();
        var after = (await preflight.Check(scope)).Done();

        before.Findings.Where(finding => finding.Weight is PreflightWeight.Hinders).Select(finding => (finding.Topic, finding.Mapping, finding.Subject)).ShouldBe(
        [
            (PreflightTopic.ActivityProfile, null, venue.Channel.ToString()),
            (PreflightTopic.Mapping, MappingKind.Performance, venue.Performance.ToString()),
            (PreflightTopic.Mapping, MappingKind.Area, "Steh"),
            (PreflightTopic.Mapping, MappingKind.Block, "P"),
            (PreflightTopic.Mapping, MappingKind.Block, "R"),
            (PreflightTopic.Mapping, MappingKind.SeatCategory, "Kat A"),
            (PreflightTopic.Mapping, MappingKind.SeatCategory, "Kat B"),
            (PreflightTopic.Mapping, MappingKind.SeatCategory, "Steh"),
        ]);
        (run.State, run.Warning).ShouldBe((ExecutionState.Succeeded, $"The preflight misses 1 thing; the first: {before.Findings[0].Message} {before.Findings[0].WhatToDo}"), run.FirstError?.Message);
        (after.IsReady, after.Hindering).ShouldBe((true, 0));
        (await venue.Export()).Warning.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_performance_or_interface_that_is_not_there_is_not_checked(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var grains = venue.Cluster.Client;

        (await grains.GetGrain<IPreflightGrain>(NewId.Guid()).Check(new PreflightScope())).ShouldBeRefused(RefusalCode.NotFound);
        (await grains.GetGrain<IPreflightGrain>(venue.InterfaceId.Value).Check(new PreflightScope(Performance: NewId.Of<PerformanceId>())))
            .ShouldBeRefused(RefusalCode.NotFound);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task The_places_of_a_channel_are_counted_by_area_block_and_category(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-2-1", "R-1-1");
        await venue.AssignStanding(4);
        var (other, _) = await venue.AddDistributor("Fnac");
        (await venue.ContingentGrain(other).Assign(LinkedVenue.Context(), PlaceSelection.Of("P-1-6"))).Done();

        (await venue.SeatMap.PlacesOfChannel(venue.Channel)).Done()
            .ShouldBe([new("Parkett", "P", "Kat A", 2), new("Rang", "R", "Kat B", 1), new("Steh", null, "Steh", 4)]);
    }

    private static async Task Sell(LinkedVenue venue, params string[] categories)
    {
        foreach (var category in categories)
        {
            (await venue.Catalog.SetTariff(new SetTariff(LinkedVenue.Context(), category, venue.Adults, null, new Money(2_500, "EUR")))).Done();
        }

        var derby = (await venue.Catalog.Get())!.Events[0].Id;
        SoldEvent sold = new(derby, venue.Performance, [.. categories.Select(category => new SoldTariff(category, venue.Adults))]);
        (await venue.Catalog.SetActivityProfile(new SetActivityProfile(LinkedVenue.Context(), venue.Channel, [sold]))).Done();
    }
}
