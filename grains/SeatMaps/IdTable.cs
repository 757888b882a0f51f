using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Distribution.SeatMaps;

/// <summary>
/// Finds small numbers by the ids they stand for: an open-addressing hash table that keeps four bytes for each number and
/// asks its owner for the ids. Ids come from clients, so the hash is seeded: nobody can choose ids that collide.
/// </summary>
internal sealed class IdTable(Func<int, Guid> idOf)
{
    private static readonly ulong SeedLow = Seed();
    private static readonly ulong SeedHigh = Seed();

    // A number plus one; 0 is an empty slot. Never more than half full.
    private int[] _slots = new int[16];
    private int _count;

    public int? Find(Guid id)
    {
        for (var slot = Home(id); _slots[slot] != 0; slot = Next(slot))
        {
            var number = _slots[slot] - 1;
            if (idOf(number) == id)
            {
                return number;
            }
        }

        return null;
    }

    /// <summary>The id must not be in the table.</summary>
    public void Add(int number)
    {
        if ((_count + 1) * 2 > _slots.Length)
        {
            Grow();
        }

        Place(number);
        _count++;
    }

    /// <summary>The number must be in the table, under the id it has now.</summary>
    public void Remove(int number)
    {
        var hole = Home(idOf(number));
        while (_slots[hole] != number + 1)
        {
            hole = Next(hole);
        }

        _count--;
        _slots[hole] = 0;
        // What stands behind the hole and was pushed past it moves back, so that searches never meet a gap.
        for (var slot = Next(hole); _slots[slot] != 0; slot = Next(slot))
        {
            var home = Home(idOf(_slots[slot] - 1));
            if (Distance(home, slot) >= Distance(hole, slot))
            {
                (_slots[hole], _slots[slot]) = (_slots[slot], 0);
                hole = slot;
            }
        }
    }

    private void Place(int number)
    {
        var slot = Home(idOf(number));
        while (_slots[slot] != 0)
        {
            slot = Next(slot);
        }

        _slots[slot] = number + 1;
    }

    private void Grow()
    {
        var before = _slots;
        _slots = new int[before.Length * 2];
        foreach (var slot in before)
        {
            if (slot != 0)
            {
                Place(slot - 1);
            }
        }
    }

    private int Home(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        var low = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ SeedLow;
        var high = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) ^ SeedHigh;
        var mixed = Math.BigMul(low, high, out var rest) ^ rest;
        return (int)(mixed & (ulong)(_slots.Length - 1));
    }

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);

    private int Distance(int from, int to) => (to - from) & (_slots.Length - 1);

    private static ulong Seed()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes) | 1;
    }
}
