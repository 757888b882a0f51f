namespace Distribution.Tests.Simulation;

/// <summary>One thing that happens in a simulation. What exactly follows from the seed and from what has happened before.</summary>
internal readonly record struct Step(int Kind, int Seed);
