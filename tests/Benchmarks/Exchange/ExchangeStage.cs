using System.Collections.Immutable;
using System.Globalization;
using Distribution.Benchmarks.Stage;
using Distribution.Catalog;
using Distribution.Contingents;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sandbox;
using Distribution.Sandbox.Allotments;
using Distribution.SeatMaps;

namespace Distribution.Benchmarks.Exchange;

/// <summary>
/// A stadium linked to a distributor, with as many performances as are asked for, all places of each in the distributor's contingent, and behind them one with a few.
/// </summary>
internal sealed record ExchangeStage(DistributorInterfaceId Interface, ImmutableArray<PerformanceId> Performances)
{
    /// <summary>Places of the last performance.</summary>
    public const int Few = 1_000;

    public const string User = "venue";
    public const string Password = "sandbox";

    /// <summary>The distributor's id of the performance at this turn.</summary>
    public static string Theirs(int turn) => string.Create(CultureInfo.InvariantCulture, $"TN-{turn + 1}");

    public static async Task<ExchangeStage> Set(IGrainFactory grains, SandboxServer sandbox, int performances)
    {
        var venue = await BenchVenue.Create(grains, GeneratedHall.Stadium);
        var catalog = venue.Catalog;
        var channel = (await catalog.CreateSalesChannel(new CreateSalesChannel(BenchVenue.Context(), "Ticketnet", SalesChannelType.External))).Done();
        var contingent = (await catalog.CreateContingent(new CreateContingent(BenchVenue.Context(), "Ticketnet", channel.Id))).Done();
        var distributor = (await catalog.CreateDistributor(new CreateDistributor(BenchVenue.Context(), "Ticketnet"))).Done();
        var contact = (await catalog.CreateContact(new CreateContact(BenchVenue.Context(), "Ticketnet", "sales@example.org"))).Done();
        var adults = (await catalog.CreateAudienceSubCategory(new CreateAudienceSubCategory(BenchVenue.Context(), "Adults"))).Done();
        var link = (await catalog.RegisterInterface(new RegisterInterface(BenchVenue.Context(), distributor.Id, channel.Id, "ticketnet", "Ticketnet"))).Done();
        var ids = ImmutableArray.CreateBuilder<PerformanceId>();
        using var control = new Sandbox.Control.SandboxClient(sandbox.ControlUrl);
        while (ids.Count <= performances)
        {
            await control.Register(new PerformanceRegistration(Theirs(ids.Count)));
            ids.Add((await venue.Performance()).Id);
            await Assign(grains, venue.Hall, new ContingentKey(ids[^1], contingent.Id), ids.Count > performances ? Few : venue.Hall.Seats);
        }

        var grain = grains.GetGrain<IDistributorInterfaceGrain>(link.Id.Value);
        (await grain.SetUp(new SetUpInterface(BenchVenue.Context(), sandbox.TicketnetUrl.AbsoluteUri, User, Password, contact.Id, ["sales@example.org"]))).Done();
        (await grain.Map(BenchVenue.Context(), [.. Mappings(venue.Hall, ids, adults.Id)])).Done();
        return new ExchangeStage(link.Id, ids.ToImmutable());
    }

    /// <summary>The first places of the hall, some blocks at a time.</summary>
    private static async Task Assign(IGrainFactory grains, GeneratedHall hall, ContingentKey contingent, int places)
    {
        var keys = Enumerable.Range(0, places).Select(hall.Key);
        foreach (var some in keys.Chunk(hall.Seats / hall.Blocks * 8))
        {
            (await grains.GetGrain<IContingentGrain>(contingent.ToString()).Assign(BenchVenue.Context(), PlaceSelection.Of(some))).Done();
        }
    }

    private static IEnumerable<Mapping> Mappings(GeneratedHall hall, IEnumerable<PerformanceId> performances, AudienceSubCategoryId adults) =>
    [
        .. performances.Select((id, turn) => new Mapping(MappingKind.Performance, id.ToString(), Theirs(turn))),
        .. Enumerable.Range(0, hall.Blocks).Select(GeneratedHall.Block).Select(block => new Mapping(MappingKind.Block, block, $"TN-{block}")),
        .. Enumerable.Range(0, GeneratedHall.CategoryCount).Select(at => new Mapping(MappingKind.SeatCategory, GeneratedHall.Category(at), $"CAT{at}")),
        new Mapping(MappingKind.AudienceSubCategory, adults.ToString(), "ADULT"),
    ];
}
