using System.Globalization;
using CsCheck;

namespace Distribution.Tests.Simulation;

/// <summary>
/// Random commands, distributors and clocks against a seat map, with a naive model beside it. A failure says its seed and tells the shortest story that still
/// fails. The same run again is <c>CsCheck_Seed=… dotnet test --filter SeatMapSimulation</c>, a longer campaign <c>DISTRIBUTION_SIMULATION_RUNS=20000</c>.
/// </summary>
public sealed class SeatMapSimulationTests
{
    private const int UsualRuns = 60;
    private const int MaxSteps = 250;

    private static readonly Gen<Step> AnyStep = Gen.Select(Gen.Int[0, 999], Gen.Int[0, int.MaxValue], (kind, seed) => new Step(kind, seed));

    private static int Runs =>
        int.TryParse(Environment.GetEnvironmentVariable("DISTRIBUTION_SIMULATION_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var runs) ? runs : UsualRuns;

    [Fact]
    public void The_seat_map_agrees_with_its_model_whatever_happens()
    {
        Step[] failing = [];
        try
        {
            AnyStep.Array[1, MaxSteps].Sample(
                steps =>
                {
                    if (FailureOf(steps) is { } failure)
                    {
                        failing = steps;
                        throw failure;
                    }
                },
                iter: Runs);
        }
        catch (CsCheckException found)
        {
            var shortest = Shorten(failing);
            var story = new List<string>();
            var failure = FailureOf(shortest, story.Add);
            throw new InvalidOperationException(string.Join('\n', story.Append(failure!.Message).Append(found.Message)), failure);
        }
    }

    /// <summary>Leaves out whatever can be left out, from halves to single steps: each step is one by itself, so what is left is as good a run.</summary>
    private static Step[] Shorten(Step[] failing)
    {
        for (var length = failing.Length / 2; length > 0; length /= 2)
        {
            for (var start = 0; start < failing.Length;)
            {
                Step[] without = [.. failing.Take(start), .. failing.Skip(start + length)];
                (failing, start) = FailureOf(without) is null ? (failing, start + length) : (without, start);
            }
        }

        return failing;
    }

    private static Exception? FailureOf(Step[] steps, Action<string>? story = null)
    {
        try
        {
            SeatMapSimulation.Run(steps, story);
            return null;
        }
#pragma warning disable CA1031 // Whatever went wrong is what is looked for.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return failure;
        }
    }
}
