using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Distribution.Primitives;

namespace Distribution.Catalog.SeatingPlans;

/// <summary>
/// A seating plan as bytes. Equal plans have equal bytes, so that the hash of the bytes names the plan; a change of the
/// encoding therefore needs a new version byte, and the old versions stay readable.
/// </summary>
public static class SeatingPlanCodec
{
    private const byte Version = 1;

    public static byte[] Encode(SeatingPlan plan)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(plan.Name);
        WriteAll(writer, plan.Categories, Write);
        WriteAll(writer, plan.Areas, static (to, area) => to.Write(area.Key.Value));
        WriteAll(writer, plan.Blocks, Write);
        WriteAll(writer, plan.Rows, Write);
        WriteAll(writer, plan.Seats, Write);
        WriteAll(writer, plan.UnnumberedAreas, Write);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are not an encoded plan of a known version.</exception>
    public static SeatingPlan Decode(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        try
        {
            return reader.ReadByte() == Version
                ? ReadPlan(reader)
                : throw new InvalidDataException($"The seating plan is encoded in version {bytes[0]}; this program reads version {Version}.");
        }
        catch (Exception failure) when (failure is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("The bytes are not an encoded seating plan.", failure);
        }
    }

    public static PlanHash HashOf(byte[] encoded) => new(Convert.ToHexStringLower(SHA256.HashData(encoded)));

    private static SeatingPlan ReadPlan(BinaryReader reader) => new(
        reader.ReadString(),
        ReadAll(reader, static from => new PlanCategory(from.ReadString(), from.ReadBoolean() ? from.ReadString() : null)),
        ReadAll(reader, static from => new PlanArea(new AreaKey(from.ReadString()))),
        ReadAll(reader, static from => new PlanBlock(from.ReadString(), from.Read7BitEncodedInt())),
        ReadAll(reader, static from => new PlanRow(from.ReadString(), from.Read7BitEncodedInt())),
        ReadAll(reader, static from => new PlanSeat(
            new PlaceKey(from.ReadString()),
            from.ReadString(),
            from.Read7BitEncodedInt(),
            from.Read7BitEncodedInt(),
            from.ReadDouble(),
            from.ReadDouble(),
            ReadKind(from))),
        ReadAll(reader, static from => new UnnumberedArea(
            new AreaKey(from.ReadString()), from.Read7BitEncodedInt(), from.Read7BitEncodedInt())));

    private static void Write(BinaryWriter to, PlanCategory category)
    {
        to.Write(category.Code);
        to.Write(category.Color is not null);
        if (category.Color is not null)
        {
            to.Write(category.Color);
        }
    }

    private static void Write(BinaryWriter to, PlanBlock block)
    {
        to.Write(block.Code);
        to.Write7BitEncodedInt(block.Area);
    }

    private static void Write(BinaryWriter to, PlanRow row)
    {
        to.Write(row.Number);
        to.Write7BitEncodedInt(row.Block);
    }

    private static void Write(BinaryWriter to, PlanSeat seat)
    {
        to.Write(seat.Key.Value);
        to.Write(seat.Number);
        to.Write7BitEncodedInt(seat.Row);
        to.Write7BitEncodedInt(seat.Category);
        to.Write(seat.X);
        to.Write(seat.Y);
        to.Write((byte)seat.Kind);
    }

    private static void Write(BinaryWriter to, UnnumberedArea area)
    {
        to.Write(area.Key.Value);
        to.Write7BitEncodedInt(area.Category);
        to.Write7BitEncodedInt(area.Capacity);
    }

    private static void WriteAll<T>(BinaryWriter to, ImmutableArray<T> items, Action<BinaryWriter, T> write)
    {
        to.Write7BitEncodedInt(items.Length);
        foreach (var item in items)
        {
            write(to, item);
        }
    }

    private static SeatKind ReadKind(BinaryReader from)
    {
        var kind = (SeatKind)from.ReadByte();
        return Enum.IsDefined(kind) ? kind : throw new InvalidDataException($"The encoded seating plan has a seat of kind {kind}, which is not known.");
    }

    private static ImmutableArray<T> ReadAll<T>(BinaryReader from, Func<BinaryReader, T> read)
    {
        var count = from.Read7BitEncodedInt();
        if (count is < 0 or > SeatingPlan.MaxPlaces)
        {
            throw new InvalidDataException($"The encoded seating plan claims a list of {count}.");
        }

        var items = ImmutableArray.CreateBuilder<T>();
        for (var i = 0; i < count; i++)
        {
            items.Add(read(from));
        }

        return items.DrainToImmutable();
    }
}
