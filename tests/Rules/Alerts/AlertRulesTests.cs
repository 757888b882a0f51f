using System.Collections.Immutable;
using Distribution.Alerts;
using Distribution.Distributors;
using Distribution.Distributors.Health;
using Distribution.Primitives;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.Alerts;

/// <summary>When somebody is told, and when nobody is.</summary>
public sealed class AlertRulesTests
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<FunctionHealth> Fine = [Function(HealthState.Ok), Function(HealthState.NeverRun, DistributorFunction.SalesImport)];
    private static readonly ImmutableArray<FunctionHealth> Broken = [Function(HealthState.Failing), Function(HealthState.Ok, DistributorFunction.SalesImport)];
    private static readonly ImmutableArray<FunctionHealth> Worse = [Function(HealthState.Failing), Function(HealthState.Failing, DistributorFunction.SalesImport)];

    private AlertState _state = AlertState.Well;

    [Fact]
    public void While_all_is_well_nobody_is_told() => After(0, Fine).ShouldBeNull();

    [Theory, InlineData(HealthState.Failing), InlineData(HealthState.Late), InlineData(HealthState.ItemsFailing), InlineData(HealthState.Differing)]
    public void What_breaks_is_told_at_once_and_once(HealthState trouble)
    {
        After(0, [Function(trouble)]).ShouldBe(AlertKind.Broken);
        for (var minute = 1; minute < 24 * 60; minute++)
        {
            After(minute, [Function(trouble)]).ShouldBeNull();
        }
    }

    [Fact]
    public void What_stays_broken_is_told_once_a_day()
    {
        var told = Enumerable.Range(0, 3 * 24 * 60).Select(minute => After(minute, Broken)).OfType<AlertKind>();

        told.ShouldBe([AlertKind.Broken, AlertKind.StillBroken, AlertKind.StillBroken]);
    }

    [Fact]
    public void What_is_mended_is_told_once_it_has_lasted()
    {
        After(0, Broken);

        After(5, Fine).ShouldBeNull();
        After(19, Fine).ShouldBeNull();
        After(20, Fine).ShouldBe(AlertKind.Recovered);
        After(21, Fine).ShouldBeNull();
        After(22, Broken).ShouldBe(AlertKind.Broken);
    }

    [Fact]
    public void A_link_that_comes_and_goes_stays_broken()
    {
        var told = Enumerable.Range(0, 24 * 60).Select(minute => After(minute, minute / 5 % 2 == 0 ? Broken : Fine)).OfType<AlertKind>();

        told.ShouldBe([AlertKind.Broken]);
    }

    [Fact]
    public void What_breaks_besides_is_told_an_hour_after_the_last_word_at_the_earliest()
    {
        After(0, Broken);

        After(10, Worse).ShouldBeNull();
        After(59, Worse).ShouldBeNull();
        After(60, Worse).ShouldBe(AlertKind.Worse);
        After(130, Broken).ShouldBeNull();
        After(200, Worse).ShouldBeNull();
    }

    private static FunctionHealth Function(HealthState state, DistributorFunction function = DistributorFunction.ContingentExport) =>
        new(NewId.Of<VenueId>(), NewId.Of<DistributorInterfaceId>(), function, state);

    private AlertKind? After(int minutes, ImmutableArray<FunctionHealth> functions)
    {
        var decision = AlertRules.Decide(_state, functions, Noon.AddMinutes(minutes));
        _state = decision.State;
        return decision.Tell;
    }
}
