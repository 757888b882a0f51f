using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Contingents;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sandbox.Control;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Cluster.Distributors;
using Distribution.Tests.Fixtures;
using Orleans.Runtime;
using static Distribution.Tests.Cluster.Distributors.LinkedVenue;

namespace Distribution.Tests.Cluster.Contingents;

/// <summary>A venue linked to Ticketnet and to Fnac, which here speaks the same protocol, each a server of its own.</summary>
internal sealed class TwoDistributors : IAsyncDisposable
{
    private readonly Ticketnet _fnac;

    private TwoDistributors(LinkedVenue venue, Ticketnet fnac, ContingentId toFnac, DistributorInterfaceId fnacInterface)
    {
        Venue = venue;
        _fnac = fnac;
        ToFnac = toFnac;
        FnacInterface = fnacInterface;
    }

    public LinkedVenue Venue { get; }

    /// <summary>Ticketnet's contingent.</summary>
    public ContingentId ToTicketnet => Venue.ContingentId;

    public ContingentId ToFnac { get; }

    public DistributorInterfaceId FnacInterface { get; }

    public SandboxClient Ticketnet => Venue.Ticketnet;

    public SandboxClient Fnac => _fnac.Control;

    public static async Task<TwoDistributors> On(Dialect dialect) => await On(await ImpatientCluster.On(dialect));

    /// <summary>Both set up and mapped; nothing is assigned yet.</summary>
    public static async Task<TwoDistributors> On(TestCluster cluster)
    {
        var venue = await LinkedVenue.On(cluster);
        var fnac = await Fixtures.Ticketnet.Start();
        var added = await venue.AddDistributor("Fnac");
        var grain = cluster.Client.GetGrain<IDistributorInterfaceGrain>(added.Interface.Value);
        (await grain.SetUp(new SetUpInterface(Context(), fnac.Url, Fixtures.Ticketnet.User, Fixtures.Ticketnet.Password, venue.Contact, []))).Done();
        (await grain.Map(Context(), venue.AllMappings)).Done();
        return new TwoDistributors(venue, fnac, added.Contingent, added.Interface);
    }

    public async Task<ContingentId> InternalContingent(string name) =>
        (await Venue.Catalog.CreateContingent(new CreateContingent(Context(), name, null))).Done().Id;

    /// <summary>Gives the places to a contingent; with one of a distributor's, they are exported too.</summary>
    public async Task Give(ContingentId contingent, PlaceSelection selection)
    {
        (await Venue.ContingentGrain(contingent).Assign(Context(), selection)).Done();
        if (contingent == ToTicketnet)
        {
            (await Venue.Export()).State.ShouldBe(ExecutionState.Succeeded);
        }
    }

    /// <summary>Starts a move and waits until it is over or can't go on for now.</summary>
    public async Task<Move> Move(ContingentId from, ContingentId to, PlaceSelection selection) =>
        await Standstill(from, (await Venue.ContingentGrain(from).Move(new MovePlaces(Context(), to, selection))).Done().Id);

    public async Task<Move> Standstill(ContingentId from, MoveId id)
    {
        Move move;
        do
        {
            move = (await Venue.ContingentGrain(from).WaitFor(id, TimeSpan.FromSeconds(20))).Done();
        }
        while (move is { IsOver: false, Problem: null });
        return move;
    }

    /// <summary>What Orleans does every minute while a move waits.</summary>
    public async Task<Move> Remind(ContingentId from, MoveId id)
    {
        await Venue.ContingentGrain(from).AsReference<IRemindable>().ReceiveReminder("move", default);
        return (await Venue.ContingentGrain(from).WaitFor(id, TimeSpan.FromSeconds(20))).Done();
    }

    public async Task<bool> HasReminder(ContingentId contingent) =>
        (await Venue.Cluster.Service<IReminderTable>().ReadRows(Venue.ContingentGrain(contingent).GetGrainId())).Reminders.Count > 0;

    public async Task<ContingentView> View(ContingentId contingent) => (await Venue.ContingentGrain(contingent).Get()).Done();

    public async Task<ImmutableArray<string>> PlacesIn(ContingentId contingent) =>
        [.. (await Venue.Places()).Where(place => place.Contingent == contingent).Select(place => place.Name)];

    /// <summary>The numbered places that a distributor has by its own books, and how many standing.</summary>
    public static async Task<(IEnumerable<string> Places, int Standing)> Has(SandboxClient distributor)
    {
        var allotment = await distributor.Allotment(TheirPerformance);
        return (allotment.Places.Select(place => place.Place), allotment.Areas.Sum(area => area.Allotted));
    }

    /// <summary>No place is at both, and nobody else can sell what either of them has.</summary>
    public async Task ShouldHaveOneSellerEach()
    {
        await Venue.ShouldBeSafe();
        var (atFnac, standing) = await Has(Fnac);
        atFnac.ShouldNotContain(place => Has(Ticketnet).Result.Places.Contains(place));
        var offered = (await Venue.Places()).Where(place => place.Offer is not OfferStage.None && place.Offeree == FnacInterface).ToList();
        atFnac.ShouldBeSubsetOf(offered.Select(place => place.Name));
        offered.Count(place => place.Key is null).ShouldBeGreaterThanOrEqualTo(standing);
    }

    public async ValueTask DisposeAsync()
    {
        await _fnac.DisposeAsync();
        await Venue.DisposeAsync();
    }
}
