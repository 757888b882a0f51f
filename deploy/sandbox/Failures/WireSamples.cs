using System.Text.Json;

namespace Distribution.Sandbox.Failures;

/// <summary>Scraps of what a distributor speaks, for where it fails or is made to say nonsense.</summary>
/// <param name="ContentType">Of its answers.</param>
/// <param name="Beginning">Of an answer that is cut there.</param>
/// <param name="Fault">The body of an answer with a status that is not a yes.</param>
/// <param name="UnknownLine">A line of sales of a kind that there is not; <c>{line}</c> becomes a new line id.</param>
/// <param name="RawLine">What stands in the place of a line when the control API gives it so; null where it can't.</param>
internal sealed record WireSamples(string ContentType, string Beginning, string Fault, string UnknownLine, Func<JsonElement, string?> RawLine);
