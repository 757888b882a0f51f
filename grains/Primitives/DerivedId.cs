using System.Security.Cryptography;
using System.Text;

namespace Distribution.Primitives;

/// <summary>
/// Ids that follow from what they name (RFC 9562, version 8: the first 16 bytes of a SHA-256). The same distributor
/// ticket always gets the same ticket id here, on every silo and after every restart.
/// </summary>
public static class DerivedId
{
    public static Guid From(Guid scope, string noun, string name)
    {
        var text = Encoding.UTF8.GetBytes($"{scope:N}/{noun}/{name}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
