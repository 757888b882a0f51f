using System.Text.Json.Nodes;

namespace Distribution.Benchmarks;

/// <summary>Measures one thing.</summary>
internal interface IBenchmark
{
    /// <summary>On the command line and in the JSON line.</summary>
    string Name { get; }

    /// <summary>What it stands for, in a sentence.</summary>
    string Title { get; }

    /// <exception cref="PromiseBrokenException">It was measured, and what the product promises did not hold.</exception>
    /// <exception cref="Exception">It could not be measured.</exception>
    Task<JsonObject> Run(Pace pace);
}

/// <param name="figures">What was measured all the same.</param>
internal sealed class PromiseBrokenException(string message, JsonObject figures) : Exception(message)
{
    public JsonObject Figures => figures;
}
