using System.Collections.Immutable;
using Distribution.Distributors;
using Distribution.Distributors.Preflight;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;
using static Distribution.Distributors.Preflight.PreflightWeight;

namespace Distribution.Tests.Rules.Distributors;

public sealed class PreflightCheckTests
{
    private readonly PreflightBench _bench = new();

    [Fact]
    public void Where_nothing_is_missing_the_interface_is_ready()
    {
        var report = PreflightCheck.Report(_bench.Facts);

        report.Findings.ShouldBeEmpty();
        (report.IsReady, report.Hindering, report.Warnings, report.At).ShouldBe((true, 0, 0, PreflightBench.Now));
    }

    [Fact]
    public void Everything_missing_is_told_at_once_what_hinders_first()
    {
        var facts = _bench.Facts with
        {
            Setup = null,
            Capabilities = null,
            Mappings = PreflightBench.Mapped(),
            Catalog = _bench.Facts.Catalog with { Contingents = [], ActivityProfiles = [], Contacts = [] },
            Scope = new PreflightScope(Performance: _bench.Saturday.Id),
        };

        var report = PreflightCheck.Report(facts);

        report.Findings.Select(finding => (finding.Weight, finding.Topic, finding.Mapping)).ShouldBe(
        [
            (Hinders, PreflightTopic.SetUp, null),
            (Hinders, PreflightTopic.SetUp, null),
            (Hinders, PreflightTopic.Contingents, null),
            (Hinders, PreflightTopic.ActivityProfile, null),
            (Hinders, PreflightTopic.Mapping, MappingKind.Performance),
            (Hinders, PreflightTopic.Mapping, MappingKind.Area),
            (Hinders, PreflightTopic.Mapping, MappingKind.Block),
            (Hinders, PreflightTopic.Mapping, MappingKind.SeatCategory),
            (Hinders, PreflightTopic.Mapping, MappingKind.SeatCategory),
            (Warns, PreflightTopic.Mapping, MappingKind.Event),
            (Warns, PreflightTopic.Mapping, MappingKind.Area),
        ]);
        (report.IsReady, report.Hindering, report.Warnings).ShouldBe((false, 9, 2));
        report.Findings.ShouldAllBe(finding => finding.Message.EndsWith('.') && finding.WhatToDo.EndsWith('.'));
    }

    [Fact]
    public void A_contact_that_is_not_there_hinders_and_nobody_to_tell_warns()
    {
        Only(_bench.Facts with { Setup = new PreflightSetup(NewId.Of<ContactId>(), TellsSomebody: true) }).ShouldBe((Hinders, PreflightTopic.Contact));
        Only(_bench.Facts with { Setup = _bench.Facts.Setup! with { TellsSomebody = false } }).ShouldBe((Warns, PreflightTopic.SetUp));
    }

