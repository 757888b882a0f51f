using Distribution.Benchmarks.Load;

namespace Distribution.Benchmarks.HoldExact;

/// <summary>
/// Which two neighbouring seats a call asks for: any pair of a hot stretch of 512 seats, which moves on through the house as it fills. At this
/// speed about three calls in ten find a seat of theirs taken, at every moment of a round, with as many calls under way as seats in the stretch.
/// </summary>
internal static class Contention
{
    private const int Stretch = 512;

    /// <summary>By how many seats the stretch moves on with each call.</summary>
    private const double Step = 3.75;

    public static int Calls(int seats) => (int)((seats - Stretch - 1) / Step);

    /// <returns>The first of the two.</returns>
    public static int Seat(long call) => (int)(call * Step) + Ids.Pick(call, Stretch);
}
