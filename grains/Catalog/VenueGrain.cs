using System.Data.Common;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Microsoft.Extensions.Logging;

namespace Distribution.Catalog;

/// <summary>
/// The catalog is small and changes seldom, so each call asks the database for the version first: an activation that
/// another one has outrun reads anew instead of answering or deciding on what was.
/// </summary>
internal sealed partial class VenueGrain(CatalogStore store, SeatingPlanStore plans, ILogger<VenueGrain> logger) : Grain, IVenueGrain
{
    /// <summary>How often a command is decided anew because another activation wrote meanwhile.</summary>
    private const int MaxAttempts = 3;

    private CatalogState? _state;

    private VenueId Id => new(this.GetPrimaryKey());

    public async Task<CatalogView?> Get() => (await StateAt(await store.VersionOf(Id))).View();

    public Task<Outcome<Venue>> CreateVenue(CreateVenue command) => Execute<Venue>(command);

    public async Task<Outcome<LogicalConfiguration>> ImportSeatingPlan(ImportSeatingPlan command)
    {
        // A large plan takes a second or so: elsewhere than on a thread that serves grains.
        var parsed = await Task.Run(() => SeatingPlanParser.Parse(command.Format, command.Text, command.UnnumberedAreas, command.Name));
        return parsed switch
        {
            Outcome<SeatingPlan>.Done { Value: var plan } => await Add(command, plan),
            Outcome<SeatingPlan>.Refused refused => new Outcome<LogicalConfiguration>.Refused([.. refused.Refusals.Select(InText)]),
            _ => throw new InvalidOperationException("An outcome is done or refused."),
        };
    }

    /// <summary>What names no field of the command is a place in the plan's text.</summary>
    private static Refusal InText(Refusal refusal) =>
        refusal.Argument is null && !refusal.Subject.StartsWith("name", StringComparison.Ordinal) && !refusal.Subject.StartsWith("unnumberedAreas", StringComparison.Ordinal)
            ? refusal with { Argument = "text" }
            : refusal;

    public Task<Outcome<Event>> CreateEvent(CreateEvent command) => Execute<Event>(command);

    public Task<Outcome<Performance>> CreatePerformance(CreatePerformance command) => Execute<Performance>(command);

    public Task<Outcome<AudienceSubCategory>> CreateAudienceSubCategory(CreateAudienceSubCategory command) => Execute<AudienceSubCategory>(command);

    public Task<Outcome<Tariff>> SetTariff(SetTariff command) => Execute<Tariff>(command);

    public Task<Outcome<SalesChannel>> CreateSalesChannel(CreateSalesChannel command) => Execute<SalesChannel>(command);

    public Task<Outcome<ActivityProfile>> SetActivityProfile(SetActivityProfile command) => Execute<ActivityProfile>(command);

    public Task<Outcome<Contact>> CreateContact(CreateContact command) => Execute<Contact>(command);

    public Task<Outcome<Contingent>> CreateContingent(CreateContingent command) => Execute<Contingent>(command);

    public Task<Outcome<Distributor>> CreateDistributor(CreateDistributor command) => Execute<Distributor>(command);

    public Task<Outcome<RegisteredInterface>> RegisterInterface(RegisterInterface command) => Execute<RegisteredInterface>(command);

    public Task<Outcome<CatalogEntry>> Rename(Rename command) => Execute<CatalogEntry>(command);

    /// <summary>The plan is saved first: without its entry it does no harm, and an entry without its plan would.</summary>
    private async Task<Outcome<LogicalConfiguration>> Add(ImportSeatingPlan command, SeatingPlan plan)
    {
        try
        {
            var hash = await plans.Save(plan);
            return await Execute<LogicalConfiguration>(new AddLogicalConfiguration(command.Context, command.Name, hash, plan));
        }
        catch (DbException failure)
        {
            return Failed(command, failure);
        }
    }

    private async Task<Outcome<T>> Execute<T>(CatalogCommand command) where T : CatalogEntry
    {
        try
        {
            for (var attempt = 1; attempt <= MaxAttempts; attempt++)
            {
                var (version, past) = await store.Look(Id, command.Context.Id);
                var state = await StateAt(version);
                var decision = CatalogRules.Decide(state, command, past);
                if (decision is Outcome<CatalogDecision>.Refused { Refusals: var refusals })
                {
                    return new Outcome<T>.Refused(refusals);
                }

                var (entry, repeats) = ((Outcome<CatalogDecision>.Done)decision).Value;
                if (repeats || await store.Append(state, command, entry))
                {
                    _state = repeats ? state : state.Apply(new EntryRecorded(entry));
                    return (T)entry;
                }

                LogOutrun(Id, state.Version, attempt);
            }

            return new Refusal(RefusalCode.Busy, Id.ToString(), "The catalog is being changed by others; send the same command again.");
        }
        catch (DbException failure)
        {
            return Failed(command, failure);
        }
    }

    private Refusal Failed(CatalogCommand command, DbException failure)
    {
        LogStorageFailed(failure, Id, command.Context.Id);
        return new Refusal(
            RefusalCode.StorageFailed, command.Context.Id.ToString(), "Whether this became durable is not known; send the same command again.");
    }

    private async Task<CatalogState> StateAt(long version)
    {
        if (_state is null || _state.Version != version)
        {
            _state = await store.Load(Id);
        }

        return _state;
    }
}
