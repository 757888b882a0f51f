using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Connectors;
using Distribution.Contingents;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sales;
using Distribution.Sales.Conflicts;
using Distribution.Sales.Files;
using Distribution.SeatMaps;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Sales.AnyOrder;

/// <summary>A venue whose distributor has a row of two performances, but for its last seat, and some places of an area.</summary>
internal sealed partial class FedVenue
{
    private readonly TestCluster _cluster;
    private readonly ToldSales _distributor;
    private readonly Uri _address;
    private readonly DistributorInterfaceId _interface;
    private readonly ImmutableArray<PerformanceId> _performances;
    private readonly ContingentId _contingent;

    private FedVenue(
        TestCluster cluster, ToldSales distributor, Uri address, DistributorInterfaceId @interface, ImmutableArray<PerformanceId> performances, ContingentId contingent)
    {
        (_cluster, _distributor, _address, _interface, _performances, _contingent) = (cluster, distributor, address, @interface, performances, contingent);
    }

    private IDistributorInterfaceGrain Interface => _cluster.Client.GetGrain<IDistributorInterfaceGrain>(_interface.Value);

    public static async Task<FedVenue> On(TestCluster cluster, ToldSales distributor)
    {
        var venue = (await VenueFixture.On(cluster)).Grain;
        var seats = Feed.Seats.Select((seat, at) => $"Parkett,P,1,{at + 1},Kat A,{at},0");
        var hall = (await venue.ImportSeatingPlan(new ImportSeatingPlan(
            Context(), "Saal", SeatingPlanFormat.Csv, string.Join('\n', seats.Prepend("area,block,row,seat,category,x,y")), [new NewUnnumberedArea("Steh", "Steh", 20)]))).Done();
        var derby = (await venue.CreateEvent(new CreateEvent(Context(), "Derby"))).Done();
        var performances = ImmutableArray.CreateBuilder<PerformanceId>();
        foreach (var name in Feed.Performances)
        {
            performances.Add((await venue.CreatePerformance(new CreatePerformance(
                Context(), derby.Id, hall.Id, name, new DateTimeOffset(2027, 3, 6, 19, 30, 0, TimeSpan.Zero).AddDays(performances.Count), "Europe/Paris"))).Done().Id);
        }

        var channel = (await venue.CreateSalesChannel(new CreateSalesChannel(Context(), "Told", SalesChannelType.External))).Done().Id;
        var contingent = (await venue.CreateContingent(new CreateContingent(Context(), "Told", channel))).Done().Id;
        var maker = (await venue.CreateDistributor(new CreateDistributor(Context(), "Told"))).Done().Id;
        var contact = (await venue.CreateContact(new CreateContact(Context(), "Told SA", "sales@example.org"))).Done().Id;
        var adults = (await venue.CreateAudienceSubCategory(new CreateAudienceSubCategory(Context(), "Adults"))).Done().Id;
        var registered = (await venue.RegisterInterface(new RegisterInterface(Context(), maker, channel, distributor.Type, "Told"))).Done().Id;
        var made = new FedVenue(cluster, distributor, new Uri($"http://localhost/{registered}"), registered, performances.ToImmutable(), contingent);
        await made.SetUp(contact, adults);
        return made;
    }

    private static CommandContext Context() => VenueFixture.Context();

    private async Task SetUp(ContactId contact, AudienceSubCategoryId adults)
    {
        (await Interface.SetUp(new SetUpInterface(Context(), _address.AbsoluteUri, null, null, contact, ["office@example.org"]))).Done();
        (await Interface.Map(
            Context(),
            [
                .. _performances.Select((performance, at) => new Mapping(MappingKind.Performance, performance.ToString(), Feed.Performances[at])),
                new(MappingKind.Block, "P", "P"),
                new(MappingKind.Area, "Steh", Feed.Area),
                new(MappingKind.SeatCategory, "Kat A", "CAT1"),
                new(MappingKind.SeatCategory, "Steh", "CAT2"),
                new(MappingKind.AudienceSubCategory, adults.ToString(), "ADULT"),
            ])).Done();
        foreach (var performance in _performances)
        {
            var places = new PlaceSelection([.. Feed.Seats[..^1].Select(seat => new PlaceKey(seat))], [new(new AreaKey("Steh"), Feed.AreaPlaces)]);
            (await _cluster.Client.GetGrain<IContingentGrain>(new ContingentKey(performance, _contingent).ToString()).Assign(Context(), places)).Done();
        }

        await Run(DistributorFunction.ContingentExport);
    }

    /// <summary>Tells lines by the service, and imports them.</summary>
    public Task<Execution> Pull(ImmutableArray<SaleLine> lines) => Pull([lines]);

    /// <summary>Tells lines in pages, and imports them.</summary>
    public Task<Execution> Pull(IEnumerable<ImmutableArray<SaleLine>> pages)
    {
        foreach (var page in pages)
        {
            _distributor.Tell(_address, page);
        }

        return Import();
    }

    /// <summary>The venue itself holds a seat of the first performance for a buyer, or sells it.</summary>
    public async Task TakeOwn(string seat, bool isSold)
    {
        var seatMap = _cluster.Client.GetGrain<ISeatMapGrain>(_performances[0].Value);
        var hold = (await seatMap.Hold(new HoldPlaces(Context(), null, PlaceSelection.Of([seat]), TimeSpan.FromMinutes(15)))).Done();
        if (isSold)
        {
            (await seatMap.Confirm(new ConfirmHold(Context(), hold.Id, NewId.Of<OrderId>()))).Done();
        }
    }

