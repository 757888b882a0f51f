using Distribution.SeatMaps.Journal;

namespace Distribution.SeatMaps.Live;

/// <summary>
/// The facts of places as they go to the replicas: without the numbers of holds and sales, which mean nothing outside the seat map. A free place in
/// the pool takes one byte, a changed place about four.
/// </summary>
internal static class PlaceBytes
{
    public static void Write(ByteWriter to, ulong facts) => to.Number((long)(facts & PlaceFacts.WithoutSale));

    /// <summary>A place with its facts, after the place that was written before it.</summary>
    /// <param name="after">-1 for the first place.</param>
    public static void Write(ByteWriter to, int after, int place, ulong facts)
    {
        to.Number(place - after);
        Write(to, facts);
    }

    /// <summary>The facts of all places, in order.</summary>
    public static ulong[] ReadAll(byte[] bytes, int count)
    {
        var from = new ByteReader(bytes);
        var facts = new ulong[count];
        for (var place = 0; place < count; place++)
        {
            facts[place] = (ulong)from.Number();
        }

        return facts;
    }

    /// <summary>Places with their facts, in the order of their numbers.</summary>
    public static List<(int Place, ulong Facts)> Read(byte[] bytes)
    {
        var from = new ByteReader(bytes);
        var changes = new List<(int, ulong)>();
        for (var place = -1; !from.IsAtEnd;)
        {
            place = checked(place + from.Count());
            changes.Add((place, (ulong)from.Number()));
        }

        return changes;
    }
}
