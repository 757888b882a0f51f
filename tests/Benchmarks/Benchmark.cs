using System.Text.Json.Nodes;

namespace Distribution.Benchmarks;

/// <summary>Measures one thing.</summary>
internal interface IBenchmark
{
    /// <summary>On the command line and in the JSON line.</summary>
    string Name { get; }

    /// <summary>What it stands for, in a sentence.</summary>
    string Title { get; }

    /// <exception cref="Exception">It could not be measured, or what was to hold did not.</exception>
    Task<JsonObject> Run(Pace pace);
}
