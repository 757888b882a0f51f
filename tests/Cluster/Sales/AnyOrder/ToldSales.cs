using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Distribution.Connectors;
using Distribution.Distributors;

namespace Distribution.Tests.Cluster.Sales.AnyOrder;

/// <summary>A distributor in this process that tells what a test has it tell, by its service and in files, and takes every allotment.</summary>
internal sealed class ToldSales : IDistributorConnector
{
    private readonly ConcurrentDictionary<Uri, ConcurrentQueue<ImmutableArray<SaleLine>>> _pages = [];
    private readonly ConcurrentDictionary<string, ImmutableArray<SaleLine>> _files = [];

    public string Type => "told";

    public ConnectorCapabilities Capabilities { get; } = new(
        Export: true, Import: true, Files: true, AllotmentStatus: false, AccessControl: false, Cancellations: true, UnnumberedAreas: true);

    public ImmutableArray<ConnectorField> Fields { get; } = [new(SetupField.Url, 2_000)];

    /// <summary>The next page of the distributor at this address.</summary>
    public void Tell(Uri address, ImmutableArray<SaleLine> page) => _pages.GetOrAdd(address, _ => []).Enqueue(page);

    /// <summary>A file that has these lines.</summary>
    public byte[] Write(string name, ImmutableArray<SaleLine> lines)
    {
        _files[name] = lines;
        return Encoding.UTF8.GetBytes(name);
    }

    public Task<AllotmentAnswer> SendAllotment(ConnectorLink link, AllotmentMessage message, CancellationToken cancellationToken) =>
        Task.FromResult<AllotmentAnswer>(new AllotmentAnswer.Answered(
            [
                .. message.Additions.Select(place => new PlaceAnswer(place.Place, PlaceVerdict.Accepted)),
                .. message.Withdrawals.Select(place => new PlaceAnswer(place, PlaceVerdict.Accepted)),
            ],
            [.. message.Areas.Select(area => new AreaAnswer(area.Area, area.Allotted, 0))]));

    public Task<PullAnswer> PullSales(ConnectorLink link, string? after, CancellationToken cancellationToken)
    {
        var pages = _pages.GetOrAdd(link.Url, _ => []);
        return Task.FromResult<PullAnswer>(new PullAnswer.Page(pages.TryDequeue(out var page) ? page : [], null, !pages.IsEmpty));
    }

    public SalesFileAnswer ReadSalesFile(ConnectorLink link, SalesFile file) =>
        new SalesFileAnswer.Read(_files[Encoding.UTF8.GetString(file.Content.Span)]);
}
