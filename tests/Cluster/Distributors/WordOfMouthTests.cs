using Distribution.Distributors;
using Distribution.Distributors.AllotmentSheets;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Sandbox.Files;
using Distribution.Sandbox.Sales;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Distributors;

/// <summary>A distributor without an export: it has its places from assignment on, and gives them back by somebody's word.</summary>
public sealed class WordOfMouthTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task Its_places_are_offered_by_assignment_and_its_files_become_orders(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect, "digitick");
        await using var sftp = await SftpServer.Start(Path.Combine(venue.FilesOfSandbox, "digitick"));
        Directory.CreateDirectory(sftp.Folder);
        (await venue.Interface.SetUp(venue.SetUp(sftp.Key, sftp.Url) with { User = sftp.User, HostKey = await sftp.Fingerprint() })).Done();
        await venue.Assign("P-1-1", "P-1-2");
        await venue.AssignStanding(3);

        var counts = (await venue.SeatMap.Counts()).Done().Total;
        (counts.Offered, counts.Pending, counts.InDoubt).ShouldBe((5, 0, 0));
        (await venue.Place("P-1-1")).Offeree.ShouldBe(venue.InterfaceId);

        await venue.Sandbox.Tell(new ToldOrder(LinkedVenue.TheirPerformance, ["P-1-1", "P-1-2"], Standing: 3));
        var sold = await venue.Sandbox.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Places: ["P-1-1"], Standing: 2, MaxTicketsPerSale: 1));
        await venue.Sandbox.Cancel(new CancelOrder([sold[2].Ticket]));
        await venue.Sandbox.WriteFile(new FileOrder());
        var import = await venue.Import();

        (await venue.Errors(import)).ShouldBeEmpty();
        // It calls the category C1, which is not mapped.
        import.Counts.ShouldBe(new ExecutionCounts { Imported = 3, Cancelled = 1, Warned = 3 });
        var exchanges = (await venue.Cluster.Service<ExecutionDetails>().Exchanges([import.Id], null, 10))[import.Id].Exchanges;
        exchanges.Select(exchange => exchange.Request.Split(' ')[0]).ShouldBe(["OPEN", "LIST", "READ"]);
        exchanges[2].Answer.ShouldNotBeNull().ShouldContain(sold[0].Ticket);
        exchanges.ShouldAllBe(exchange => !$"{exchange}".Contains("PRIVATE KEY", StringComparison.Ordinal));
        var file = await File.ReadAllBytesAsync(Directory.GetFiles(sftp.Folder).Single());
        (await venue.ImportFile(file, "the same by hand.csv")).Counts.ShouldBe(new ExecutionCounts { Known = 4 });
        (await venue.Import()).Counts.ShouldBe(default);
        (await venue.Orders()).Sum(order => order.Tickets.Length).ShouldBe(3);
        (await venue.Interface.Run(new RunFunction(LinkedVenue.Context(), DistributorFunction.ContingentExport)))
            .ShouldBeOfType<Outcome<Execution>.Refused>().First.Message.ShouldContain("allotment sheet");
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Places_come_back_by_the_word_of_somebody_and_not_before(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect, "digitick");
        var sheets = venue.Cluster.Service<AllotmentSheetMaking>();
        await venue.Assign("P-1-1", "P-1-2", "P-1-3");
        await venue.AssignStanding(5);
        var first = (await sheets.Make(LinkedVenue.Context(), venue.InterfaceId, venue.Performance)).Done();
        (first.Places, first.Added, first.Withdrawn).ShouldBe((8, 8, 0));
        (await Agree(venue, first.Version)).Done().Word!.AgreedWith.ShouldBe("Mme Petit");

        (await venue.TakeBack("P-1-1", "P-1-2")).StillOffered.ShouldBe(2);
        (await venue.Contingent.TakeBack(LinkedVenue.Context(), LinkedVenue.Standing(2))).Done();
        await NobodyElseGets(venue, "P-1-1");
        var second = (await sheets.Make(LinkedVenue.Context(), venue.InterfaceId, venue.Performance)).Done();
        (second.Places, second.Added, second.Withdrawn).ShouldBe((4, 0, 4));
        await NobodyElseGets(venue, "P-1-1");

        (await Agree(venue, first.Version)).ShouldBeRefused(RefusalCode.WrongState);
        (await Agree(venue, second.Version, with: " ")).ShouldBeRefused(RefusalCode.Invalid);
        (await Agree(venue, second.Version, at: TimeProvider.System.GetUtcNow().AddDays(1))).ShouldBeRefused(RefusalCode.Invalid);
        (await Agree(venue, second.Version, kept: PlaceSelection.Of("P-1-3"))).ShouldBeRefused(RefusalCode.Invalid);
        (await Agree(venue, 99)).ShouldBeRefused(RefusalCode.NotFound);
        await NobodyElseGets(venue, "P-1-1");

        var context = LinkedVenue.Context();
        var kept = new PlaceSelection([new PlaceKey("P-1-2")], [new(new AreaKey("Steh"), 1)]);
        var agreed = (await Agree(venue, second.Version, kept: kept, context: context)).Done();
        (await Agree(venue, second.Version, kept: kept, context: context)).Done().Word!.SaidAt.ShouldBe(agreed.Word!.SaidAt);
        (await Agree(venue, second.Version, context: context)).ShouldBeRefused(RefusalCode.CommandMismatch);

        agreed.Word!.Kept.ShouldBe(["P-1-2", "Steh × 1"]);
        (await venue.Hold("P-1-1")).Places.ShouldBe(["P-1-1"]);
        await NobodyElseGets(venue, "P-1-2");
        (await venue.Place("P-1-2")).Contingent.ShouldBe(venue.ContingentId);
        var counts = (await venue.SeatMap.Counts()).Done().Total;
        (counts.Offered, counts.InDoubt, counts.Pending).ShouldBe((6, 0, 0));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_blocked_place_is_offered_when_it_is_unblocked(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect, "digitick");
        (await venue.SeatMap.Block(new BlockPlaces(LinkedVenue.Context(), null, PlaceSelection.Of("P-1-1")))).Done();
        await venue.Assign("P-1-1");
        (await venue.Place("P-1-1")).Offer.ShouldBe(OfferStage.None);

        (await venue.SeatMap.Unblock(new UnblockPlaces(LinkedVenue.Context(), null, PlaceSelection.Of("P-1-1")))).Done();

        (await venue.Place("P-1-1")).Offer.ShouldBe(OfferStage.Acknowledged);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_file_of_an_allotment_counts_from_its_writing_and_its_withdrawals_by_the_word(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect, "files");
        await venue.Assign("P-1-1", "P-1-2");
        (await venue.Place("P-1-1")).Offer.ShouldBe(OfferStage.None);

        var export = await venue.Export();

        (await venue.Errors(export)).ShouldBeEmpty();
        export.Counts.ShouldBe(new ExecutionCounts { Added = 2 });
        (await venue.Place("P-1-1")).Offer.ShouldBe(OfferStage.Acknowledged);
        await venue.TakeBack("P-1-1");
        var withdrawal = await venue.Export();
        (withdrawal.State, withdrawal.Counts.InDoubt).ShouldBe((ExecutionState.Succeeded, 1));
        withdrawal.Warning.ShouldNotBeNull().ShouldContain("until somebody confirms");
        await NobodyElseGets(venue, "P-1-1");
        (await venue.Export()).Counts.ShouldBe(default);

        var sheets = (await venue.Cluster.Service<AllotmentSheetLedger>().Lists([venue.InterfaceId], venue.Performance, 10))[venue.InterfaceId];
        sheets.Select(sheet => (sheet.Version, sheet.Places, sheet.Withdrawn)).ShouldBe([(2, 1, 1), (1, 2, 0)]);
        (await Agree(venue, 2)).Done();
        await venue.Hold("P-1-1");
    }

    private static async Task NobodyElseGets(LinkedVenue venue, string place) =>
        (await venue.SeatMap.Hold(new HoldPlaces(LinkedVenue.Context(), null, PlaceSelection.Of(place), TimeSpan.FromMinutes(1)))).ShouldBeOfType<Outcome<HoldView>.Refused>();

    private static Task<Outcome<AllotmentSheet>> Agree(
        LinkedVenue venue, long version, string with = "Mme Petit", DateTimeOffset? at = null, PlaceSelection? kept = null, CommandContext? context = null) =>
        venue.Cluster.Service<AllotmentSheetMaking>().Agree(
            context ?? LinkedVenue.Context(),
            venue.InterfaceId,
            venue.Performance,
            new AllotmentWordGiven(version, with, AgreementWay.Phone, at ?? Now, kept ?? new PlaceSelection([], [])));

    private static DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();
}
