using Distribution.Catalog;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sales;
using Distribution.Sales.Prices;
using Distribution.Sandbox.Sales;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Cluster.Distributors;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Sales;

/// <summary>Lines that are more than one ticket sold or cancelled.</summary>
public sealed class SaleKindsTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_exchange_is_one_ticket_for_the_other_place_whenever_it_comes(Dialect dialect)
    {
        await using var venue = await Offered(dialect);
        await Tell(venue, Line("T-2", "P-1-2", replaces: "T-1"));
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Waiting = 1 });
        await Tell(venue, Line("T-1", "P-1-1"));
        (await venue.Import()).Counts.Imported.ShouldBe(1);

        (await venue.Import()).Counts.Waiting.ShouldBe(0);
        await Tell(venue, Line("T-1", "P-1-1"), Line("T-2", "P-1-2", replaces: "T-1"));
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Known = 2 });

        (await Valid(venue)).ShouldBe(["T-2 P-1-2"]);
        ((await venue.Place("P-1-1")).Status, (await venue.Place("P-1-2")).Status).ShouldBe((SaleStatus.Free, SaleStatus.Sold));
        (await venue.Waiting()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_exchange_for_a_place_that_somebody_else_has_leaves_the_old_ticket_valid(Dialect dialect)
    {
        await using var venue = await Offered(dialect);
        await venue.Hold("R-1-1");
        await Tell(venue, Line("T-1", "P-1-1"), Line("T-2", "R-1-1", replaces: "T-1"));

        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = 1, Waiting = 1 });

        (await Valid(venue)).ShouldBe(["T-1 P-1-1"]);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_reservation_has_the_place_and_becomes_a_sale_when_it_is_paid(Dialect dialect)
    {
        await using var venue = await Offered(dialect);
        await Tell(venue, Line("T-1", "P-1-1", type: "reserved", amount: 0), Line("T-2", "P-1-2", type: "reserved", amount: 0));
        (await venue.Import()).Counts.Imported.ShouldBe(2);
        (await Tickets(venue)).ShouldAllBe(ticket => ticket.IsReserved);

        await Tell(venue, Line("T-1", "P-1-1", amount: 4_000), Cancel("T-2"));
        await venue.Import();

        var paid = (await Tickets(venue)).Single(ticket => ticket.TicketReference == "T-1");
        (paid.IsReserved, paid.Price.MinorUnits).ShouldBe((false, 4_000));
        (await Valid(venue)).ShouldBe(["T-1 P-1-1"]);
        (await venue.Place("P-1-2")).Status.ShouldBe(SaleStatus.Free);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_pass_is_a_ticket_for_each_performance_or_none(Dialect dialect)
    {
        await using var venue = await Offered(dialect);
        var second = await AddPerformance(venue);
        var seatMap = venue.Cluster.Client.GetGrain<ISeatMapGrain>(second.Value);
        var hold = (await seatMap.Hold(new HoldPlaces(LinkedVenue.Context(), null, PlaceSelection.Of("P-1-1"), TimeSpan.FromMinutes(15)))).Done();
        await Tell(venue, Line("T-1", "P-1-1", also: """[{"performance":"TN-2","place":"P-1-1"}]"""));

        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Waiting = 1 });
        (await venue.Place("P-1-1")).Status.ShouldBe(SaleStatus.Free);

        (await seatMap.Release(new ReleaseHold(LinkedVenue.Context(), hold.Id))).Done();
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = 2, Warned = 1 });
        (await Tickets(venue)).Select(ticket => (ticket.Performance, ticket.Price.MinorUnits)).ShouldBe([(venue.Performance, 4_000), (second, 0)], ignoreOrder: true);

        await Tell(venue, Cancel("T-1"));
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Cancelled = 2 });
        (await venue.Place("P-1-1")).Status.ShouldBe(SaleStatus.Free);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Prices_that_are_not_ours_are_warned_of_or_refused_as_the_interface_says(Dialect dialect)
    {
        await using var venue = await Offered(dialect);
        (await venue.Catalog.SetTariff(new SetTariff(LinkedVenue.Context(), "Kat A", venue.Adults, null, new Money(5_000, "EUR")))).Done();
        await Tell(venue, Line("T-1", "P-1-1"));
        (await venue.Import()).Counts.Imported.ShouldBe(1);
        (await Tickets(venue)).ShouldHaveSingleItem().Warning.ShouldNotBeNull().ShouldContain("50.00 EUR");

        (await venue.Interface.SetSaleRules(LinkedVenue.Context(), new SaleRules(PriceRule.Refuse, []))).Done();
        await Tell(venue, Line("T-2", "P-1-2"), Line("T-3", "P-2-1", currency: "CHF"));
        await Eventually.True(async () => (await venue.Interface.Get()).Done().Running.IsEmpty);
        var refused = await venue.Import();

        refused.Counts.ShouldBe(new ExecutionCounts { Waiting = 2 });
        (await venue.Errors(refused)).Select(error => error.Subject).ShouldBe(["T-2", "T-3"]);
        (await venue.Errors(refused))[1].Message.ShouldContain("CHF");

        (await venue.Interface.SetSaleRules(LinkedVenue.Context(), new SaleRules(PriceRule.Accept, ["CHF"]))).Done();
        await Eventually.True(async () => (await Valid(venue)).Count == 3);
        (await venue.Interface.Get()).Done().SaleRules!.PriceDifferences.ShouldBe(PriceRule.Accept);
    }

    private static async Task<LinkedVenue> Offered(Dialect dialect)
    {
        var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2", "P-2-1");
        await venue.Export();
        return venue;
    }

    private static async Task<PerformanceId> AddPerformance(LinkedVenue venue)
    {
        var catalog = (await venue.Catalog.Get())!;
        var first = catalog.Performances.Single();
        var second = (await venue.Catalog.CreatePerformance(new CreatePerformance(
            LinkedVenue.Context(), first.Event, first.Configuration, "Sonntag", first.StartsAt.AddDays(1), first.TimeZone))).Done();
        (await venue.Interface.Map(LinkedVenue.Context(), [new Mapping(MappingKind.Performance, second.Id.ToString(), "TN-2")])).Done();
        return second.Id;
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_sale_as_another_seat_category_is_taken_with_a_warning(Dialect dialect)
    {
        await using var venue = await Offered(dialect);
        await Tell(venue, Line("T-1", "P-1-1", category: "CAT2"), Line("T-2", "P-1-2", category: "CAT9"), Line("T-3", "P-2-1"));

        var import = await venue.Import();

        import.Counts.ShouldBe(new ExecutionCounts { Imported = 3, Warned = 2 });
        import.Warning.ShouldNotBeNull().ShouldContain("Ticket T-1: It was sold as seat category \"CAT2\", which is mapped to Kat B; P-1-1 is of seat category Kat A.");
        (await Tickets(venue)).ToDictionary(ticket => ticket.TicketReference, ticket => ticket.Warning).ShouldBe(
            new Dictionary<string, string?>
            {
                ["T-1"] = "It was sold as seat category \"CAT2\", which is mapped to Kat B; P-1-1 is of seat category Kat A.",
                ["T-2"] = "It was sold as seat category \"CAT9\", which is not mapped; P-1-2 is of seat category Kat A.",
                ["T-3"] = null,
            },
            ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_ticket_that_comes_again_at_another_price_stays_as_it_is_with_a_warning(Dialect dialect)
    {
        await using var venue = await Offered(dialect);
        await Tell(venue, Line("T-1", "P-1-1"));
        await venue.Import();
        await Tell(venue, Line("T-1", "P-1-1", amount: 3_000));

        var again = await venue.Import();

        again.Counts.ShouldBe(new ExecutionCounts { Known = 1, Warned = 1 });
        again.Warning.ShouldNotBeNull().ShouldEndWith("Ticket T-1: It came again at 30.00 EUR; it is known at 40.00 EUR, and stays so.");
        var ticket = (await Tickets(venue)).ShouldHaveSingleItem();
        (ticket.Price.MinorUnits, ticket.Warning).ShouldBe((4_000, "It came again at 30.00 EUR; it is known at 40.00 EUR, and stays so."));
        (await venue.Waiting()).ShouldBeEmpty();
        (await venue.Import()).Counts.ShouldBe(default);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_barcode_that_another_distributors_ticket_bears_too_is_warned_of_on_both(Dialect dialect)
    {
        await using var venue = await Offered(dialect);
        var (theirs, cancelled) = (await OfAnother(venue, 15, "B-1"), await OfAnother(venue, 16, "B-2"));
        await venue.Ledger.Cancel(NewId.Of<DistributorInterfaceId>(), [cancelled.Id], DateTimeOffset.UnixEpoch, "");
        await Tell(venue, Line("T-1", "P-1-1", barcode: "B-1"), Line("T-2", "P-1-2", barcode: "B-2"));

        var import = await venue.Import();

        import.Counts.ShouldBe(new ExecutionCounts { Imported = 2, Warned = 1 });
        import.Warning.ShouldNotBeNull().ShouldContain("Ticket T-1: Its barcode B-1 is on a ticket of another distributor too: X-B-1 of ");
        (await Tickets(venue)).Where(ticket => ticket.Warning is not null).ShouldHaveSingleItem().TicketReference.ShouldBe("T-1");
        (await venue.Ledger.Find(theirs.Id))!.Warning.ShouldNotBeNull().ShouldContain("T-1 of Ticketnet");
        (await venue.Ledger.Find(cancelled.Id))!.Warning.ShouldBeNull();

        await Tell(venue, Line("T-3", "P-2-1", type: "reserved", amount: 0));
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = 1 });
        await OfAnother(venue, 17, "B-3");
        await Tell(venue, Line("T-3", "P-2-1", barcode: "B-3"));
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = 1, Warned = 1 });
    }

    private static async Task<Ticket> OfAnother(LinkedVenue venue, int place, string barcode)
    {
        var order = new Order(NewId.Of<OrderId>(), venue.Venue, NewId.Of<DistributorInterfaceId>(), venue.Contact, $"S-{barcode}", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, []);
        var ticket = new Ticket(
            NewId.Of<TicketId>(), order.Id, $"X-{barcode}", venue.Performance, place, "R-1-4", "Kat B", venue.Adults, new Money(1, "EUR"), barcode, order.SoldAt, null, NewId.Of<ExecutionId>(), null);
        await venue.Ledger.Book(order, [ticket], "");
        return ticket;
    }

    private static async Task Tell(LinkedVenue venue, params string[] lines)
    {
        foreach (var line in lines)
        {
            await venue.Ticketnet.SendMalformed(line);
        }
    }

    private static string Line(
        string ticket, string place, string? replaces = null, string type = "sold", long amount = 4_000, string currency = "EUR", string? also = null,
        string category = "CAT1", string? barcode = null) =>
        $$"""
        {"line":"{line}","type":"{{type}}","ticket":"{{ticket}}","sale":"S-{{ticket}}","performance":"{{LinkedVenue.TheirPerformance}}","place":"{{place}}","category":"{{category}}",
        "audience":"ADULT","price":{"amount":{{amount}},"currency":"{{currency}}"},"soldAt":"2027-01-01T10:00:00Z"
        {{(replaces is null ? "" : $",\"replaces\":\"{replaces}\"")}}{{(also is null ? "" : $",\"also\":{also}")}}{{(barcode is null ? "" : $",\"barcode\":\"{barcode}\"")}}}
        """;

    private static string Cancel(string ticket) => $$"""{"line":"{line}","type":"cancelled","ticket":"{{ticket}}","cancelledAt":"2027-01-02T10:00:00Z"}""";

    private static async Task<IReadOnlyList<Ticket>> Tickets(LinkedVenue venue) => [.. (await venue.Orders()).SelectMany(order => order.Tickets)];

    private static async Task<IReadOnlyList<string>> Valid(LinkedVenue venue) =>
        [.. (await Tickets(venue)).Where(ticket => ticket.CancelledAt is null).Select(ticket => $"{ticket.TicketReference} {ticket.PlaceName}")];
}
