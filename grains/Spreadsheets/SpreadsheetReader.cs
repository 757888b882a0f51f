using System.Collections.Immutable;
using System.IO.Compression;
using System.Xml;
using Distribution.Primitives;

namespace Distribution.Spreadsheets;

/// <summary>
/// Reads an XLSX file with a pull parser, part by part and without recursion, so that no file, however it was made, takes more than the limits
/// below. Namespaces are left out of account: those of the strict and of the transitional format differ, the names don't.
/// </summary>
internal static class SpreadsheetReader
{
    /// <summary>Bytes of a file.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Bytes of all its parts unpacked.</summary>
    public const long MaxUnpacked = 64 * 1024 * 1024;

    public const int MaxParts = 1_000;
    public const int MaxSheets = 100;

    /// <summary>Cells that are not empty, in all sheets together.</summary>
    public const int MaxCells = 300_000;

    private const string Subject = "file";

    /// <param name="stream">Seekable; it is left open.</param>
    public static Outcome<ImmutableArray<Sheet>> Read(Stream stream)
    {
        if (stream.Length > MaxBytes)
        {
            return TooLarge($"The file has more than {MaxBytes / 1024 / 1024} MiB.");
        }

        if (WrongSort(stream) is { } wrong)
        {
            return wrong;
        }

        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (ProblemOf(archive) is { } problem)
            {
                return problem;
            }

            PartSum.Check(archive);
            return new Workbook(archive).Sheets();
        }
        catch (SheetLimitException limit)
        {
            return TooLarge(limit.Message);
        }
        catch (Exception damage) when (damage is InvalidDataException or XmlException or IOException or ArgumentException or NotSupportedException or OverflowException or UriFormatException)
        {
            return Damaged();
        }
    }

    /// <summary>Told by its first bytes, since people rename files.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> start) => start.StartsWith("PK\x3\x4"u8);

    private static Refusal? WrongSort(Stream stream)
    {
        Span<byte> start = stackalloc byte[8];
        stream.Position = 0;
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            return new Refusal(RefusalCode.Invalid, Subject, "This is an old .xls file, or one with a password. Save it as .xlsx without a password, then send it again.");
        }

        return IsArchive(start) ? null : new Refusal(RefusalCode.Invalid, Subject, "This is not an .xlsx file. Open it in Excel or LibreOffice, save it as .xlsx, then send it again.");
    }

    private static Refusal? ProblemOf(ZipArchive archive)
    {
        if (archive.Entries.Count > MaxParts)
        {
            return TooLarge($"The file has more than {MaxParts} parts.");
        }

        // An entry that unpacks to more than it declares is cut off there by the archive itself.
        return archive.Entries.Sum(entry => Math.Min(entry.Length, MaxUnpacked + 1)) > MaxUnpacked
            ? TooLarge($"The file unpacks to more than {MaxUnpacked / 1024 / 1024} MiB.")
            : null;
    }

    private static Refusal TooLarge(string message) => new(RefusalCode.LimitExceeded, Subject, $"{message} Send only the sheets that were asked for.");

    private static Refusal Damaged() => new(RefusalCode.Invalid, Subject, "The file is damaged, or not an .xlsx file. Open it in Excel or LibreOffice, save it as .xlsx, then send it again.");
}

/// <summary>A file is over a limit; the message says which.</summary>
internal sealed class SheetLimitException(string message) : Exception(message);
