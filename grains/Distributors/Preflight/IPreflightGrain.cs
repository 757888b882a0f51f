using Distribution.Primitives;
using Orleans.Concurrency;

namespace Distribution.Distributors.Preflight;

/// <summary>Checks an interface; the key is the interface's id. It changes nothing.</summary>
[Alias("IPreflightGrain")]
public interface IPreflightGrain : IGrainWithGuidKey
{
    /// <summary>Refused with NotFound (no such interface, or performance in its venue), Overloaded and StorageFailed.</summary>
    [Alias("Check")]
    Task<Outcome<PreflightReport>> Check(PreflightScope scope);
}

[StatelessWorker]
internal sealed class PreflightGrain(PreflightReading reading) : Grain, IPreflightGrain
{
    public Task<Outcome<PreflightReport>> Check(PreflightScope scope) => reading.Report(new DistributorInterfaceId(this.GetPrimaryKey()), scope);
}
