using System.Buffers.Binary;
using System.Buffers.Text;

namespace Distribution.Api.GraphQL.Paging;

/// <summary>Where something stands in a list, opaque to clients: its id, or a number that orders the list, in base64url.</summary>
internal static class Cursor
{
    public static string Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    public static string Of(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null where it is none of an id.</summary>
    public static Guid? Id(string cursor)
    {
        Span<byte> bytes = stackalloc byte[16];
        return Read(cursor, bytes) ? new Guid(bytes) : null;
    }

    /// <summary>Null where it is none of a number.</summary>
    public static long? Number(string cursor)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        return Read(cursor, bytes) ? BinaryPrimitives.ReadInt64BigEndian(bytes) : null;
    }

    private static bool Read(string cursor, Span<byte> bytes) =>
        cursor.Length == Base64Url.GetEncodedLength(bytes.Length)
        && Base64Url.IsValid(cursor)
        && Base64Url.TryDecodeFromChars(cursor, bytes, out var written)
        && written == bytes.Length;
}