    [Fact]
    public void A_profile_that_is_over_or_sells_nothing_hinders()
    {
        var over = _bench.Line with { Until = PreflightBench.Now };

        Topics(_bench.Selling(over)).ShouldContain((Hinders, PreflightTopic.ActivityProfile));
        Topics(_bench.Selling()).ShouldContain((Hinders, PreflightTopic.ActivityProfile));
        PreflightCheck.Report(_bench.Selling(over, _bench.Line)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public void A_profile_that_begins_later_warns() =>
        Only(_bench.Selling(_bench.Line with { From = PreflightBench.Now.AddTicks(1) })).ShouldBe((Warns, PreflightTopic.ActivityProfile));

    [Fact]
    public void A_performance_that_the_profile_does_not_sell_hinders_when_it_is_the_one_and_warns_among_others()
    {
        var facts = _bench.Selling(_bench.Line with { Performance = NewId.Of<PerformanceId>() });

        Topics(facts with { Scope = new PreflightScope(Performance: _bench.Saturday.Id) }).ShouldContain((Hinders, PreflightTopic.ActivityProfile));
        Topics(facts).ShouldBe([(Warns, PreflightTopic.ActivityProfile)]);
    }

    [Fact]
    public void A_performance_that_has_begun_is_looked_at_only_when_it_is_asked_for()
    {
        var begun = _bench.Facts with { Now = _bench.Saturday.StartsAt, Mappings = PreflightBench.Mapped() };

        PreflightCheck.Report(begun).Findings.ShouldBeEmpty();
        PreflightCheck.Report(begun with { Scope = new PreflightScope(Performance: _bench.Saturday.Id) }).Hindering.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Contingents_without_places_warn_for_an_export_only()
    {
        Only(_bench.Having()).ShouldBe((Warns, PreflightTopic.Contingents));
        PreflightCheck.Report(_bench.Having() with { Scope = new PreflightScope(DistributorFunction.SalesImport) }).Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Places_of_a_category_without_a_sold_tariff_warn()
    {
        var report = PreflightCheck.Report(_bench.Selling(_bench.Line with { Tariffs = [_bench.Line.Tariffs[0]] }));

        var finding = report.Findings.ShouldHaveSingleItem();
        (finding.Weight, finding.Topic, finding.Subject).ShouldBe((Warns, PreflightTopic.ActivityProfile, "S"));
        finding.Message.ShouldContain("100 places");
    }

    [Fact]
    public void Unnumbered_places_hinder_where_the_distributor_takes_none()
    {
        var finding = PreflightCheck.Report(_bench.Facts with { Capabilities = PreflightBench.Everything with { UnnumberedAreas = false } })
            .Findings.ShouldHaveSingleItem();

        (finding.Weight, finding.Subject).ShouldBe((Hinders, "Pit"));
    }

    [Theory]
    [InlineData(MappingKind.Performance, Hinders)]
    [InlineData(MappingKind.Event, Warns)]
    [InlineData(MappingKind.Block, Hinders)]
    [InlineData(MappingKind.SeatCategory, Hinders)]
    [InlineData(MappingKind.AudienceSubCategory, Hinders)]
    public void A_missing_mapping_is_told_by_its_kind(MappingKind kind, PreflightWeight weight)
    {
        var report = PreflightCheck.Report(_bench.Facts with { Mappings = Without(it => it.Kind == kind) });

        report.Findings.ShouldAllBe(finding => finding.Topic == PreflightTopic.Mapping && finding.Mapping == kind && finding.Weight == weight);
        report.Findings.ShouldNotBeEmpty();
    }

    [Fact]
    public void An_unnumbered_area_without_mapping_hinders_and_one_around_seats_warns()
    {
        var findings = PreflightCheck.Report(_bench.Facts with { Mappings = Without(it => it.Kind == MappingKind.Area) }).Findings;

        findings.Select(finding => (finding.Weight, finding.Subject)).ShouldBe([(Hinders, "Pit"), (Warns, "Hall")]);
    }

    [Fact]
    public void More_findings_than_can_be_listed_are_counted()
    {
        var places = Enumerable.Range(0, 600).Select(block => new ChannelPlaces("Hall", $"B{block}", "A", 1)).ToImmutableArray();

        var report = PreflightCheck.Report(_bench.Having(places));

        report.Findings.Length.ShouldBe(PreflightReport.MaxFindings);
        report.Hindering.ShouldBe(600);
    }

    private static (PreflightWeight, PreflightTopic) Only(PreflightFacts facts) => Topics(facts).ShouldHaveSingleItem();

    private static ImmutableArray<(PreflightWeight, PreflightTopic)> Topics(PreflightFacts facts) =>
        [.. PreflightCheck.Report(facts).Findings.Select(finding => (finding.Weight, finding.Topic))];

    private MappingIndex Without(Func<(MappingKind Kind, string Ours), bool> left) => PreflightBench.Mapped(
    [
        .. Enum.GetValues<MappingKind>().SelectMany(kind => _bench.Facts.Mappings.AllOurs(kind).Select(ours => (kind, ours))).Where(it => !left(it)),
    ]);
}
