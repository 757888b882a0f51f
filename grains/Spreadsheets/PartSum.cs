using System.IO.Compression;

namespace Distribution.Spreadsheets;

/// <summary>
/// Holds every part of an archive against its checksum. .NET's reader does not: one damaged byte in a packed part would unpack to other cells, and a sale to another place.
/// </summary>
internal static class PartSum
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(number => Of((uint)number))];

    /// <exception cref="InvalidDataException">A part is damaged.</exception>
    public static void Check(ZipArchive archive)
    {
        var some = new byte[64 * 1024];
        foreach (var part in archive.Entries)
        {
            using var stream = part.Open();
            var (sum, length) = (uint.MaxValue, 0L);
            for (int read; (read = stream.Read(some)) > 0; length += read)
            {
                foreach (var letter in some.AsSpan(0, read))
                {
                    sum = Table[(sum ^ letter) & 0xFF] ^ (sum >> 8);
                }
            }

            if (~sum != part.Crc32 || length != part.Length)
            {
                throw new InvalidDataException();
            }
        }
    }

    private static uint Of(uint number)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            number = (number & 1) != 0 ? (number >> 1) ^ 0xEDB88320 : number >> 1;
        }

        return number;
    }
}
