using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Crash;

/// <summary>
/// A web shop with several tills that hold, sell and give up places as fast as they are answered. It keeps book of what it was told,
/// and of nothing else.
/// </summary>
internal sealed class Shop(ApiVenue venue)
{
    private const int Tills = 3;

    /// <summary>Holds that a till keeps or sells; it gives up the others, so that it never runs out of places.</summary>
    private const int KeptByTill = 12;

    private readonly List<(string Place, string? Order)> _taken = [];

    /// <summary>Places it holds.</summary>
    public IReadOnlyList<string> Held => [.. _taken.Where(place => place.Order is null).Select(place => place.Place)];

    /// <summary>Places it sold, with the order.</summary>
    public IReadOnlyList<(string Place, string Order)> Sold => [.. _taken.Where(place => place.Order is not null).Select(place => (place.Place, place.Order!))];

    public int GivenUp { get; private set; }

    public Task Run(CancellationToken closing) => Task.WhenAll(Enumerable.Range(0, Tills).Select(_ => RunTill(closing)));

    private async Task RunTill(CancellationToken closing)
    {
        for (var round = 0; !closing.IsCancellationRequested || round < KeptByTill; round++)
        {
            var hold = await venue.Api.Do("holdBestAvailable", new { performance = venue.Performance, quantity = 2, block = "P" }, "id places");
            await Finish(round, hold["id"]!.GetValue<Guid>(), [.. hold["places"]!.AsArray().Select(place => place!.GetValue<string>())]);
        }
    }

    private async Task Finish(int round, Guid hold, IReadOnlyList<string> places)
    {
        if (round >= KeptByTill)
        {
            await venue.Api.Do("releaseHold", new { performance = venue.Performance, hold }, "version");
            lock (_taken)
            {
                GivenUp++;
            }

            return;
        }

        Guid? order = round % 2 == 0 ? NewId.Guid() : null;
        if (order is { } sold)
        {
            await venue.Confirm(hold, sold);
        }

        lock (_taken)
        {
            _taken.AddRange(places.Select(place => (place, order?.ToString())));
        }
    }
}
