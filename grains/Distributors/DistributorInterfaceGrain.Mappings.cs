using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Distributors.Mappings;
using Distribution.Primitives;

namespace Distribution.Distributors;

internal sealed partial class DistributorInterfaceGrain
{
    /// <summary>What the ledger has, as of the last reading or change here.</summary>
    private MappingSet _mappings = MappingSet.Empty;

    public async Task<Outcome<MappingSet>> Map(CommandContext context, ImmutableArray<Mapping> changes, string? file = null)
    {
        if (!await IsKnown())
        {
            return NotFound();
        }

        var fingerprint = FingerprintOf(changes.IsDefault ? [] : changes);
        if (await _ledger.FingerprintOf(Id, context.Id) is { } known)
        {
            return known == fingerprint ? _mappings = await _ledger.Newest(Id) : Mismatch(context.Id);
        }

        if (Repeat(context.Id, fingerprint, () => _mappings) is { } repeat)
        {
            return repeat;
        }

        var catalog = await GrainFactory.GetGrain<IVenueGrain>(_facts!.Venue.Value).Get();
        var outcome = MappingRules.Change(_mappings, changes, MappableThings.Of(catalog!));
        if (outcome is not Outcome<MappingSet>.Done { Value: var changed })
        {
            return outcome;
        }

        if (changed == _mappings)
        {
            // It makes no version, but its id is taken all the same.
            return await Save(context.Id, fingerprint, () => changed);
        }

        // It is there before the mappings change: cut off in between, the next tick takes what waited for them.
        if (await _inbox.WaitsForMappings(Id, changed.Version))
        {
            await this.RegisterOrUpdateReminder(Watch, WatchPeriod, WatchPeriod);
        }

        if (!await _ledger.Append(Id, context, fingerprint, file, _mappings, changed))
        {
            // Another activation of this grain was first.
            _mappings = await _ledger.Newest(Id);
            return new Refusal(RefusalCode.Busy, Id.ToString(), "The mappings are being changed by others; send the same command again.");
        }

        _mappings = changed;
        await TakeWhatWaitsForMappings();
        return changed;
    }
}
