using Distribution.Sandbox.Control;

namespace Distribution.Demo;

/// <summary>How a distributor comes to know what it has, and the venue what it sold.</summary>
internal interface IExchange
{
    /// <summary>What <see cref="Tell"/> does, in words.</summary>
    string Telling { get; }

    /// <summary>What <see cref="Import"/> does, in words.</summary>
    string Importing { get; }

    Task Tell(SandboxClient distributor);

    Task Import(SandboxClient distributor);

    /// <summary>Differences between its books and ours, once all is imported.</summary>
    int Differences(Report report);
}