    public async Task<Execution> TakeFile(ImmutableArray<SaleLine> lines)
    {
        var name = $"{NewId.Of<CommandId>()}";
        var content = new MemoryStream(_distributor.Write(name, lines));
        return await End((await _cluster.Service<SalesFileUpload>().Import(Context(), _interface, content, name, dryRun: false, CancellationToken.None)).Done().Id);
    }

    public Task<Execution> Import() => Run(DistributorFunction.SalesImport);

    public async Task<ImmutableArray<WaitingLine>> Waiting() => (await _cluster.Service<SaleInbox>().Pages([_interface], null, ExecutionLog.MaxPage))[_interface].Lines;

    /// <summary>Books, places, what waits with why, and the conflicts, without ids and times that are this venue's alone.</summary>
    public async Task<IReadOnlyList<string>> Everything()
    {
        var waiting = (await Waiting()).Select(line => Line(line.Reference, line.Error?.Kind, line.Error?.Subject, line.Error?.Message, line.Error?.WhatToDo, line.Error?.Times));
        var conflicts = (await _cluster.Service<ConflictBook>().Page(new ConflictFilter(Interface: _interface), null, ConflictBook.MaxPage)).Conflicts.Select(conflict => Line(
            conflict.State, conflict.Place, conflict.Claim.Line, conflict.Claim.TicketReference, conflict.Claim.Price, conflict.Holder.Kind, conflict.Holder.Who, conflict.HolderSince is null));
        return [.. (await Books()).Concat(await Places()).Concat(waiting.Concat(conflicts).Order(StringComparer.Ordinal)).Select(line => IdOrTime().Replace(line, "#"))];
    }

    /// <summary>Every ticket, and when its order says that it was sold, as texts: what differs is read at once.</summary>
    public async Task<IReadOnlyList<string>> Books()
    {
        var orders = (await _cluster.Service<SalesLedger>().Orders([_interface], null, SalesLedger.MaxPage))[_interface].Orders;
        return
        [
            .. orders.SelectMany(order => order.Tickets.Select(ticket => Line(
                ticket.TicketReference,
                order.SaleReference,
                Feed.Performances[_performances.IndexOf(ticket.Performance)],
                ticket.PlaceName.StartsWith("Steh", StringComparison.Ordinal) ? Feed.Area : ticket.PlaceName,
                ticket.Price,
                ticket.Barcode,
                ticket.SoldAt,
                ticket.IsReserved,
                ticket.CancelledAt,
                order.SoldAt))).Order(StringComparer.Ordinal),
        ];
    }

    public static IReadOnlyList<string> Books(Feed feed) =>
    [
        .. feed.Tickets.Values.Select(ticket => Line(
            ticket.Reference,
            ticket.Sale,
            ticket.Performance,
            ticket.Where,
            ticket.Price,
            ticket.Barcode,
            ticket.SoldAt,
            ticket.IsReserved,
            ticket.CancelledAt,
            feed.Tickets.Values.Where(other => other.Sale == ticket.Sale).Min(other => other.SoldAt))).Order(StringComparer.Ordinal),
    ];

    /// <summary>Who has which place, places of an area being as good as one another.</summary>
    public async Task<IReadOnlyList<string>> Places()
    {
        var found = new List<string>();
        foreach (var (performance, at) in _performances.Select((id, at) => (id, at)))
        {
            var page = (await _cluster.Client.GetGrain<ISeatMapGrain>(performance.Value).Places(new PlaceFilter(), null, SeatMapReads.MaxPage)).Done();
            found.AddRange(page.Places.Where(place => place.Key is not null || place.Contingent is not null).Select(place => Line(
                Feed.Performances[at], place.Key?.Value ?? Feed.Area, place.Status, place.Order, place.Offer, place.Contingent is not null)));
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Places(Feed feed) =>
    [
        .. Feed.Performances.SelectMany(performance => Feed.Seats.Append(Feed.Area).SelectMany(where => PlacesAt(feed, performance, where))).Order(StringComparer.Ordinal),
    ];

    private IEnumerable<string> PlacesAt(Feed feed, string performance, string where)
    {
        var sold = feed.Tickets.Values.Where(ticket => ticket.CancelledAt is null && (ticket.Performance, ticket.Where) == (performance, where)).ToList();
        var (isOffered, isTouched) = (where != Feed.Seats[^1], feed.Touched.Contains((performance, where)));
        var offer = isOffered ? OfferStage.Acknowledged : isTouched ? OfferStage.InDoubt : OfferStage.None;
        return Enumerable.Range(0, where == Feed.Area ? Feed.AreaPlaces : 1).Select(at => at < sold.Count
            ? Line(performance, where, SaleStatus.Sold, new OrderId(DerivedId.From(_interface.Value, "order", sold[at].Sale)), offer, true)
            : Line(performance, where, SaleStatus.Free, null, offer, isOffered || isTouched));
    }

    private async Task<Execution> Run(DistributorFunction function) => await End((await Interface.Run(new RunFunction(Context(), function))).Done().Id);

    private async Task<Execution> End(ExecutionId id)
    {
        Execution execution;
        do
        {
            execution = (await Interface.WaitFor(id, TimeSpan.FromSeconds(20))).Done();
        }
        while (execution.State is ExecutionState.Running);
        return execution;
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9-]{10} [0-9:]{8}Z", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex IdOrTime();

    private static string Line(params object?[] values) => string.Join(" · ", values.Select(value => value switch
    {
        DateTimeOffset time => time.UtcDateTime.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "-",
    }));
}
