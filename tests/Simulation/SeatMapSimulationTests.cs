using System.Globalization;
using CsCheck;

namespace Distribution.Tests.Simulation;

/// <summary>
/// Random commands, distributors and clocks against a seat map, with a naive model beside it. A failure says its seed; the same run again is
/// <c>CsCheck_Seed=… dotnet test --filter SeatMapSimulation</c>, and it is made as short as it gets while it fails. A longer campaign is
/// <c>DISTRIBUTION_SIMULATION_RUNS=20000</c>.
/// </summary>
public sealed class SeatMapSimulationTests
{
    private const int UsualRuns = 60;
    private const int MaxSteps = 250;

    private static readonly Gen<Step> AnyStep = Gen.Select(Gen.Int[0, 999], Gen.Int[0, int.MaxValue], (kind, seed) => new Step(kind, seed));

    private static int Runs =>
        int.TryParse(Environment.GetEnvironmentVariable("DISTRIBUTION_SIMULATION_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var runs) ? runs : UsualRuns;

    [Fact]
    public void The_seat_map_agrees_with_its_model_whatever_happens() => AnyStep.Array[1, MaxSteps].Sample(SeatMapSimulation.Run, iter: Runs);
}
