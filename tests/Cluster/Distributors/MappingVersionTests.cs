using System.Text;
using Distribution.Distributors;
using Distribution.Distributors.Mappings;
using Distribution.Distributors.OnSaleSheets;
using Distribution.Primitives;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Distributors;

/// <summary>Every change of an interface's mappings makes a version that can be read ever after, and what runs says which it used.</summary>
public sealed class MappingVersionTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task Each_change_makes_a_version_that_says_who_when_and_what(Dialect dialect)
    {
        await using var venue = await LinkedVenue.Unmapped(await ImpatientCluster.On(dialect));
        var ledger = venue.Cluster.Service<MappingLedger>();
        var first = LinkedVenue.Context();

        (await venue.Interface.Map(first, [new(MappingKind.Block, "P", "1"), new(MappingKind.Block, "R", "2")])).Done().Version.ShouldBe(1);
        (await venue.Interface.Map(LinkedVenue.Context(), [new(MappingKind.Block, "P", "3"), new(MappingKind.Block, "R", ""), new(MappingKind.Area, "Steh", "4")], "ids.csv")).Done().Version.ShouldBe(2);

        var page = (await ledger.Versions([venue.InterfaceId], null, 1))[venue.InterfaceId];
        var newest = page.Versions.ShouldHaveSingleItem();
        newest.ShouldSatisfyAllConditions(it => it.Version.ShouldBe(2), it => it.Who.ShouldBe("marie"), it => it.File.ShouldBe("ids.csv"), it => it.ChangeCount.ShouldBe(3));
        (await ledger.Versions([venue.InterfaceId], page.Before, 5))[venue.InterfaceId].Versions.Select(it => (it.Version, it.Command)).ShouldBe([(1L, first.Id)]);
        (await ledger.Changes([newest], 0, 10))[newest].ShouldBe(
            [new(MappingKind.Area, "Steh", null, "4"), new(MappingKind.Block, "P", "1", "3"), new(MappingKind.Block, "R", "2", null)]);
        (await ledger.At([venue.InterfaceId], 1))[venue.InterfaceId]!.Mappings.ShouldBe([new(MappingKind.Block, "P", "1"), new(MappingKind.Block, "R", "2")]);
        (await ledger.At([venue.InterfaceId], 0))[venue.InterfaceId]!.Mappings.ShouldBeEmpty();
        (await ledger.At([venue.InterfaceId], 3))[venue.InterfaceId].ShouldBeNull();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task The_same_command_again_makes_no_version_even_after_others_and_with_other_content_is_refused(Dialect dialect)
    {
        await using var venue = await LinkedVenue.Unmapped(await ImpatientCluster.On(dialect));
        var context = LinkedVenue.Context();
        var nothing = LinkedVenue.Context();
        (await venue.Interface.Map(context, [new(MappingKind.Block, "P", "1")])).Done();
        (await venue.Interface.Map(LinkedVenue.Context(), [new(MappingKind.Block, "P", "2")])).Done();
        (await venue.Interface.Map(nothing, [new(MappingKind.Block, "P", "2")])).Done().Version.ShouldBe(2);

        var again = (await venue.Interface.Map(context, [new(MappingKind.Block, "P", "1")])).Done();

        again.Version.ShouldBe(2);
        again.Mappings.Single().Theirs.ShouldBe("2");
        (await venue.Interface.Map(context, [new(MappingKind.Block, "P", "9")])).ShouldBeRefused(RefusalCode.CommandMismatch);
        (await venue.Interface.Map(nothing, [new(MappingKind.Block, "P", "9")])).ShouldBeRefused(RefusalCode.CommandMismatch);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_set_of_many_versions_is_the_same_after_a_restart(Dialect dialect)
    {
        await using var cluster = await TestCluster.On(dialect);
        await using var venue = await LinkedVenue.Unmapped(cluster);
        for (var number = 1; number <= 103; number++)
        {
            (await venue.Interface.Map(LinkedVenue.Context(), [new(MappingKind.Block, number % 2 == 0 ? "P" : "R", $"{number}")])).Done();
        }

        await cluster.Restart();

        var now = (await venue.Interface.Get()).Done().Mappings;
        now.Version.ShouldBe(103);
        now.Mappings.ShouldBe([new(MappingKind.Block, "P", "102"), new(MappingKind.Block, "R", "103")]);
        (await cluster.Service<MappingLedger>().At([venue.InterfaceId], 51))[venue.InterfaceId]!.Mappings.ShouldBe([new(MappingKind.Block, "P", "50"), new(MappingKind.Block, "R", "51")]);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_activation_that_another_one_outran_refuses_and_takes_the_command_the_next_time(Dialect dialect)
    {
        await using var venue = await LinkedVenue.Unmapped(await ImpatientCluster.On(dialect));
        var ledger = venue.Cluster.Service<MappingLedger>();
        (await venue.Interface.Get()).Done().Mappings.Version.ShouldBe(0);
        var other = new MappingSet(1, [new(MappingKind.Block, "R", "2")]);
        (await ledger.Append(venue.InterfaceId, LinkedVenue.Context(), "", null, MappingSet.Empty, other)).ShouldBeTrue();
        var context = LinkedVenue.Context();

        (await venue.Interface.Map(context, [new(MappingKind.Block, "P", "1")])).ShouldBeRefused(RefusalCode.Busy);
        var taken = (await venue.Interface.Map(context, [new(MappingKind.Block, "P", "1")])).Done();

        taken.Version.ShouldBe(2);
        taken.Mappings.Length.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Each_run_says_which_version_it_used(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1");

        var before = await venue.Export();
        (await venue.Interface.Map(LinkedVenue.Context(), [new(MappingKind.Block, "P", "TN-P2")])).Done();
        var after = await venue.Import();

        before.MappingVersion.ShouldBe(1);
        after.MappingVersion.ShouldBe(2);
        (await venue.Log.Find(before.Id))!.MappingVersion.ShouldBe(1);
        (await venue.Cluster.Service<MappingLedger>().At([venue.InterfaceId], before.MappingVersion))[venue.InterfaceId]!.Mappings.ShouldContain(new Mapping(MappingKind.Block, "P", "TN-P"));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_sheet_goes_out_and_comes_back_first_as_a_dry_run_then_for_good_and_again_without_effect(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2");
        var sheets = venue.Cluster.Service<OnSaleSheets>();
        var derby = (await venue.Catalog.Get())!.Events.Single().Id;
        var sheet = (await sheets.Xlsx(derby, venue.InterfaceId, SheetLanguage.French)).Done();
        var context = LinkedVenue.Context();

        (await sheets.Import(context, derby, venue.InterfaceId, new MemoryStream(sheet.Content), sheet.Name, dryRun: true)).Done()
            .ShouldSatisfyAllConditions(it => it.Applied.ShouldBeFalse(), it => it.Read.ShouldBe(8), it => it.Unchanged.ShouldBe(8), it => it.Changes.ShouldBeEmpty());
        (await venue.Interface.Map(LinkedVenue.Context(), [new(MappingKind.Block, "P", "other"), new(MappingKind.Block, "R", "")])).Done();
        var done = (await sheets.Import(context, derby, venue.InterfaceId, new MemoryStream(sheet.Content), sheet.Name, dryRun: false)).Done();
        var again = (await sheets.Import(context, derby, venue.InterfaceId, new MemoryStream(sheet.Content), sheet.Name, dryRun: false)).Done();

        done.Version.ShouldBe(3);
        done.Changes.ShouldBe([new(MappingKind.Block, "P", "other", "TN-P"), new(MappingKind.Block, "R", null, "TN-R")]);
        again.Version.ShouldBe(done.Version);
        again.Changes.ShouldBe(done.Changes);
        (await venue.Cluster.Service<MappingLedger>().Versions([venue.InterfaceId], null, 1))[venue.InterfaceId].Versions.Single().File.ShouldBe(sheet.Name);
        (await sheets.Pdf(derby, venue.InterfaceId, SheetLanguage.English)).Done().Content.AsSpan()[..5].SequenceEqual("%PDF-"u8).ShouldBeTrue();
        (await sheets.Xlsx(NewId.Of<EventId>(), venue.InterfaceId, SheetLanguage.French)).ShouldBeRefused(RefusalCode.NotFound);
        (await sheets.Xlsx(derby, NewId.Of<DistributorInterfaceId>(), SheetLanguage.French)).ShouldBeRefused(RefusalCode.NotFound);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_bad_line_of_a_file_leaves_everything_as_it_was(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var mappings = venue.Cluster.Service<InterfaceMappings>();
        Task<Outcome<MappingImport>> Import(string text, bool removeEmpty = false) => mappings.Import(
            LinkedVenue.Context(), venue.InterfaceId, new MemoryStream(Encoding.UTF8.GetBytes(text)), "ids.csv", removeEmpty, dryRun: false, CancellationToken.None);

        (await Import("kind;ours;theirs\nBlock;P;new\nBlock;Nord;x")).ShouldBeRefused(RefusalCode.NotFound);
        (await venue.Interface.Get()).Done().Mappings.Version.ShouldBe(1);
        (await Import("kind;ours;theirs\nBlock;P;new\nBlock;R;", removeEmpty: true)).Done().Changes.Length.ShouldBe(2);
        (await mappings.Search([venue.InterfaceId], new MappingFilter(MappingKind.Block, Mapped: false), 0, 10))[venue.InterfaceId].Done().Objects.Single().Ours.ShouldBe("R");
    }
}
