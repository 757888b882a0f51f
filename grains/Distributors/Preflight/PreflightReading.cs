using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Distributors.Preflight;

/// <summary>Asks the catalog and, where an export is meant, the seat maps, and checks what they say.</summary>
internal sealed class PreflightReading(IGrainFactory grains, CatalogDirectory directory, ConnectorCatalog connectors, TimeProvider time)
{
    /// <summary>Seat maps asked at once.</summary>
    private const int AtOnce = 8;

    public async Task<Outcome<PreflightReport>> Report(DistributorInterfaceId distributor, PreflightScope scope)
    {
        if (await directory.FindInterface(distributor) is not { } facts)
        {
            return new Refusal(RefusalCode.NotFound, distributor.ToString(), "There is no such distributor interface.");
        }

        var state = await grains.GetGrain<IDistributorInterfaceGrain>(distributor.Value).Get();
        return state is Outcome<InterfaceView>.Done { Value: var view }
            ? await Report(facts, scope, view.Setup is { } setup ? new(setup.Contact, !setup.Emails.IsEmpty) : null, new MappingIndex(view.Mappings))
            : new Outcome<PreflightReport>.Refused(((Outcome<InterfaceView>.Refused)state).Refusals);
    }

    public async Task<Outcome<PreflightReport>> Report(InterfaceFacts distributor, PreflightScope scope, PreflightSetup? setup, MappingIndex mappings)
    {
        var catalog = await grains.GetGrain<IVenueGrain>(distributor.Venue.Value).Get();
        var facts = new PreflightFacts(distributor, connectors.Find(distributor.Type)?.Capabilities, scope, setup, mappings, catalog!, time.GetUtcNow());
        if (scope.Performance is { } performance && facts.Performances.IsEmpty)
        {
            return new Refusal(RefusalCode.NotFound, performance.ToString(), "There is no such performance in this venue.");
        }

        if (!scope.HasExport || facts.Capabilities is not { Export: true })
        {
            return PreflightCheck.Report(facts);
        }

        var places = await Places(facts);
        return places.Match<Outcome<PreflightReport>>(
            found => PreflightCheck.Report(facts with { Places = found }), refusals => new Outcome<PreflightReport>.Refused(refusals));
    }

    private async Task<Outcome<ImmutableDictionary<PerformanceId, ImmutableArray<ChannelPlaces>>>> Places(PreflightFacts facts)
    {
        var places = ImmutableDictionary.CreateBuilder<PerformanceId, ImmutableArray<ChannelPlaces>>();
        foreach (var some in facts.Performances.Chunk(AtOnce))
        {
            var answers = await Task.WhenAll(some.Select(it => grains.GetGrain<ISeatMapGrain>(it.Id.Value).PlacesOfChannel(facts.Interface.Channel)));
            foreach (var (answer, asked) in answers.Zip(some))
            {
                if (answer is Outcome<ImmutableArray<ChannelPlaces>>.Refused refused)
                {
                    return new Outcome<ImmutableDictionary<PerformanceId, ImmutableArray<ChannelPlaces>>>.Refused(refused.Refusals);
                }

                places.Add(asked.Id, ((Outcome<ImmutableArray<ChannelPlaces>>.Done)answer).Value);
            }
        }

        return places.ToImmutable();
    }
}
