using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Distribution.SeatMaps;

/// <summary>
/// Finds numbers by the ids they stand for: an open-addressing hash table that keeps four bytes for each number and asks its owner for the ids.
/// Eight bits of the hash stand beside the number, so that an id which is not there costs no look at others' ids.
/// Ids come from clients, so the hash is seeded: nobody can choose ids that collide.
/// </summary>
internal sealed class IdTable(Func<int, Guid> idOf)
{
    /// <summary>Above every number.</summary>
    public const int End = NumberMask;

    private const int NumberMask = (1 << 24) - 1;

    private static readonly ulong SeedLow = Seed();
    private static readonly ulong SeedHigh = Seed();

    // A number plus one, and above it the tag; 0 is an empty slot. Never more than three quarters full.
    private uint[] _slots = new uint[16];
    private int _count;

    public int? Find(Guid id)
    {
        var hash = HashOf(id);
        for (var slot = Home(hash); _slots[slot] != 0; slot = Next(slot))
        {
            var number = NumberIn(slot);
            if (_slots[slot] >> 24 == Tag(hash) && idOf(number) == id)
            {
                return number;
            }
        }

        return null;
    }

    /// <summary>The id must not be in the table.</summary>
    /// <param name="number">From 0 below <see cref="End"/>.</param>
    public void Add(int number)
    {
        if (number is < 0 or >= End)
        {
            throw new InvalidOperationException($"{number} is too many for one seat map: an id has a number below {End}.");
        }

        if ((_count + 1) * 4L > _slots.Length * 3L)
        {
            Grow();
        }

        Place(number);
        _count++;
    }

    /// <summary>The number must be in the table, under the id it has now.</summary>
    public void Remove(int number)
    {
        var hole = Home(HashOf(idOf(number)));
        while (_slots[hole] == 0 || NumberIn(hole) != number)
        {
            hole = _slots[hole] == 0 ? throw new InvalidOperationException($"{number} is not in the table.") : Next(hole);
        }

        _count--;
        _slots[hole] = 0;
        // What stands behind the hole and was pushed past it moves back, so that searches never meet a gap.
        for (var slot = Next(hole); _slots[slot] != 0; slot = Next(slot))
        {
            var home = Home(HashOf(idOf(NumberIn(slot))));
            if (Distance(home, slot) >= Distance(hole, slot))
            {
                (_slots[hole], _slots[slot]) = (_slots[slot], 0);
                hole = slot;
            }
        }
    }

    private int NumberIn(int slot) => (int)(_slots[slot] & NumberMask) - 1;

    private void Place(int number)
    {
        var hash = HashOf(idOf(number));
        var slot = Home(hash);
        while (_slots[slot] != 0)
        {
            slot = Next(slot);
        }

        _slots[slot] = (Tag(hash) << 24) | (uint)(number + 1);
    }

    private void Grow()
    {
        var before = _slots;
        _slots = new uint[before.Length * 2];
        foreach (var slot in before)
        {
            if (slot != 0)
            {
                Place((int)(slot & NumberMask) - 1);
            }
        }
    }

    private static ulong HashOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        var low = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ SeedLow;
        var high = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) ^ SeedHigh;
        return Math.BigMul(low, high, out var rest) ^ rest;
    }

    private static uint Tag(ulong hash) => (uint)(hash >> 56);

    private int Home(ulong hash) => (int)(hash & (ulong)(_slots.Length - 1));

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);

    private int Distance(int from, int to) => (to - from) & (_slots.Length - 1);

    private static ulong Seed()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes) | 1;
    }
}
