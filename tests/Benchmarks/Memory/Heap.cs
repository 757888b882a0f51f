namespace Distribution.Benchmarks.Memory;

internal static class Heap
{
    /// <summary>Bytes of all that is still reachable.</summary>
    public static long Size()
    {
        for (var pass = 0; pass < 3; pass++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>MiB of each of several equal things.</summary>
    public static double MebibytesOf(int count, Func<object> make)
    {
        var things = new object[count];
        var before = Size();
        for (var i = 0; i < count; i++)
        {
            things[i] = make();
        }

        var each = ToMebibytes(Size() - before) / count;
        GC.KeepAlive(things);
        return each;
    }

    public static double ToMebibytes(long bytes) => bytes / (1024.0 * 1024);
}
