namespace Distribution.Benchmarks.Load;

/// <summary>
/// Several rounds of ours and of the baseline in turn, so that whatever else happens on the machine meets both. Of each the
/// round with the median rate counts, with everything that was measured in it.
/// </summary>
internal sealed record Rounds(LoadResult Ours, LoadResult Baseline, double Ratio)
{
    /// <param name="ours">One round, given its turn from 0.</param>
    /// <param name="rate">What the two are compared by.</param>
    public static async Task<Rounds> Alternate(
        int rounds, Func<int, Task<LoadResult>> ours, Func<int, Task<LoadResult>> baseline, Func<LoadResult, double> rate)
    {
        var (all, allBaselines) = (new List<LoadResult>(), new List<LoadResult>());
        for (var round = 0; round < rounds; round++)
        {
            all.Add(await ours(round));
            allBaselines.Add(await baseline(round));
        }

        var (our, their) = (Median(all, rate), Median(allBaselines, rate));
        return new Rounds(our, their, rate(our) / rate(their));
    }

    public static T Median<T>(IReadOnlyCollection<T> results, Func<T, double> by) => results.OrderBy(by).ElementAt(results.Count / 2);
}
